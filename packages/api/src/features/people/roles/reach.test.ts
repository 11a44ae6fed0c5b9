import { newId } from '@steward/shared';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionCredentials } from '../../../kernel/actor.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { type Colleague, colleague } from './factory.ts';

let app: TestApp;
let world: World;
let confined: Colleague;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  confined = await colleague(world, world.platform.staff, 'OWNER');
});
afterAll(() => app.close());

interface Answer {
  errors?: { message: string; extensions: { code: string; fields?: { path: string }[] } }[];
}
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;
const pathOf = ({ errors }: Answer) => errors?.[0]?.extensions.fields?.[0]?.path;
const send = <T = Record<string, { id: string }>>(
  name: string,
  type: string,
  token: string | undefined,
  input: object,
  selection = '{ id }',
) => app.ask<T>(`mutation ($input: ${type}Input!) { ${name}(input: $input) ${selection} }`, { input }, token);
const setReach = (input: object, token: string | undefined = world.platform.staff.token) =>
  send<{ setReach: { reach: string; reaches: { excluded: boolean }[] } }>(
    'setReach',
    'SetReach',
    token,
    { membershipId: confined.membershipId, ...input },
    '{ id reach reaches { excluded reseller { name } tenantGroup { name } } }',
  );
const group = async (name: string, ...resellerIds: string[]) => {
  const { data, errors } = await send<{ createTenantGroup: { id: string } }>(
    'createTenantGroup',
    'CreateTenantGroup',
    world.platform.staff.token,
    { name, resellerIds },
  );
  expect(errors).toBeUndefined();
  return data.createTenantGroup.id;
};
const reached = async (token = confined.token) =>
  (
    await app.ask<{ companies: { nodes: { name: string }[] } }>('{ companies { nodes { name } } }', {}, token)
  ).data.companies.nodes.map(({ name }) => name);

