import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionCredentials } from '../../../kernel/actor.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Answer {
  errors?: { message: string; extensions: { code: string; fields?: { path: string }[] } }[];
}
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;
const messageOf = ({ errors }: Answer) => errors?.[0]?.message;
const pathOf = ({ errors }: Answer) => errors?.[0]?.extensions.fields?.[0]?.path;

const send = <T = Record<string, { id: string }>>(
  name: string,
  type: string,
  token: string | undefined,
  input: object,
  selection = '{ id }',
) => app.ask<T>(`mutation ($input: ${type}Input!) { ${name}(input: $input) ${selection} }`, { input }, token);
const createRole = (token: string | undefined, input: object) =>
  send<{ createRole: { id: string; permissions: string[] } }>(
    'createRole',
    'CreateRole',
    token,
    input,
    '{ id name permissions }',
  );
const assignRole = (token: string | undefined, membershipId: string, roleId: string) =>
  send<{ assignRole: { id: string; roleName: string } }>(
    'assignRole',
    'AssignRole',
    token,
    { membershipId, roleId },
    '{ id roleName }',
  );
const builtIn = async (level: string, kind: string): Promise<string> =>
  (await world.sql<{ id: string }>('select id from role where level = $1 and kind = $2', [level, kind]))[0]
    ?.id as string;
const made = async (token: string, name: string, permissions: string[], of: object = {}) => {
  const { data, errors } = await createRole(token, { name, permissions, ...of });
  expect(errors).toBeUndefined();
  return data.createRole.id;
};
const inScope = async <T>(
  token: string,
  work: (sql: (text: string, values?: unknown[]) => Promise<object[]>) => Promise<T>,
) => {
  const who = (await app.app.services.tokens.verify(token)) as SessionCredentials;
  return app.app.scopes.run(who, { requestId: 'roles' }, (scope) =>
    work((text, values) => scope.sql(text, values)),
  );
};

describe('[T6] roles', () => {
  test('are those built in, for one’s own level and below', async () => {
    const kinds = async (token: string) =>
      (
        await app.ask<{ roles: { nodes: { level: string; kind: string }[] } }>(
          '{ roles(filter: { builtIn: true }) { nodes { level kind } } }',
          {},
          token,
        )
      ).data.roles.nodes
        .map(({ level, kind }) => `${level} ${kind}`)
        .sort();
    const at = (level: string) =>
      ['FINANCE', 'OWNER', 'READ_ONLY', 'TECHNICIAN'].map((kind) => `${level} ${kind}`);
    expect(await kinds(world.globex.admin.token)).toEqual(at('COMPANY'));
    expect(await kinds(world.northwind.admin.token)).toEqual([...at('COMPANY'), ...at('RESELLER')]);
    expect(await kinds(world.platform.staff.token)).toEqual([
      ...at('COMPANY'),
      ...at('PLATFORM'),
      ...at('RESELLER'),
    ]);
    expect(
      codeOf(await app.ask('{ roles { totalCount } }', {}, world.globex.user.token)),
      'end users have no roles to choose',
    ).toBe('FORBIDDEN');
  });

  test('permit what follows from their areas: who only reads changes nothing, in PostgreSQL neither', async () => {
    const reader = await colleague(world, world.globex.admin, 'READ_ONLY');
    const read = await app.ask('{ endUsers { totalCount } invoices { totalCount } }', {}, reader.token);
    expect(read.errors).toBeUndefined();
    const add = await send('addEndUser', 'AddEndUser', reader.token, {
      firstName: 'Ada',
      lastName: 'King',
      email: 'ada.king@globex.example',
    });
    expect(codeOf(add)).toBe('FORBIDDEN');
    await inScope(reader.token, async (sql) => {
      expect(await sql('select id from end_user')).not.toEqual([]);
      expect(await sql('update end_user set status = status returning id')).toEqual([]);
      expect(await sql('update company set phone = phone returning id')).toEqual([]);
    });
    const finance = await colleague(world, world.globex.admin, 'FINANCE');
    await inScope(finance.token, async (sql) => {
      expect(await sql('select id from audit_entry')).toEqual([]);
      expect(await sql('select id from end_user')).not.toEqual([]);
    });
    const technician = await colleague(world, world.globex.admin, 'TECHNICIAN');
    const ordered = await send('subscribe', 'Subscribe', technician.token, {
      productId: world.archive,
      endUserId: world.globex.user.endUserId,
    });
    expect(ordered.errors).toBeUndefined();
    expect(codeOf(await app.ask('{ invoices { totalCount } }', {}, technician.token))).toBe('FORBIDDEN');
  });
});

