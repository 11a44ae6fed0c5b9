import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Invited {
  inviteAdministrator: {
    id: string;
    level: string;
    status: string;
    phone: string | null;
    reseller: { id: string };
    company: { id: string } | null;
  };
}
const inviteAs = (token: string | undefined, input: object) =>
  app.ask<Invited>(
    `mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) {
       id level status phone reseller { id } company { id } } }`,
    {
      input: { firstName: 'Grace', lastName: 'Hopper', email: `grace-${newId()}@invited.example`, ...input },
    },
    token,
  );

describe('inviteAdministrator', () => {
  test.each([
    ['a company', () => world.globex.admin.token, 'COMPANY', () => [world.northwind.id, world.globex.id]],
    ['a reseller', () => world.northwind.admin.token, 'RESELLER', () => [world.northwind.id, undefined]],
    ['staff', () => world.platform.staff.token, 'PLATFORM', () => [world.platform.id, undefined]],
  ] as const)('[T2] without a tenant: %s invites to its own', async (_who, token, level, tenant) => {
    const { data, errors } = await inviteAs(token(), { phone: '020 7946 0018' });
    expect(errors).toBeUndefined();
    const { company, reseller, ...membership } = data.inviteAdministrator;
    expect(membership).toMatchObject({ level, status: 'INVITED', phone: '+442079460018' });
    expect([reseller.id, company?.id]).toEqual(tenant());
  });

  test('[T3] a reseller invites to a company of its own, and both read it in their audit log', async () => {
    const email = 'ida@globex.example';
    const { data } = await inviteAs(world.northwind.admin.token, { companyId: world.globex.id, email });
    expect(data.inviteAdministrator).toMatchObject({ level: 'COMPANY', company: { id: world.globex.id } });
    expect(await invitationSecret(world, email)).toMatch(/^[\w-]{43}$/);
    const audit = await world.sql(
      `select action, reseller_id, company_id from audit_entry where subject_id = $1`,
      [data.inviteAdministrator.id],
    );
    expect(audit).toEqual([
      { action: 'inviteAdministrator', reseller_id: world.northwind.id, company_id: world.globex.id },
    ]);
  });

  test('[T1] staff invite to any reseller and company; to the platform’s own channel as staff', async () => {
    const { token } = world.platform.staff;
    const levels = await Promise.all(
      [
        { resellerId: world.contoso.id },
        { companyId: world.initech.id },
        { resellerId: world.platform.id },
      ].map(async (tenant) => (await inviteAs(token, tenant)).data.inviteAdministrator.level),
    );
    expect(levels).toEqual(['RESELLER', 'COMPANY', 'PLATFORM']);
  });

  test('[S10] [S17] another tenant is answered like one that does not exist', async () => {
    const attempts = [
      [world.northwind.admin.token, { resellerId: world.contoso.id }, { resellerId: newId() }],
      [world.northwind.admin.token, { resellerId: world.platform.id }, { resellerId: newId() }],
      [world.northwind.admin.token, { companyId: world.initech.id }, { companyId: newId() }],
      [world.globex.admin.token, { companyId: world.initech.id }, { companyId: newId() }],
      // Its reseller is known to a company, but not its to look after.
      [world.globex.admin.token, { resellerId: world.northwind.id }, { resellerId: newId() }],
      [
        world.northwind.admin.token,
        { companyId: world.globex.id, resellerId: world.contoso.id },
        { companyId: world.globex.id, resellerId: newId() },
      ],
    ] as const;
    for (const [token, theirs, nobodys] of attempts) {
      const [one, other] = [await inviteAs(token, theirs), await inviteAs(token, nobodys)];
      expect(one.errors?.[0]?.extensions, JSON.stringify(theirs)).toEqual({ code: 'NOT_FOUND' });
      expect(one.errors?.[0]?.message).toBe(other.errors?.[0]?.message);
    }
  });

  test('is not for end users', async () => {
    const answer = await inviteAs(world.globex.user.token, {});
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('names every field that is wrong', async () => {
    const { errors } = await inviteAs(world.globex.admin.token, {
      firstName: ' ',
      lastName: 'x'.repeat(121),
      email: 'not an address',
      mobile: '12',
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'firstName',
      'lastName',
      'email',
      'mobile',
    ]);
  });

  test('twice to the same tenant is refused, whatever the case of the address', async () => {
    expect(
      (await inviteAs(world.globex.admin.token, { email: 'Twice@globex.example' })).errors,
    ).toBeUndefined();
    const again = await inviteAs(world.globex.admin.token, { email: 'twice@GLOBEX.example' });
    expect(again.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'email' }] });
    const elsewhere = await inviteAs(world.initech.admin.token, { email: 'twice@globex.example' });
    expect(elsewhere.errors).toBeUndefined();
  });

  test('[S42] does not tell whether an address has a sign-in', async () => {
    const known = await inviteAs(world.globex.admin.token, { email: 'admin@contoso.example' });
    const unknown = await inviteAs(world.globex.admin.token, { email: 'nobody@contoso.example' });
    const { id: _known, ...one } = known.data.inviteAdministrator;
    const { id: _unknown, ...other } = unknown.data.inviteAdministrator;
    expect(one).toEqual(other);
  });

  test('[S64] a name with a line break is refused, so that it cannot end up in a mail header', async () => {
    const { errors } = await inviteAs(world.globex.admin.token, { firstName: 'Grace\r\nBcc: x@example.com' });
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['firstName']);
  });
});

describe('memberships', () => {
  test('[T3] are listed with their company, and with their reseller', async () => {
    await inviteAs(world.acme.admin.token, { email: 'zoe@acme.example', lastName: 'Zuse' });
    const COMPANY = `query ($id: ID!) { company(id: $id) { memberships(filter: { level: COMPANY }) { nodes { email status } totalCount } } }`;
    const { data } = await app.ask(COMPANY, { id: world.acme.id }, world.acme.admin.token);
    expect(data.company).toEqual({
      memberships: {
        nodes: [
          { email: 'admin@acme.example', status: 'ACTIVE' },
          { email: 'zoe@acme.example', status: 'INVITED' },
        ],
        totalCount: 2,
      },
    });
    const RESELLER = `query ($id: ID!) { reseller(id: $id) { memberships(filter: { level: RESELLER }) { nodes { email } } } }`;
    const contoso = await app.ask(RESELLER, { id: world.contoso.id }, world.contoso.admin.token);
    expect(contoso.data.reseller).toMatchObject({
      memberships: { nodes: expect.arrayContaining([{ email: 'admin@contoso.example' }]) },
    });
  });
});
