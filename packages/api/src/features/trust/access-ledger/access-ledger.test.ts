import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../app.ts';
import { testConfig } from '../../../kernel/config.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const open = (token: string, id = world.globex.user.endUserId) =>
  app.ask('query ($id: ID!) { endUser(id: $id) { displayName } }', { id }, token);

interface Seen {
  what: string;
  level: string;
  subjectId: string;
  endUserId: string;
}
const seen = async (token: string) => {
  await app.app.services.accessLedger.flush();
  const { data, errors } = await app.ask<{ accessLedger: { nodes: Seen[] } | null }>(
    '{ accessLedger { nodes { what level subjectId endUserId } } }',
    {},
    token,
  );
  return errors ? errors[0]?.extensions.code : data.accessLedger?.nodes;
};

describe('[U6] opening the record of an end user', () => {
  test('is noted if somebody outside their company does, for them, their company and staff to see', async () => {
    const { endUserId } = world.globex.user;
    for (const { token } of [world.platform.staff, world.northwind.admin])
      expect((await open(token)).errors).toBeUndefined();
    const noted = (level: string) => ({ what: 'endUser', level, subjectId: endUserId, endUserId });
    const both = [noted('RESELLER'), noted('PLATFORM')];
    for (const { token } of [world.globex.user, world.globex.admin, world.platform.staff])
      expect(await seen(token)).toEqual(expect.arrayContaining(both));
    expect(await seen(world.initech.admin.token)).toEqual([]);
    expect(await seen(world.acme.user.token)).toEqual([]);
    expect(await seen(world.northwind.admin.token)).toBe('FORBIDDEN');
    expect(
      await world.sql('select person_id, membership_id from access_entry where level = $1', ['RESELLER']),
    ).toEqual([
      { person_id: world.northwind.admin.personId, membership_id: world.northwind.admin.membershipId },
    ]);
  });

  test('is noted if their own administrators do, with the role in which, and why', async () => {
    for (const { email } of [world.globex.admin, world.platform.staff])
      expect((await open(await world.signIn(email))).errors).toBeUndefined();
    await app.app.services.accessLedger.flush();
    const { data } = await app.ask<{ accessLedger: { nodes: object[] } }>(
      '{ accessLedger(first: 2) { nodes { reason roleName byName } } }',
      {},
      world.globex.user.token,
    );
    const nameOf = async ({ membershipId }: { membershipId: string }) =>
      (
        await world.sql<{ name: string }>(
          `select first_name || ' ' || last_name as name from membership where id = $1`,
          [membershipId],
        )
      )[0]?.name;
    const [platform] = await world.sql<{ name: string }>('select name from reseller where is_platform');
    expect(data.accessLedger.nodes).toEqual([
      {
        reason: 'SERVICE',
        roleName: 'Owner',
        byName: `${await nameOf(world.platform.staff)}, ${platform?.name}`,
      },
      {
        reason: 'OWN_ADMINISTRATION',
        roleName: 'Owner',
        byName: await nameOf(world.globex.admin),
      },
    ]);
  });

  test('is not if one opens oneself, in whatever capacity, or if it is not there', async () => {
    const before = await seen(world.platform.staff.token);
    expect((await open(world.globex.user.token)).errors).toBeUndefined();
    expect((await open(world.contoso.admin.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await app.ask('{ endUsers { nodes { displayName } } }', {}, world.northwind.admin.token);
    const holder = 'update membership set person_id = $1 where end_user_id = $2';
    const { endUserId, personId } = world.globex.user;
    await world.sql(holder, [world.globex.admin.personId, endUserId]);
    expect((await open(world.globex.admin.token)).errors).toBeUndefined();
    await app.app.services.accessLedger.flush();
    await world.sql(holder, [personId, endUserId]);
    expect(await seen(world.platform.staff.token)).toEqual(before);
  });

  test('is written when the process stops, and never changed', async () => {
    const own = await createApp(testConfig({ secret: 'x'.repeat(32) }), app.database.appUrl, {
      clock: app.clock,
    });
    await own.services.accessLedger.note(
      {
        kind: 'session',
        sessionId: world.acme.id,
        membershipId: world.platform.staff.membershipId,
        level: 'PLATFORM',
        roleId: world.acme.id,
        roleVersion: 0,
      },
      'request',
      {
        what: 'endUser',
        table: (await import('../../../kernel/table.ts'))
          .allTables()
          .find(({ table }) => table === 'end_user') as never,
        id: world.acme.user.endUserId,
      },
    );
    await own.close();
    expect(await seen(world.acme.user.token)).toHaveLength(1);
    for (const statement of ['update access_entry set what = $1', 'delete from access_entry where what = $1'])
      await expect(
        app.app.scopes.run({ kind: 'system', task: 'try', resellerId: null }, { requestId: 'try' }, (scope) =>
          scope.sql(statement, ['x']),
        ),
      ).rejects.toMatchObject({ code: '42501' });
  });

  test('is noted beside whatever else the query asks, once in five minutes however often it is drawn anew', async () => {
    const { endUserId } = world.initech.user;
    const [token, staff] = [
      await world.signIn(world.contoso.admin.email),
      await world.signIn(world.platform.staff.email),
    ];
    const twice = () =>
      app.ask(
        'query ($id: ID!) { viewer { level } a: endUser(id: $id) { id } b: endUser(id: $id) { id } }',
        { id: endUserId },
        token,
      );
    await twice();
    await twice();
    expect(await seen(world.initech.user.token)).toHaveLength(1);
    expect((await open(staff, endUserId)).errors).toBeUndefined();
    expect(await seen(world.initech.user.token)).toHaveLength(2);
    app.clock.set(new Date(app.clock.now().getTime() + 5 * 60_000).toISOString());
    await twice();
    expect(await seen(world.initech.user.token)).toHaveLength(3);
  });
});