describe('createRole', () => {
  test('[T6] makes a role of permissions; what is about oneself is in it, and the log says so', async () => {
    const { data, errors } = await createRole(world.globex.admin.token, {
      name: 'Reception',
      permissions: ['END_USER_READ', 'DOMAIN_READ', 'END_USER_READ'],
    });
    expect(errors).toBeUndefined();
    expect(data.createRole.permissions).toEqual([
      'CONSENT_OWN',
      'DOMAIN_READ',
      'END_USER_READ',
      'SESSION_OWN',
    ]);
    const { id } = data.createRole;
    expect(await world.sql('select level, company_id, areas, manages from role where id = $1', [id])).toEqual(
      [{ level: 'COMPANY', company_id: world.globex.id, areas: ['directory'], manages: [] }],
    );
    expect(
      await world.sql('select action, reference, company_id from audit_entry where subject_id = $1', [id]),
    ).toEqual([{ action: 'createRole', reference: 'Reception', company_id: world.globex.id }]);
    const again = await createRole(world.globex.admin.token, { name: 'reception', permissions: [] });
    expect([codeOf(again), pathOf(again)]).toEqual(['CONFLICT', 'name']);
    expect(
      (await createRole(world.initech.admin.token, { name: 'Reception', permissions: [] })).errors,
      'another company has its own names',
    ).toBeUndefined();
  });

  test('[S10] of a company that one looks after, and of no other', async () => {
    const id = await made(world.northwind.admin.token, 'Made by Northwind', ['END_USER_READ'], {
      companyId: world.globex.id,
    });
    expect(await world.sql('select company_id from role where id = $1', [id])).toEqual([
      { company_id: world.globex.id },
    ]);
    for (const of of [{ companyId: world.initech.id }, { resellerId: world.contoso.id }])
      expect(
        codeOf(await createRole(world.northwind.admin.token, { name: 'Not ours', permissions: [], ...of })),
      ).toBe('NOT_FOUND');
    expect(
      codeOf(
        await createRole(world.globex.admin.token, {
          name: 'Upwards',
          permissions: [],
          resellerId: world.northwind.id,
        }),
      ),
    ).toBe('NOT_FOUND');
  });

  test('is refused without the permission, with what there is not at the level, and with what is no permission', async () => {
    const input = { name: 'Anything', permissions: ['END_USER_READ'] };
    const technician = await colleague(world, world.globex.admin, 'TECHNICIAN');
    for (const token of [technician.token, world.globex.user.token])
      expect(codeOf(await createRole(token, input))).toBe('FORBIDDEN');
    expect(codeOf(await createRole(undefined, input))).toBe('UNAUTHENTICATED');
    const strange = await createRole(world.globex.admin.token, {
      name: 'Strange',
      permissions: ['NOTICE_PUBLISH'],
    });
    expect([codeOf(strange), pathOf(strange)]).toEqual(['INVALID_INPUT', 'permissions']);
    expect(codeOf(await createRole(world.globex.admin.token, { name: 'None', permissions: ['ROOT'] }))).toBe(
      'INVALID_INPUT',
    );
    expect(pathOf(await createRole(world.globex.admin.token, { name: ' ', permissions: [] }))).toBe('name');
  });

  test('[S24] gives nobody what its maker does not hold: the verb refuses it, and so does PostgreSQL', async () => {
    const clerk = await made(world.globex.admin.token, 'Role clerk', [
      'ROLE_READ',
      'ROLE_WRITE',
      'MEMBERSHIP_READ',
      'MEMBERSHIP_WRITE',
    ]);
    const { token } = await colleague(world, world.globex.admin, { id: clerk });
    const refused = await createRole(token, { name: 'More', permissions: ['INVOICE_READ'] });
    expect([codeOf(refused), pathOf(refused)]).toEqual(['FORBIDDEN', 'permissions']);
    expect(messageOf(refused)).toContain('See invoices');
    const add = (permissions: string, areas: string | null, manages: string | null) =>
      inScope(token, (sql) =>
        sql(
          `insert into role (id, level, reseller_id, company_id, name, permissions, areas, manages)
             values (uuidv7(), 'COMPANY', $1, $2, $3, $4, $5, $6) returning id`,
          [world.globex.resellerId, world.globex.id, newId(), permissions, areas, manages],
        ),
      );
    await expect(add('{INVOICE_READ}', '{directory}', '{}')).rejects.toMatchObject({ code: 'STATE' });
    await expect(add('{ROLE_READ}', null, null)).rejects.toMatchObject({ code: 'STATE' });
    await expect(add('{ROLE_READ}', '{directory,billing}', '{}')).rejects.toMatchObject({ code: 'STATE' });
    await expect(add('{NOTICE_PUBLISH}', '{directory}', '{}')).rejects.toMatchObject({ code: 'STATE' });
    expect(await add('{ROLE_READ}', '{directory}', '{}')).toHaveLength(1);
    await expect(
      inScope(token, (sql) =>
        sql('update role set permissions = $2 where id = $1 returning id', [clerk, '{INVOICE_READ}']),
      ),
    ).rejects.toMatchObject({ code: 'STATE' });
    const owner = await builtIn('COMPANY', 'OWNER');
    expect(
      await inScope(token, (sql) =>
        sql(`update role set permissions = '{}' where id = $1 returning id`, [owner]),
      ),
      'built-in roles are nobody’s to change',
    ).toEqual([]);
  });
});

