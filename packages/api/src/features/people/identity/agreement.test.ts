import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const NEWER = {
  version: '2026-11',
  title: 'Data processing agreement',
  summary: 'One more sub-processor.',
  text: 'New terms.',
};
const publish = (token: string | undefined, input: object = NEWER) =>
  app.ask<{ publishAgreement: object }>(
    'mutation ($input: PublishAgreementInput!) { publishAgreement(input: $input) { version summary publishedOn current } }',
    { input },
    token,
  );
const accept = (token: string | undefined, version: string) =>
  app.ask<{ acceptAgreement: object }>(
    `mutation ($input: AcceptAgreementInput!) { acceptAgreement(input: $input) {
       id agreementVersion agreementAcceptedAt agreementAcceptedByName agreementDue } }`,
    { input: { version } },
    token,
  );
const due = async (token: string, agreementDue: boolean) => {
  const { data } = await app.ask<{ companies: { nodes: { name: string }[] } }>(
    'query ($due: Boolean!) { companies(filter: { agreementDue: $due }) { nodes { name } } }',
    { due: agreementDue },
    token,
  );
  return data.companies.nodes.map(({ name }) => name);
};

describe('publishAgreement', () => {
  test('is for staff and resellers only', async () => {
    for (const { token } of [world.globex.admin, world.globex.user])
      expect((await publish(token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await publish(undefined)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('names every field that is wrong', async () => {
    const { errors } = await publish(world.platform.staff.token, {
      version: '',
      title: '',
      summary: ' ',
      text: '',
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'version',
      'title',
      'summary',
      'text',
    ]);
  });

  test('[N5] [D1] is in force at once: every company is asked, and told by mail what has changed', async () => {
    expect(await due(world.platform.staff.token, true)).toEqual([]);
    const invited = await app.ask(
      'mutation ($input: OnboardCompanyInput!) { onboardCompany(input: $input) { agreementVersion } }',
      {
        input: {
          name: 'Hooli',
          address: { line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' },
          administrator: { firstName: 'Gavin', lastName: 'Belson', email: 'gavin@hooli.example' },
        },
      },
      world.northwind.admin.token,
    );
    expect(invited.data).toEqual({ onboardCompany: { agreementVersion: '2026-01' } });
    const { data } = await publish(world.platform.staff.token);
    expect(data.publishAgreement).toEqual({
      version: '2026-11',
      summary: 'One more sub-processor.',
      publishedOn: '2026-10-01',
      current: true,
    });
    expect(await due(world.platform.staff.token, true)).toEqual([
      'Acme Ltd',
      'Globex Ltd',
      'Hooli',
      'Initech Ltd',
    ]);
    expect(await due(world.northwind.admin.token, true)).toEqual(['Globex Ltd', 'Hooli']);
    const mails = await world.letters<{ to: string; body: string }>(
      `select "to", body from mail where cause = 'agreement' order by "to"`,
    );
    expect(mails.map(({ to }) => to)).toEqual([
      'admin@acme.example',
      'admin@contoso.example',
      'admin@globex.example',
      'admin@initech.example',
      'admin@northwind.example',
    ]);
    expect(mails[2]?.body).toContain('One more sub-processor.');
    const { data: read } = await app.ask(
      '{ viewer { company { agreementDue } } home { agreementDue } agreements { nodes { version current } } }',
      {},
      world.globex.admin.token,
    );
    expect(read).toEqual({
      viewer: { company: { agreementDue: true } },
      home: { agreementDue: true },
      agreements: {
        nodes: [
          { version: '2026-11', current: true },
          { version: '2026-01', current: false },
        ],
      },
    });
  });

  test('[D1] whoever has not accepted any accepts the newest with the invitation', async () => {
    const token = await invitationSecret(world, 'gavin@hooli.example');
    const take = (acceptAgreementVersion: string) =>
      app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
        input: { token, password: PASSWORD, acceptAgreementVersion },
      });
    expect((await take('2026-01')).errors?.[0]?.extensions.fields?.[0]?.path).toBe('acceptAgreementVersion');
    expect((await take('2026-11')).errors).toBeUndefined();
    const [hooli] = await world.sql(
      `select c.agreement_version, m.email from company c join membership m on m.id = c.agreement_accepted_by where c.name = 'Hooli'`,
    );
    expect(hooli).toEqual({ agreement_version: '2026-11', email: 'gavin@hooli.example' });
  });

  test('twice is a conflict at the version', async () => {
    const { errors } = await publish(world.platform.staff.token);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'version' }] });
  });
});

