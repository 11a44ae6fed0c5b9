import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from '../identity/factory.ts';
import { accessLinkSecret, askForAccess } from './factory.ts';
import { MOST_WAITING } from './request-access.ts';

let app: TestApp;
let world: World;
let globex: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  globex = await accessLinkSecret(app, world.globex.admin.token);
});
afterAll(() => app.close());

const ask = (email: string, more: object = {}, token = globex) => askForAccess(app, token, email, more);

interface Row {
  id: string;
  firstName: string;
  email: string;
  phone: string | null;
  state: string;
  answer: string | null;
  userId: string | null;
}
const listed = async (token: string, filter: object = {}): Promise<Row[]> => {
  const { data, errors } = await app.ask<{ accessRequests: { nodes: Row[] } }>(
    `query ($filter: AccessRequestFilter) { accessRequests(filter: $filter) { nodes { id firstName email phone state answer userId } } }`,
    { filter },
    token,
  );
  expect(errors).toBeUndefined();
  return data.accessRequests.nodes;
};
const idOf = async (email: string, token = world.globex.admin.token): Promise<string> =>
  (await listed(token, { search: email }))[0]?.id ?? '';
const decide = async (verb: 'approve' | 'decline', input: object, token = world.globex.admin.token) => {
  const name = `${verb}AccessRequest`;
  const { data, errors } = await app.ask<Record<string, { state: string; userId: string | null }>>(
    `mutation ($input: ${verb === 'approve' ? 'Approve' : 'Decline'}AccessRequestInput!) { ${name}(input: $input) { state userId } }`,
    { input },
    token,
  );
  return { done: data?.[name], error: errors?.[0] };
};
const mailTo = async (email: string) =>
  world.letters<{ subject: string; body: string }>(
    'select subject, body from mail where "to" = $1 order by created_at, id',
    [email],
  );
/** Tries are counted by the hour. */
const later = async () => {
  app.clock.forward(3_600_000);
  for (const who of [world.globex.admin, world.northwind.admin, world.initech.admin, world.contoso.admin])
    who.token = await world.signIn(who.email);
};