describe('updateRole', () => {
  test('[S25] [S35] changes what those who have it may do with their next request, and ends what is open', async () => {
    const roleId = await made(world.globex.admin.token, 'Changing', ['END_USER_READ', 'INVOICE_READ']);
    const { token, email } = await colleague(world, world.globex.admin, { id: roleId });
    expect((await app.ask('{ invoices { totalCount } }', {}, token)).errors).toBeUndefined();
    const update = (input: object) => send('updateRole', 'UpdateRole', world.globex.admin.token, input);
    const input = { roleId, name: 'Changed', permissions: ['END_USER_READ'] };
    for (const _time of [1, 2]) expect((await update(input)).errors).toBeUndefined();
    expect(codeOf(await app.ask('{ invoices { totalCount } }', {}, token))).toBe('UNAUTHENTICATED');
    const fresh = await world.signIn(email);
    expect(codeOf(await app.ask('{ invoices { totalCount } }', {}, fresh))).toBe('FORBIDDEN');
    expect(
      await world.sql(`select changed from audit_entry where subject_id = $1 and action = 'updateRole'`, [
        roleId,
      ]),
      'the second time changes nothing',
    ).toEqual([{ changed: ['name', 'permissions'] }]);
    expect(
      codeOf(await update({ roleId, name: 'Third', known: { name: 'Changing' } })),
      'of two editors the second is told',
    ).toBe('CONFLICT');
  });

  test('leaves built-in roles, and those of others, alone', async () => {
    const owner = await builtIn('COMPANY', 'OWNER');
    const update = (token: string, roleId: string) =>
      send('updateRole', 'UpdateRole', token, { roleId, name: 'Mine now' });
    expect(codeOf(await update(world.globex.admin.token, owner))).toBe('CONFLICT');
    const theirs = await made(world.initech.admin.token, 'Theirs', []);
    expect(codeOf(await update(world.globex.admin.token, theirs))).toBe('NOT_FOUND');
    expect(codeOf(await update(world.globex.user.token, theirs))).toBe('FORBIDDEN');
  });
});