describe('acceptAgreement', () => {
  test('is for a company’s administrators only', async () => {
    for (const { token } of [world.platform.staff, world.northwind.admin, world.globex.user])
      expect((await accept(token, '2026-11')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await accept(undefined, '2026-11')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each(['2026-01', '2030-01'])(
    'of a version that is not in force (%s) says which is',
    async (version) => {
      const { errors } = await accept(world.globex.admin.token, version);
      expect(errors?.[0]?.extensions).toEqual({
        code: 'INVALID_INPUT',
        fields: [{ path: 'version', message: 'Must be 2026-11: that is the version in force.' }],
      });
    },
  );

  test('[D1] [N5] notes who accepted which version when, for their own company, and in the audit log', async () => {
    app.clock.forward(60_000);
    const { data } = await accept(world.globex.admin.token, '2026-11');
    expect(data.acceptAgreement).toEqual({
      id: world.globex.id,
      agreementVersion: '2026-11',
      agreementAcceptedAt: '2026-10-01T09:01:00+00:00',
      agreementAcceptedByName: 'Ada globex.example',
      agreementDue: false,
    });
    expect(await due(world.platform.staff.token, true)).toEqual(['Acme Ltd', 'Initech Ltd']);
    expect(await due(world.northwind.admin.token, false)).toEqual(['Globex Ltd', 'Hooli']);
    const entries = await world.sql(
      `select reference, actor_membership_id, company_id, differences from audit_entry where action = 'acceptAgreement' and subject_id = $1`,
      [world.globex.id],
    );
    expect(entries).toEqual([
      {
        reference: '2026-11',
        actor_membership_id: world.globex.admin.membershipId,
        company_id: world.globex.id,
        differences: [{ field: 'agreementVersion', before: '2026-01', after: '2026-11' }],
      },
    ]);
    expect(
      await world.sql(
        `select differences from audit_entry where action = 'publishAgreement' and refusal is null`,
      ),
    ).toEqual([{ differences: [{ field: 'version', before: '2026-01', after: '2026-11' }] }]);
  });

  test('twice is a conflict', async () => {
    expect((await accept(world.globex.admin.token, '2026-11')).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });
});

const acceptances = async (token: string) =>
  (
    await app.ask<{ agreementAcceptances: { nodes: { tenantName: string }[] } }>(
      '{ agreementAcceptances { nodes { tenantName byName roleName acceptedAt textHash agreement { version } } } }',
      {},
      token,
    )
  ).data.agreementAcceptances.nodes;

describe('acceptResellersAgreement', () => {
  const acceptAsReseller = (token: string | undefined, version: string) =>
    app.ask<{ acceptResellersAgreement: object }>(
      'mutation ($input: AcceptResellersAgreementInput!) { acceptResellersAgreement(input: $input) { id agreementDue } }',
      { input: { version } },
      token,
    );
  const resellersDue = async () =>
    (
      await app.ask<{ resellers: { nodes: { name: string }[] } }>(
        '{ resellers(filter: { agreementDue: true }) { nodes { name } } }',
        {},
        world.platform.staff.token,
      )
    ).data.resellers.nodes.map(({ name }) => name);

  test('[D1] notes who accepted it for a reseller’s own people, in which role, and of which text', async () => {
    const { token } = world.northwind.admin;
    expect(await resellersDue()).toEqual(['Contoso Cloud', 'Northwind IT']);
    expect((await app.ask('{ home { resellersAgreementDue } }', {}, token)).data).toEqual({
      home: { resellersAgreementDue: true },
    });
    const { data } = await acceptAsReseller(token, '2026-11');
    expect(data.acceptResellersAgreement).toEqual({ id: world.northwind.id, agreementDue: false });
    expect(await resellersDue()).toEqual(['Contoso Cloud']);
    const [hash] = await world.sql<{ hash: string }>(
      `select encode(sha256(convert_to(text, 'UTF8')), 'hex') as hash from agreement where version = '2026-11'`,
    );
    expect((await acceptances(token)).find(({ tenantName }) => tenantName === 'Northwind IT')).toEqual({
      tenantName: 'Northwind IT',
      byName: 'Ada northwind.example',
      roleName: 'Owner',
      acceptedAt: '2026-10-01T09:01:00+00:00',
      textHash: hash?.hash,
      agreement: { version: '2026-11' },
    });
  });

  test('is for resellers only, of the version in force, and once', async () => {
    for (const { token } of [world.platform.staff, world.globex.admin, world.globex.user])
      expect((await acceptAsReseller(token, '2026-11')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { token } = world.northwind.admin;
    expect((await acceptAsReseller(token, '2026-01')).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect((await acceptAsReseller(token, '2026-11')).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  test('[D1] acceptances are seen by whoever gave them and above: none of another tenant’s', async () => {
    const seen = async (token: string) =>
      (await acceptances(token)).map(({ tenantName }) => tenantName).sort();
    expect(await seen(world.platform.staff.token)).toEqual(['Globex Ltd', 'Hooli', 'Northwind IT']);
    expect(await seen(world.northwind.admin.token)).toEqual(['Globex Ltd', 'Hooli', 'Northwind IT']);
    expect(await seen(world.globex.admin.token)).toEqual(['Globex Ltd']);
    for (const { token } of [world.contoso.admin, world.initech.admin]) expect(await seen(token)).toEqual([]);
  });
});

describe('agreementChanges', () => {
  test('[D1] gives what went out and what came in between two versions', async () => {
    const versions = await world.sql<{ id: string }>('select id from agreement order by published_on, id');
    await world.sql(`update agreement set text = 'We tell you within 30 days.' where id = $1`, [
      versions[0]?.id,
    ]);
    await world.sql(`update agreement set text = 'We tell you within 14 days.' where id = $1`, [
      versions[1]?.id,
    ]);
    const ask = (fromId: unknown, toId: unknown, token = world.globex.admin.token) =>
      app.ask<{ agreementChanges: object[] }>(
        'query ($fromId: ID!, $toId: ID!) { agreementChanges(fromId: $fromId, toId: $toId) { kind text } }',
        { fromId, toId },
        token,
      );
    expect((await ask(versions[0]?.id, versions[1]?.id)).data.agreementChanges).toEqual([
      { kind: 'SAME', text: 'We tell you within ' },
      { kind: 'REMOVED', text: '30' },
      { kind: 'ADDED', text: '14' },
      { kind: 'SAME', text: ' days.' },
    ]);
    expect((await ask(versions[0]?.id, world.globex.id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(
      (await ask(versions[0]?.id, versions[1]?.id, world.globex.user.token)).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
  });
});

test('a version that is to be accepted by a day is published with it; the day must be to come', async () => {
  const { errors } = await publish(world.platform.staff.token, {
    ...NEWER,
    version: '2026-12',
    acceptBy: '2026-10-01',
  });
  expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['acceptBy']);
  expect(
    (await publish(world.platform.staff.token, { ...NEWER, version: '2026-12', acceptBy: '2026-11-30' }))
      .errors,
  ).toBeUndefined();
  const [letter] = await world.letters<{ body: string }>(
    `select body from mail where cause = 'agreement' and "to" = 'admin@northwind.example' order by created_at desc, id desc limit 1`,
  );
  expect(letter?.body).toContain('accept it for Northwind IT by 30 November 2026');
});

describe('[N5] [D1] a reseller’s own agreement', () => {
  const OWN = { version: 'NW-1', title: 'Our agreement', summary: 'We are your processor.', text: 'Ours.' };
  const versions = async (token: string) => {
    const { data } = await app.ask<{ agreements: { nodes: { version: string }[] } }>(
      '{ agreements(filter: { byPlatform: false }) { nodes { version current resellerId } } }',
      {},
      token,
    );
    return data.agreements.nodes;
  };

  test('takes the place of the platform’s for its companies, who are asked anew, and for nobody else', async () => {
    await world.sql(`delete from mail where cause = 'agreement'`);
    const others = await due(world.contoso.admin.token, true);
    expect((await publish(world.northwind.admin.token, OWN)).errors).toBeUndefined();
    expect((await publish(world.northwind.admin.token, OWN)).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'version' }],
    });
    expect(await due(world.northwind.admin.token, true)).toEqual(['Globex Ltd', 'Hooli']);
    expect(await due(world.contoso.admin.token, true)).toEqual(others);
    const mails = await world.letters<{ to: string }>(
      `select "to" from mail where cause = 'agreement' order by "to"`,
    );
    expect(mails.map(({ to }) => to)).toEqual(['admin@globex.example', 'gavin@hooli.example']);
    const { errors } = await accept(world.globex.admin.token, '2026-12');
    expect(errors?.[0]?.extensions.fields?.[0]?.message).toContain('NW-1');
    expect((await accept(world.globex.admin.token, 'NW-1')).data.acceptAgreement).toMatchObject({
      agreementVersion: 'NW-1',
      agreementDue: false,
    });
  });

  test('is read by its companies and the operator, and by no other reseller or company', async () => {
    const own = [{ version: 'NW-1', current: true, resellerId: world.northwind.id }];
    for (const { token } of [world.northwind.admin, world.globex.admin, world.platform.staff])
      expect(await versions(token)).toEqual(own);
    for (const { token } of [world.contoso.admin, world.initech.admin])
      expect(await versions(token)).toEqual([]);
  });

  test('may not be called as the platform’s is, and the platform’s next version asks those without one only', async () => {
    expect(
      (await publish(world.northwind.admin.token, { ...OWN, version: '2026-12' })).errors?.[0]?.extensions
        .code,
    ).toBe('CONFLICT');
    await world.sql(`delete from mail where cause = 'agreement'`);
    await publish(world.platform.staff.token, { ...NEWER, version: '2027-01' });
    const mails = await world.letters<{ to: string }>(
      `select "to" from mail where cause = 'agreement' order by "to"`,
    );
    expect(mails.map(({ to }) => to)).toEqual([
      'admin@acme.example',
      'admin@contoso.example',
      'admin@initech.example',
      'admin@northwind.example',
    ]);
    expect(await due(world.northwind.admin.token, true)).toEqual(['Hooli']);
  });
});