describe('[T6] staff reach', () => {
  test('[S25] only some resellers from their next request, by name and by group, without some of it, and all again', async () => {
    const { northwind, contoso } = world;
    expect(await reached()).toEqual(['Acme Ltd', 'Globex Ltd', 'Initech Ltd']);
    for (const _time of [1, 2]) {
      const { data, errors } = await setReach({ reach: 'ONLY', resellerIds: [northwind.id] });
      expect(errors).toBeUndefined();
      expect(data.setReach).toMatchObject({ reach: 'ONLY', reaches: [{ excluded: false }] });
    }
    expect(await reached()).toEqual(['Globex Ltd']);
    const both = await group('Both', northwind.id, contoso.id);
    await setReach({ reach: 'ONLY', tenantGroupIds: [both] });
    expect(await reached()).toEqual(['Globex Ltd', 'Initech Ltd']);
    await setReach({ reach: 'ONLY', tenantGroupIds: [both], exceptResellerIds: [contoso.id] });
    expect(await reached()).toEqual(['Globex Ltd']);
    await setReach({ reach: 'EXCEPT', tenantGroupIds: [both] });
    expect(await reached()).toEqual(['Acme Ltd']);
    const update = (input: object) =>
      send('updateTenantGroup', 'UpdateTenantGroup', world.platform.staff.token, {
        tenantGroupId: both,
        ...input,
      });
    expect((await update({ resellerIds: [northwind.id] })).errors).toBeUndefined();
    expect(await reached(), 'a group that changes changes what is reached').toEqual([
      'Acme Ltd',
      'Initech Ltd',
    ]);
    expect(codeOf(await update({ name: 'One', known: { name: 'Two' } }))).toBe('CONFLICT');
    const remove = () =>
      send('deleteTenantGroup', 'DeleteTenantGroup', world.platform.staff.token, { tenantGroupId: both }, '');
    expect(codeOf(await remove()), 'it says what somebody reaches').toBe('CONFLICT');
    await setReach({ reach: 'ALL' });
    expect(await reached()).toHaveLength(3);
    expect((await remove()).errors).toBeUndefined();
    expect(codeOf(await remove())).toBe('NOT_FOUND');
    const log = await world.sql<{ changed: string[] }>(
      `select changed from audit_entry where subject_id = $1 and action = 'setReach' order by at, id`,
      [confined.membershipId],
    );
    expect(log.map(({ changed }) => changed)).toHaveLength(5);
  });

  test('is said of staff by staff who reach all, not of themselves, and makes sense', async () => {
    const ids = { resellerIds: [world.northwind.id] };
    for (const [given, code, path] of [
      [{ reach: 'ONLY' }, 'INVALID_INPUT', 'resellerIds'],
      [{ reach: 'ALL', ...ids }, 'INVALID_INPUT', 'resellerIds'],
      [
        { reach: 'EXCEPT', ...ids, exceptResellerIds: [world.contoso.id] },
        'INVALID_INPUT',
        'exceptResellerIds',
      ],
      [{ reach: 'ONLY', ...ids, exceptResellerIds: ids.resellerIds }, 'INVALID_INPUT', 'exceptResellerIds'],
      [{ reach: 'ONLY', resellerIds: [newId()] }, 'NOT_FOUND', undefined],
      [{ reach: 'ONLY', tenantGroupIds: [newId()] }, 'NOT_FOUND', undefined],
      [
        { reach: 'ONLY', ...ids, membershipId: world.northwind.admin.membershipId },
        'CONFLICT',
        'membershipId',
      ],
      [
        { reach: 'ONLY', ...ids, membershipId: world.platform.staff.membershipId },
        'CONFLICT',
        'membershipId',
      ],
      [{ reach: 'ONLY', ...ids, membershipId: newId() }, 'NOT_FOUND', undefined],
    ] as const) {
      const answer = await setReach(given);
      expect([codeOf(answer), pathOf(answer)], JSON.stringify(given)).toEqual([code, path]);
    }
    const technician = await colleague(world, world.platform.staff, 'TECHNICIAN');
    for (const token of [technician.token, world.northwind.admin.token, world.globex.admin.token])
      expect(codeOf(await setReach({ reach: 'ALL' }, token))).toBe('FORBIDDEN');
    expect(
      codeOf(
        await send('createTenantGroup', 'CreateTenantGroup', world.platform.staff.token, {
          name: 'Empty',
          resellerIds: [],
        }),
      ),
    ).toBe('INVALID_INPUT');
    await group('Twice', world.northwind.id);
    expect(
      codeOf(
        await send('createTenantGroup', 'CreateTenantGroup', world.platform.staff.token, {
          name: 'twice',
          resellerIds: [world.northwind.id],
        }),
      ),
    ).toBe('CONFLICT');
  });

  test('[S24] whoever is confined widens neither themselves nor others, in the verb and in PostgreSQL', async () => {
    const other = await colleague(world, world.platform.staff, 'TECHNICIAN');
    // The platform itself is among what they reach, and so their colleagues.
    await setReach({ reach: 'EXCEPT', resellerIds: [world.contoso.id] });
    try {
      for (const membershipId of [confined.membershipId, other.membershipId])
        expect(codeOf(await setReach({ membershipId, reach: 'ALL' }, confined.token))).toBe('FORBIDDEN');
      const invited = await send('inviteAdministrator', 'InviteAdministrator', confined.token, {
        firstName: 'Grace',
        lastName: 'Hopper',
        email: 'grace@xe2.example',
      });
      expect(codeOf(invited), 'nor do they appoint staff, who would reach all').toBe('CONFLICT');
      const groups = await app.ask<{ tenantGroups: { totalCount: number } }>(
        '{ tenantGroups { totalCount } }',
        {},
        confined.token,
      );
      expect(groups.data.tenantGroups.totalCount).toBe(0);
      const who = (await app.app.services.tokens.verify(confined.token)) as SessionCredentials;
      const tried = (text: string, ...values: unknown[]) =>
        app.app.scopes.run(who, { requestId: 'reach' }, (scope) => scope.sql(text, values));
      await expect(
        tried(`update membership set reach = 'ALL' where id = $1`, other.membershipId),
        'what they leave as it is they may write',
      ).resolves.toEqual([]);
      await expect(
        tried(`update membership set reach = 'EXCEPT' where id = $1`, other.membershipId),
      ).rejects.toMatchObject({ code: 'STATE' });
      await expect(
        tried(`update membership set reach = 'ALL' where id = $1`, confined.membershipId),
      ).rejects.toMatchObject({ code: 'STATE' });
      expect(await tried('delete from membership_reach returning id')).toEqual([]);
      await expect(
        tried(
          'insert into membership_reach (membership_id, reseller_id) values ($1, $2)',
          confined.membershipId,
          world.contoso.id,
        ),
      ).rejects.toMatchObject({ code: '42501' });
    } finally {
      await setReach({ reach: 'ALL' });
    }
  });

  test('[S35] what is open hears of what is reached only, from the change on', async () => {
    const client = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      connectionParams: { accessToken: confined.token },
      retryAttempts: 0,
    });
    const heard = new Set<string>();
    client.subscribe<{ hint: { id: string | null } }>(
      { query: 'subscription { hint { id } }' },
      { next: ({ data }) => void heard.add(String(data?.hint.id)), error: () => {}, complete: () => {} },
    );
    const told = async (resellerId: string): Promise<boolean> => {
      const [id, end] = [newId(), newId()];
      const say = (row: object) =>
        world.sql(`select pg_notify('steward_changed', $1)`, [JSON.stringify({ kind: 'Company', ...row })]);
      await say({ id, resellerId });
      await expect
        .poll(async () => {
          await say({ id: end });
          return heard.has(end);
        })
        .toBe(true);
      return heard.has(id);
    };
    expect(await told(world.contoso.id)).toBe(true);
    await setReach({ reach: 'ONLY', resellerIds: [world.northwind.id] });
    await expect.poll(() => told(world.contoso.id), { timeout: 5_000 }).toBe(false);
    expect(await told(world.northwind.id)).toBe(true);
    await client.dispose();
    await setReach({ reach: 'ALL' });
  });
});