describe('deleteRole', () => {
  const remove = (token: string, roleId: string) => send('deleteRole', 'DeleteRole', token, { roleId }, '');

  test('[T6] removes a role that nobody has, and else names who has it', async () => {
    const roleId = await made(world.globex.admin.token, 'Short-lived', []);
    const { membershipId } = await colleague(world, world.globex.admin, { id: roleId });
    const refused = await remove(world.globex.admin.token, roleId);
    expect([codeOf(refused), messageOf(refused)]).toEqual([
      'CONFLICT',
      expect.stringContaining('Grace Hopper has this role'),
    ]);
    const other = await builtIn('COMPANY', 'READ_ONLY');
    expect((await assignRole(world.globex.admin.token, membershipId, other)).errors).toBeUndefined();
    expect((await remove(world.globex.admin.token, roleId)).errors).toBeUndefined();
    expect(codeOf(await remove(world.globex.admin.token, roleId))).toBe('NOT_FOUND');
  });

  test('is refused for built-in roles, of others, and without the permission', async () => {
    const finance = await builtIn('COMPANY', 'FINANCE');
    const theirs = await made(world.initech.admin.token, 'Still theirs', []);
    expect(codeOf(await remove(world.globex.admin.token, finance))).toBe('CONFLICT');
    expect(codeOf(await remove(world.globex.admin.token, theirs))).toBe('NOT_FOUND');
    expect(codeOf(await remove(world.globex.user.token, theirs))).toBe('FORBIDDEN');
  });
});

describe('assignRole', () => {
  test('[S25] gives a role; its holder acts by it with the next request, and the log says which', async () => {
    const { membershipId, token, email } = await colleague(world, world.globex.admin, 'OWNER');
    const finance = await builtIn('COMPANY', 'FINANCE');
    for (const _time of [1, 2]) {
      const { data, errors } = await assignRole(world.globex.admin.token, membershipId, finance);
      expect(errors).toBeUndefined();
      expect(data.assignRole.roleName).toBe('Finance');
    }
    expect(codeOf(await app.ask('{ viewer { id } }', {}, token))).toBe('UNAUTHENTICATED');
    const fresh = await world.signIn(email);
    expect(codeOf(await assignRole(fresh, membershipId, await builtIn('COMPANY', 'OWNER')))).toBe(
      'FORBIDDEN',
    );
    expect(
      await world.sql(
        `select changed, differences from audit_entry where subject_id = $1 and action = 'assignRole'`,
        [membershipId],
      ),
    ).toEqual([
      { changed: ['roleName'], differences: [{ field: 'roleName', before: 'Owner', after: 'Finance' }] },
    ]);
  });

  test('refuses a role of another level, of another tenant, and what its giver does not hold', async () => {
    const { membershipId } = await colleague(world, world.globex.admin, 'READ_ONLY');
    const { token } = world.globex.admin;
    const level = await assignRole(
      world.northwind.admin.token,
      membershipId,
      await builtIn('RESELLER', 'FINANCE'),
    );
    expect([codeOf(level), pathOf(level)]).toEqual(['CONFLICT', 'roleId']);
    const theirs = await made(world.initech.admin.token, 'Initech’s', []);
    expect(codeOf(await assignRole(token, membershipId, theirs))).toBe('NOT_FOUND');
    expect(codeOf(await assignRole(world.platform.staff.token, membershipId, theirs))).toBe('CONFLICT');
    await expect(
      world.sql('update membership set role_id = $2 where id = $1', [membershipId, theirs]),
      'whoever tries',
    ).rejects.toMatchObject({ code: 'STATE' });
    expect(codeOf(await assignRole(token, world.initech.admin.membershipId, theirs))).toBe('NOT_FOUND');
    expect(codeOf(await assignRole(token, membershipId, newId()))).toBe('NOT_FOUND');

    const clerk = await made(token, 'Assigning clerk', ['ROLE_READ', 'ROLE_WRITE', 'MEMBERSHIP_READ']);
    const giver = await colleague(world, world.globex.admin, { id: clerk });
    const owner = await builtIn('COMPANY', 'OWNER');
    expect(codeOf(await assignRole(giver.token, giver.membershipId, owner))).toBe('FORBIDDEN');
    await expect(
      inScope(giver.token, (sql) =>
        sql('update membership set role_id = $2 where id = $1', [giver.membershipId, owner]),
      ),
    ).rejects.toMatchObject({ code: 'STATE' });
    await colleague(world, world.globex.admin, 'OWNER');
    const down = await assignRole(giver.token, world.globex.admin.membershipId, clerk);
    expect([codeOf(down), messageOf(down)], 'nor takes it away').toEqual([
      'CONFLICT',
      expect.stringContaining('may do more than your own role allows'),
    ]);
  });

  test('[T6] the only owner neither loses the role nor is suspended; of two who let go at once one stays', async () => {
    const { admin } = world.acme;
    const reader = await builtIn('COMPANY', 'READ_ONLY');
    const alone = await assignRole(admin.token, admin.membershipId, reader);
    expect([codeOf(alone), messageOf(alone), pathOf(alone)]).toEqual([
      'CONFLICT',
      expect.stringContaining('is the only owner'),
      'roleId',
    ]);
    const suspend = (token: string, membershipId: string, status = 'SUSPENDED') =>
      send('updateAdministrator', 'UpdateAdministrator', token, { membershipId, status });
    const { staff } = world.platform;
    const other = await colleague(world, staff, 'TECHNICIAN');
    expect(codeOf(await suspend(other.token, staff.membershipId))).toBe('FORBIDDEN');
    // Those above the tenant may, for they appoint another.
    expect((await suspend(staff.token, admin.membershipId)).errors).toBeUndefined();
    expect((await suspend(staff.token, admin.membershipId, 'ACTIVE')).errors).toBeUndefined();
    admin.token = await world.signIn(admin.email);
    const second = await colleague(world, admin, 'OWNER');
    const both = await Promise.all([
      assignRole(admin.token, admin.membershipId, reader),
      assignRole(second.token, second.membershipId, reader),
    ]);
    expect(both.filter(({ errors }) => !errors)).toHaveLength(1);
  });
});