describe('the link', () => {
  test('[I6] leads to a form in the tenant’s name and colours', async () => {
    const form =
      'query ($token: String!) { accessForm(token: $token) { tenantName forTeam brand { name } } }';
    const { data } = await app.ask(form, { token: globex });
    expect(data).toEqual({
      accessForm: { tenantName: 'Globex Ltd', forTeam: false, brand: { name: 'Northwind IT' } },
    });
    const northwind = await accessLinkSecret(app, world.northwind.admin.token);
    expect((await app.ask(form, { token: northwind })).data).toMatchObject({
      accessForm: { tenantName: 'Northwind IT', forTeam: true },
    });
    const { errors } = await app.ask(form, { token: 'x'.repeat(43) });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('[I6] renewed or switched off, the former one is no longer good', async () => {
    const { token } = world.initech.admin;
    const first = await accessLinkSecret(app, token);
    const second = await accessLinkSecret(app, token);
    expect(await ask('a@mail.example', {}, first)).toBe('NOT_FOUND');
    expect(await ask('a@mail.example', {}, second)).toBe(true);
    const { data } = await app.ask<{ accessLinks: { nodes: { id: string; token: string }[] } }>(
      '{ accessLinks { nodes { id token } } }',
      {},
      token,
    );
    expect(data.accessLinks.nodes).toEqual([{ id: expect.any(String), token: second }]);
    const close = (as: string, id = data.accessLinks.nodes[0]?.id) =>
      app.ask('mutation ($id: ID!) { closeAccessLink(input: { id: $id }) }', { id }, as);
    for (const as of [world.globex.admin.token, world.northwind.admin.token])
      expect((await close(as)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await close(world.initech.user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await close(token, 'x')).errors?.[0]?.extensions.fields?.[0]?.path).toBe('id');
    expect((await close(token)).errors).toBeUndefined();
    expect((await close(token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await ask('b@mail.example', {}, second)).toBe('NOT_FOUND');
  });

  test('[S10] is one’s own tenant’s only, and not of staff', async () => {
    const renew = async (token: string, input: object) =>
      (
        await app.ask(
          'mutation ($input: RenewAccessLinkInput!) { renewAccessLink(input: $input) { id } }',
          { input },
          token,
        )
      ).errors?.[0]?.extensions.code;
    expect(await renew(world.globex.admin.token, { companyId: world.initech.id })).toBe('NOT_FOUND');
    expect(await renew(world.globex.admin.token, { resellerId: world.northwind.id })).toBe('NOT_FOUND');
    expect(await renew(world.northwind.admin.token, { resellerId: world.contoso.id })).toBe('NOT_FOUND');
    expect(await renew(world.globex.user.token, {})).toBe('FORBIDDEN');
    expect(await renew(world.platform.staff.token, {})).toBe('CONFLICT');
    expect(await renew(world.globex.admin.token, { companyId: 'x' })).toBe('INVALID_INPUT');
    expect(await renew(world.northwind.admin.token, { companyId: world.globex.id })).toBeUndefined();
    globex = await accessLinkSecret(app, world.globex.admin.token);
  });

  test('[I6] of five renewals at once one link is left', async () => {
    await Promise.all(Array.from({ length: 5 }, () => accessLinkSecret(app, world.acme.admin.token)));
    expect(await world.sql('select from access_link where company_id = $1', [world.acme.id])).toHaveLength(1);
  });
});

describe('requestAccess', () => {
  test('[I6] [S42] waits for the administrators of the company, whoever asks', async () => {
    expect(await ask('siobhan@mail.example', { phone: '020 7946 0311' })).toBe(true);
    expect(await ask(world.globex.user.email), 'who is there already').toBe(true);
    expect(await ask('siobhan@mail.example', { firstName: 'Other' }), 'who waits already').toBe(true);
    const mine = await listed(world.globex.admin.token, { state: 'WAITING', search: 'siobhan' });
    expect(mine).toEqual([
      {
        id: expect.any(String),
        firstName: 'Siobhán',
        email: 'siobhan@mail.example',
        phone: '+442079460311',
        state: 'WAITING',
        answer: null,
        userId: null,
      },
    ]);
    expect(await listed(world.initech.admin.token, { search: 'siobhan' })).toEqual([]);
    expect(await listed(world.contoso.admin.token, { search: 'siobhan' })).toEqual([]);
    const { data } = await app.ask('{ home { accessRequests } }', {}, world.globex.admin.token);
    expect(data).toEqual({ home: { accessRequests: 2 } });
    const { errors } = await app.ask('{ accessRequests { totalCount } }', {}, world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const trail = await world.sql(
      `select actor_level, company_id from audit_entry where action = 'requestAccess' and company_id = $1`,
      [world.globex.id],
    );
    expect(trail).toHaveLength(2);
  });

  test('[S64] what is not fit for mail or a name is refused where it stands', async () => {
    const refused = async (more: object) => {
      const { errors } = await app.ask(
        'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) }',
        {
          input: {
            token: globex,
            firstName: 'A',
            lastName: 'B',
            email: 'c@mail.example',
            reason: 'd',
            ...more,
          },
        },
      );
      return [...new Set(errors?.[0]?.extensions.fields?.map(({ path }) => path))];
    };
    expect(await refused({ email: 'a@b.example\r\nBcc: c@d.example' })).toEqual(['email']);
    expect(await refused({ firstName: 'Visit http://evil.example' })).toEqual(['firstName']);
    expect(await refused({ lastName: 'A\nB' })).toEqual(['lastName']);
    expect(await refused({ reason: ' ' })).toEqual(['reason']);
    expect(await refused({ phone: 'call me' })).toEqual(['phone']);
  });

  test('[I6] is bounded for an address', async () => {
    await later();
    const answers: unknown[] = [];
    for (let i = 0; i < 7; i += 1) answers.push(await ask('eager@mail.example'));
    expect(answers.slice(0, 5)).toEqual([true, true, true, true, true]);
    expect(answers.at(-1)).toBe('RATE_LIMITED');
  });

  test('[I6] is bounded for a network', async () => {
    await later();
    const answers: unknown[] = [];
    for (let i = 0; i < 40; i += 1) answers.push(await ask(`many${i}@mail.example`, {}, 'x'.repeat(43)));
    expect(answers.at(-1), 'guessing').toBe('NOT_FOUND');
    answers.length = 0;
    for (let i = 0; i < 40; i += 1) answers.push(await ask(`many${i}@mail.example`));
    expect(answers.at(-1)).toBe('RATE_LIMITED');
  });

  test('[I6] is bounded for a tenant', async () => {
    await later();
    await later();
    const { resellerId, id } = world.initech;
    const token = await accessLinkSecret(app, world.initech.admin.token);
    // Nobody reads why they ask: what stands there has the form of what is sealed, and no more.
    await world.sql(
      `insert into access_request (id, reseller_id, company_id, first_name, last_name, email, reason, state, created_at, lapses_at)
         select uuidv7(), $1::uuid, $2, 'Flood', 'Er', 'flood' || i || '@mail.example', $1::text || '.' || repeat('x', 38), 'WAITING', now(), 'infinity'
           from generate_series(1, $3::int) i`,
      [resellerId, id, MOST_WAITING],
    );
    expect(await ask('late@mail.example', {}, token)).toBe('RATE_LIMITED');
    await world.sql(`delete from access_request where first_name = 'Flood'`);
    expect(await ask('late2@mail.example', {}, token)).toBe(true);
  });

  test('[I6] of ten with one address at once, one waits', async () => {
    await later();
    await later();
    await Promise.all(Array.from({ length: 4 }, () => ask('race@mail.example')));
    expect(await listed(world.globex.admin.token, { search: 'race@' })).toHaveLength(1);
  });
});

describe('approveAccessRequest', () => {
  test('[I6] enters them in the directory, invites them where they asked, and tells them their user id', async () => {
    await later();
    await later();
    await ask('new@mail.example', { phone: '020 7946 0312' });
    const id = await idOf('new@mail.example');
    const { done } = await decide('approve', {
      id,
      email: 'siobhan.obrien@globex.example',
      answer: 'Welcome!',
    });
    expect(done).toEqual({ state: 'APPROVED', userId: expect.stringMatching(/-\d{4}$/) });
    const [mail] = await mailTo('new@mail.example');
    expect(mail?.body).toContain(`Your user id is ${done?.userId}.`);
    expect(mail?.body).toContain('Welcome!');
    const { data } = await app.ask(
      'query ($search: String!) { endUsers(filter: { search: $search }) { nodes { firstName lastName email phone signIn } } }',
      { search: done?.userId },
      world.globex.admin.token,
    );
    expect(data).toEqual({
      endUsers: {
        nodes: [
          {
            firstName: 'Siobhán',
            lastName: 'O’Brien',
            email: 'siobhan.obrien@globex.example',
            phone: '+442079460312',
            signIn: 'INVITED',
          },
        ],
      },
    });
    const accepted = await app.ask(
      'mutation ($token: String!) { acceptInvitation(input: { token: $token, password: "a-long-enough-pass-phrase" }) { id } }',
      { token: await invitationSecret(world, 'new@mail.example') },
    );
    expect(accepted.errors).toBeUndefined();
    const trail = await world.sql<{ subject_type: string }>(
      `select subject_type from audit_entry where action = 'approveAccessRequest' order by id`,
    );
    expect(trail.map(({ subject_type }) => subject_type).sort()).toEqual(['AccessRequest', 'EndUser']);
  });

  test('[I6] without an address they can be invited again where they asked', async () => {
    await ask('plain@mail.example');
    const id = await idOf('plain@mail.example');
    expect((await decide('approve', { id })).done?.state).toBe('APPROVED');
    const { data } = await app.ask<{ accessRequest: { endUserId: string } }>(
      'query ($id: ID!) { accessRequest(id: $id) { endUserId } }',
      { id },
      world.globex.admin.token,
    );
    const { errors } = await app.ask(
      'mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { id } }',
      { id: data.accessRequest.endUserId },
      world.globex.admin.token,
    );
    expect(errors).toBeUndefined();
    expect(await mailTo('plain@mail.example')).toHaveLength(2);
  });

  test('[I6] an address outside the company’s domains, or of somebody who is there, is refused and nothing is done', async () => {
    await ask('outside@mail.example');
    const id = await idOf('outside@mail.example');
    expect((await decide('approve', { id, email: 'x@initech.example' })).error?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'email' }],
    });
    expect((await decide('approve', { id, email: 'user@globex.example' })).error?.extensions.code).toBe(
      'CONFLICT',
    );
    expect(await listed(world.globex.admin.token, { search: 'outside@' })).toMatchObject([
      { state: 'WAITING' },
    ]);
    expect(await mailTo('outside@mail.example')).toEqual([]);
  });

  test('[I6] to a reseller: an administrator is invited', async () => {
    await later();
    const token = await accessLinkSecret(app, world.northwind.admin.token);
    await ask('priya@mail.example', {}, token);
    expect(await listed(world.globex.admin.token, { search: 'priya' }), 'not a company’s to see').toEqual([]);
    const id = await idOf('priya@mail.example', world.northwind.admin.token);
    expect(
      (await decide('approve', { id, email: 'p@globex.example' }, world.northwind.admin.token)).error
        ?.extensions.code,
    ).toBe('INVALID_INPUT');
    const { done } = await decide('approve', { id }, world.northwind.admin.token);
    expect(done).toEqual({ state: 'APPROVED', userId: null });
    const [membership] = await world.sql<{ level: string; status: string }>(
      `select level, status from membership where email = 'priya@mail.example'`,
    );
    expect(membership).toEqual({ level: 'RESELLER', status: 'INVITED' });
  });

  test('[S10] is not there for others, twice is a conflict, and of five at once one wins', async () => {
    await later();
    await ask('once@mail.example');
    const id = await idOf('once@mail.example');
    for (const [given, as] of [
      [id, world.initech.admin.token],
      [id, world.contoso.admin.token],
      [newId(), world.globex.admin.token],
    ] as const)
      for (const verb of ['approve', 'decline'] as const)
        expect((await decide(verb, { id: given }, as)).error).toMatchObject({
          message: 'There is no such access request.',
          extensions: { code: 'NOT_FOUND' },
        });
    const user = await world.signIn(world.globex.user.email);
    for (const verb of ['approve', 'decline'] as const) {
      expect((await decide(verb, { id }, user)).error?.extensions.code).toBe('FORBIDDEN');
      expect((await decide(verb, { id: 'x' })).error?.extensions.code).toBe('INVALID_INPUT');
    }
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide('approve', { id })));
    expect(answers.map(({ done, error }) => done?.state ?? error?.extensions.code).sort()).toEqual([
      'APPROVED',
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
    ]);
    expect((await decide('decline', { id })).error?.message).toBe('This request has been approved already.');
  });
});

describe('declineAccessRequest', () => {
  test('[I6] tells them, with the word, and they may ask again', async () => {
    await later();
    await ask('declined@mail.example');
    const id = await idOf('declined@mail.example');
    expect((await decide('decline', { id, answer: 'Please ask Initech.' })).done?.state).toBe('DECLINED');
    const [mail] = await mailTo('declined@mail.example');
    expect(mail?.subject).toBe('Your request to Globex Ltd');
    expect(mail?.body).toContain('Please ask Initech.');
    expect((await decide('approve', { id })).error?.extensions.code).toBe('CONFLICT');
    expect(await ask('declined@mail.example')).toBe(true);
    expect(await listed(world.globex.admin.token, { search: 'declined@' })).toHaveLength(2);
  });
});

describe('requests on which nobody decides', () => {
  test('[I6] lapse after 30 days', async () => {
    await ask('slow@mail.example');
    const id = await idOf('slow@mail.example');
    app.clock.forward(31 * 24 * 3_600_000);
    await later();
    expect((await decide('approve', { id })).error?.message).toMatch(/^This request has lapsed/);
    await app.app.work();
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: null },
      { requestId: 'test' },
      (scope) => scope.enqueue('find-lapsed-requests', {}),
    );
    await expect
      .poll(() => world.sql(`select from access_request where state = 'WAITING'`), { timeout: 20_000 })
      .toEqual([]);
    expect(await listed(world.globex.admin.token, { search: 'slow@' })).toMatchObject([{ state: 'LAPSED' }]);
  });
});