describe('setDelegation', () => {
  const setDelegation = (
    area: string,
    access: string,
    token: string | undefined = world.globex.admin.token,
  ) =>
    send<{ setDelegation: { delegations: { area: string; access: string }[] } }>(
      'setDelegation',
      'SetDelegation',
      token,
      { area, access },
      '{ id delegations { area access } }',
    );
  const seen = async (): Promise<number> =>
    (
      await app.ask<{ endUsers: { totalCount: number } }>(
        '{ endUsers { totalCount } }',
        {},
        world.northwind.admin.token,
      )
    ).data.endUsers.totalCount;
  const add = (token: string) =>
    send('addEndUser', 'AddEndUser', token, {
      companyId: world.globex.id,
      firstName: 'Ada',
      lastName: 'King',
      email: `${newId()}@globex.example`,
    });

  test('[T3] a company lets its reseller look only, or not at all, from the next request; both see how far', async () => {
    expect(await seen()).toBe(1);
    for (const _time of [1, 2]) {
      const { data, errors } = await setDelegation('directory', 'VIEW');
      expect(errors).toBeUndefined();
      expect(data.setDelegation.delegations).toEqual([
        { area: 'directory', access: 'VIEW' },
        ...['services', 'billing', 'support', 'records'].map((area) => ({ area, access: 'MANAGE' })),
      ]);
    }
    expect(await seen(), 'it looks').toBe(1);
    const { token } = world.northwind.admin;
    expect(codeOf(await add(token)), 'and adds nothing').toBe('FORBIDDEN');
    const rename = await send('updateCompany', 'UpdateCompany', token, {
      id: world.globex.id,
      phone: '020 7946 0001',
    });
    expect(codeOf(rename), 'nor changes it').toBe('FORBIDDEN');
    expect((await add(world.globex.admin.token)).errors, 'the company itself does').toBeUndefined();

    await setDelegation('directory', 'NONE');
    expect(await seen()).toBe(0);
    const [company] = (
      await app.ask<{ companies: { nodes: { delegations: object[] }[] } }>(
        '{ companies { nodes { delegations { area access } } } }',
        {},
        token,
      )
    ).data.companies.nodes;
    expect(company?.delegations[0]).toEqual({ area: 'directory', access: 'NONE' });
    await setDelegation('directory', 'MANAGE');
    expect(await seen()).toBe(2);
    expect((await add(token)).errors).toBeUndefined();
    expect(
      await world.sql(
        `select changed, actor_level from audit_entry where action = 'setDelegation' and subject_id = $1 order by at, id`,
        [world.globex.id],
      ),
    ).toEqual(Array(3).fill({ changed: ['directoryDelegation'], actor_level: 'COMPANY' }));
  });

  test('is the company’s alone: its reseller, staff, its other administrators and users do not say it', async () => {
    const technician = await colleague(world, world.globex.admin, 'TECHNICIAN');
    const { northwind, platform, globex } = world;
    for (const { token } of [northwind.admin, platform.staff, globex.user, technician])
      expect(codeOf(await setDelegation('billing', 'NONE', token))).toBe('FORBIDDEN');
    expect(codeOf(await setDelegation('privacy', 'NONE'))).toBe('INVALID_INPUT');
    expect(codeOf(await setDelegation('billing', 'SOME'))).toBe('INVALID_INPUT');
    const who = (await app.app.services.tokens.verify(northwind.admin.token)) as SessionCredentials;
    await setDelegation('billing', 'NONE');
    await expect(
      app.app.scopes.run(who, { requestId: 'delegation' }, (scope) => scope.sql('delete from closed_area')),
    ).rejects.toMatchObject({ code: '42501' });
    await setDelegation('billing', 'MANAGE');
  });

  test('[T3] what may be looked at only is said to be so by verbs that lock it, and what is closed is not there', async () => {
    const { token } = world.northwind.admin;
    const invite = () =>
      send('inviteEndUser', 'InviteEndUser', token, { endUserId: world.globex.user.endUserId });
    await setDelegation('directory', 'VIEW');
    const looking = await invite();
    expect([codeOf(looking), looking.errors?.[0]?.message]).toEqual([
      'FORBIDDEN',
      'You may look at this, but not change it.',
    ]);
    await setDelegation('directory', 'NONE');
    expect(codeOf(await invite())).toBe('NOT_FOUND');
    await setDelegation('directory', 'MANAGE');
  });

  test('means nothing where there is no reseller, and says so', async () => {
    const answer = await setDelegation('billing', 'NONE', world.acme.admin.token);
    expect([codeOf(answer), answer.errors?.[0]?.message]).toEqual([
      'CONFLICT',
      expect.stringContaining('there is no reseller'),
    ]);
  });
});