test('[T6] assignRoles gives many a role and says who keeps theirs, and why', async () => {
  const { admin } = world.initech;
  const two = [await colleague(world, admin, 'FINANCE'), await colleague(world, admin, 'OWNER')];
  const technician = await builtIn('COMPANY', 'TECHNICIAN');
  const assign = (token: string, membershipIds: string[]) =>
    send<{ assignRoles: { done: number; refused: { name: string; reason: string }[] } }>(
      'assignRoles',
      'AssignRoles',
      token,
      { membershipIds, roleId: technician },
      '{ done refused { id name reason } }',
    );
  const everyone = [admin, ...two, world.initech.user].map(({ membershipId }) => membershipId);
  const { data, errors } = await assign(admin.token, everyone);
  expect(errors).toBeUndefined();
  expect(data.assignRoles.done).toBe(2);
  expect(data.assignRoles.refused.map(({ reason }) => reason).sort()).toEqual([
    'The only owner: make somebody else an owner first.',
    'This is an end user, who has no role to choose.',
  ]);
  expect(codeOf(await assign(world.globex.admin.token, everyone))).toBe('NOT_FOUND');
  expect(codeOf(await assign(world.initech.user.token, everyone))).toBe('FORBIDDEN');
});

test('[T6] an administrator is invited in a role, and an owner without one', async () => {
  const invite = (token: string, given: object) =>
    send<{ inviteAdministrator: { roleName: string } }>(
      'inviteAdministrator',
      'InviteAdministrator',
      token,
      { firstName: 'Grace', lastName: 'Hopper', email: `${newId()}@globex.example`, ...given },
      '{ id roleName }',
    );
  const { token } = world.globex.admin;
  const roleId = await builtIn('COMPANY', 'FINANCE');
  expect((await invite(token, { roleId })).data.inviteAdministrator.roleName).toBe('Finance');
  expect((await invite(token, {})).data.inviteAdministrator.roleName).toBe('Owner');
  expect(codeOf(await invite(world.northwind.admin.token, { roleId }))).toBe('CONFLICT');
  expect(codeOf(await invite(token, { roleId: await made(world.initech.admin.token, 'Invited', []) }))).toBe(
    'NOT_FOUND',
  );
  const clerk = await made(token, 'Inviting clerk', ['MEMBERSHIP_READ', 'MEMBERSHIP_WRITE']);
  const { token: clerks } = await colleague(world, world.globex.admin, { id: clerk });
  for (const given of [{ roleId }, {}]) expect(codeOf(await invite(clerks, given))).toBe('FORBIDDEN');
  expect((await invite(clerks, { roleId: clerk })).errors).toBeUndefined();
});
