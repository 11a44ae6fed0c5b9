import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../app.ts';
import { assertUpToDate } from '../../../given-database.ts';
import type { SessionCredentials } from '../../../kernel/actor.ts';
import { testConfig } from '../../../kernel/config.ts';
import { Keyring, SEALED_AND_SOUGHT } from '../../../kernel/keyring.ts';
import { sealsOf } from '../../../kernel/keys.ts';
import { by, equals, list } from '../../../kernel/read/list.ts';
import { rotateKeys, sealBacklog } from '../../../kernel/rotate-keys.ts';
import { allTables, columnOf } from '../../../kernel/table.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { applyToTheEnd, confirm } from '../changes/factory.ts';
import { EndUser } from './end-user.entity.ts';

const OLD = 'the secret that was here from the start, long enough';
const NEW = 'the secret that is to take its place, long enough too';

let test_: TestApp;
let world: World;

beforeAll(async () => {
  test_ = await startTestApp({ config: { secret: OLD } });
  world = await createWorld(test_);
});
afterAll(() => test_.close());

async function good<T>(query: string, variables: object, token: string): Promise<T> {
  const { data, errors } = await test_.ask<T>(query, variables, token);
  expect(errors).toBeUndefined();
  return data;
}

const add = async (input: object, token = world.globex.admin.token): Promise<string> =>
  (
    await good<{ addEndUser: { id: string } }>(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      { input: { firstName: 'Ada', lastName: 'Lovelace', ...input } },
      token,
    )
  ).addEndUser.id;

const numbers = async (id: string, token = world.globex.admin.token) =>
  (
    await test_.ask<{ endUser: { mobile: string | null; phone: string | null } }>(
      'query ($id: ID!) { endUser(id: $id) { mobile phone } }',
      { id },
      token,
    )
  ).data.endUser;

/** The ids of whom the search over everything finds. */
const found = async (text: string): Promise<string[]> =>
  (
    await good<{ search: { id: string }[] }>(
      'query ($text: String!) { search(text: $text) { id } }',
      { text },
      world.globex.admin.token,
    )
  ).search.map(({ id }) => id);

/** Uploads a file of end users; gives its preview. */
async function previewed(file: string): Promise<string> {
  const response = await fetch(`${test_.url}/bulk-changes?fileName=people.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${world.globex.admin.token}` },
    body: file,
  });
  const answer = (await response.json()) as { id: string };
  expect(answer).toEqual({ id: expect.any(String) });
  return answer.id;
}

/** The text of every row of every table, the queue's too. */
async function dump(): Promise<string> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('steward', 'graphile_worker')`,
  );
  const texts: string[] = [];
  for (const { name } of tables)
    texts.push(
      ...(await world.sql<{ text: string }>(`select t::text as text from ${name} t`)).map(({ text }) => text),
    );
  return texts.join('\n');
}

describe('[S55] telephone numbers of people', () => {
  test('are nowhere in the database, however they came there, and read as they were given', async () => {
    const canary = [
      '+447700900111',
      '+447700900112',
      '+447700900113',
      '+447700900114',
      '+447700900115',
      '+447700900116',
    ];
    const [one, own, admin, fax, file, changed] = canary as [string, string, string, string, string, string];
    const id = await add({ mobile: one, phone: '' });
    await good(
      'mutation ($phone: String) { updateOwnProfile(input: { phone: $phone }) { id } }',
      { phone: own },
      world.globex.user.token,
    );
    const { inviteAdministrator } = await good<{ inviteAdministrator: { id: string } }>(
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
      { input: { firstName: 'Grace', lastName: 'Hopper', email: 'grace@globex.example', phone: admin, fax } },
      world.globex.admin.token,
    );
    const importId = await previewed(`First name,Last name,E-mail,Mobile\nAlan,Turing,,${file}\n`);
    const preview = async () =>
      (
        await good<{ changeSet: { rows: { nodes: { mobile: string; phone: string; lastName: string }[] } } }>(
          'query ($id: ID!) { changeSet(id: $id) { rows { nodes { lastName mobile phone } } } }',
          { id: importId },
          world.globex.admin.token,
        )
      ).changeSet.rows.nodes;
    expect(await preview()).toEqual([{ lastName: 'Turing', mobile: file, phone: null }]);
    for (const number of canary) expect(await dump()).not.toContain(number.slice(4));
    await world.showFactor(world.globex.admin);
    expect((await confirm(test_, world.globex.admin.token, importId)).errors).toBeUndefined();
    await applyToTheEnd(test_, world, importId);
    await good(
      'mutation ($input: UpdateEndUserInput!) { updateEndUser(input: $input) { mobile } }',
      { input: { id: world.globex.user.endUserId, mobile: changed } },
      world.northwind.admin.token,
    );
    const text = await dump();
    for (const number of canary) expect(text).not.toContain(number.slice(4));
    expect(await numbers(id)).toEqual({ mobile: one, phone: null });
    expect(await numbers(world.globex.user.endUserId, world.platform.staff.token)).toEqual({
      mobile: changed,
      phone: own,
    });
    const { endUsers, memberships } = await good<{
      endUsers: { nodes: { lastName: string; mobile: string | null }[] };
      memberships: {
        nodes: { id: string; phone: string | null; mobile: string | null; fax: string | null }[];
      };
    }>(
      '{ endUsers { nodes { lastName mobile } } memberships { nodes { id phone mobile fax } } }',
      {},
      world.globex.admin.token,
    );
    expect(endUsers.nodes).toContainEqual({ lastName: 'Turing', mobile: file });
    expect(memberships.nodes).toContainEqual({ id: inviteAdministrator.id, phone: admin, mobile: null, fax });
    expect(memberships.nodes).toContainEqual({
      id: world.globex.user.membershipId,
      phone: own,
      mobile: changed,
      fax: null,
    });
  });

  test('are under a key of each tenant, which nobody who serves can so much as list', async () => {
    await add({ mobile: '+447700900120' });
    await add({ mobile: '+447700900121' }, world.initech.admin.token);
    const keys = await world.sql<{ company_id: string; keys: number }>(
      `select company_id, count(distinct split_part(mobile, '.', 1))::int as keys from end_user where mobile is not null group by 1`,
    );
    expect(keys.map(({ keys: count }) => count)).toEqual([1, 1]);
    const seen = test_.app.scopes.run(
      { kind: 'system', task: 'look', resellerId: world.contoso.id },
      { requestId: 'look' },
      (scope) => scope.sql('select id from tenant_key'),
    );
    await expect(seen).rejects.toThrow('permission denied');
  });

  test('that do not change are not written again', async () => {
    const id = await add({ mobile: '+447700900122' });
    const held = async () =>
      (await world.sql<{ mobile: string }>('select mobile from end_user where id = $1', [id]))[0]?.mobile;
    const before = await held();
    const update = (input: object) =>
      good(
        'mutation ($input: UpdateEndUserInput!) { updateEndUser(input: $input) { id } }',
        { input: { id, ...input } },
        world.globex.admin.token,
      );
    await update({ mobile: '+447700900122', lastName: 'King' });
    expect(await held()).toBe(before);
    await update({ mobile: null });
    expect(await held()).toBeNull();
  });

  test('do not open in another row, and are never written unsealed', async () => {
    const [one, two] = [await add({ mobile: '+447700900123' }), await add({ mobile: '+447700900124' })];
    await world.sql('update end_user u set mobile = o.mobile from end_user o where u.id = $1 and o.id = $2', [
      two,
      one,
    ]);
    const { errors } = await test_.ask(
      'query ($id: ID!) { endUser(id: $id) { mobile } }',
      { id: two },
      world.globex.admin.token,
    );
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    await world.sql('update end_user set mobile = null where id = $1', [two]);
    await expect(
      world.sql(`update end_user set mobile = '+447700900124' where id = $1`, [two]),
    ).rejects.toThrow('end_user_mobile_sealed');
  });

  test('stand beside any text that people type', async () => {
    const jobTitle = `"\\u0053end_user.phone ${newId()} ${newId()}.x"\\`;
    const id = await add({ mobile: '+447700900125' });
    await world.sql('update end_user set job_title = $2 where id = $1', [id, jobTitle]);
    const { endUser } = await good<{ endUser: object }>(
      'query ($id: ID!) { endUser(id: $id) { a: jobTitle mobile b: jobTitle } }',
      { id },
      world.globex.admin.token,
    );
    expect(endUser).toEqual({ a: jobTitle, mobile: '+447700900125', b: jobTitle });
  });
});

describe('[S55] what is sealed', () => {
  const options = {
    name: 'sealedThings',
    permission: 'END_USER_READ',
    filters: {},
    sorts: {},
    order: ['NAME', 'ASC'],
  } as const;

  test('is neither searched nor ordered by', () => {
    expect(() => list(EndUser, { ...options, sorts: { NAME: [by('mobile')] } })).toThrow(
      'end_user.mobile, which is sealed',
    );
    expect(() =>
      list(EndUser, { ...options, filters: { phone: equals('phone', () => String, 'text') } }),
    ).toThrow('end_user.phone, which is sealed');
  });

  test('[O2] and looked up has a column that follows from it, with an index of its own', async () => {
    const expected = allTables().flatMap(({ table, sought }) =>
      [...sought].map((column) => `${table}.${column}_sought`),
    );
    const there = await world.sql<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attname like '%\\_sought' and a.attgenerated = 's' and c.relnamespace = 'steward'::regnamespace
          and exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum) order by 1`,
    );
    expect(there.map(({ name }) => name)).toEqual(expected.sort());
  });

  test('has a check of the database that it is', async () => {
    const checks = await world.sql<{ name: string; proved: boolean; sought: boolean }>(
      `select conname as name, convalidated as proved, strpos(pg_get_constraintdef(oid), $1) > 0 as sought
        from pg_constraint where contype = 'c' and conname like '%\\_sealed'`,
      [SEALED_AND_SOUGHT],
    );
    const expected = allTables().flatMap(({ table, sealed, sought }) =>
      sealed.map((property) => ({
        name: `${table}_${columnOf(property)}_sealed`,
        proved: true,
        sought: sought.has(columnOf(property)),
      })),
    );
    expect(checks.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      expected.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });
});

describe('[S55] numbers from before', () => {
  test('are sealed by migrate, which then has the database vouch for it; done twice nothing changes', async () => {
    const id = await add({ phone: '020 7946 0018' });
    await world.sql('alter table end_user drop constraint end_user_mobile_sealed');
    await world.sql(`update end_user set mobile = '+447700900199' where id = $1`, [id]);
    await world.sql(
      `alter table end_user add constraint end_user_mobile_sealed check (mobile ~ '${SEALED_AND_SOUGHT}') not valid`,
    );
    await expect(assertUpToDate(test_.database.appUrl)).rejects.toThrow(
      /not sealed yet: .* run "pnpm migrate"/,
    );
    await sealBacklog(test_.database, new Keyring(sealsOf([OLD])));
    await assertUpToDate(test_.database.appUrl);
    expect(await dump()).not.toContain('7700900199');
    const rows = () => world.sql('select * from end_user order by id');
    const before = await rows();
    await sealBacklog(test_.database, new Keyring(sealsOf([OLD])));
    expect(await rows()).toEqual(before);
    expect(await numbers(id)).toEqual({ mobile: '+447700900199', phone: '+442079460018' });
  });

  test('[O2] that were sealed before they were looked up are found once migrate has run', async () => {
    const id = await add({ mobile: '+447700900177', phone: '+442079460177' });
    await world.sql('alter table end_user drop constraint end_user_mobile_sealed');
    await world.sql(
      `update end_user set mobile = split_part(mobile, '.', 1) || '.' || split_part(mobile, '.', 2) where id = $1`,
      [id],
    );
    await world.sql(
      `alter table end_user add constraint end_user_mobile_sealed check (mobile ~ '${SEALED_AND_SOUGHT}') not valid`,
    );
    expect(await found('07700 900177')).toEqual([]);
    expect(await numbers(id)).toEqual({ mobile: '+447700900177', phone: '+442079460177' });
    await sealBacklog(test_.database, new Keyring(sealsOf([OLD])));
    await assertUpToDate(test_.database.appUrl);
    expect(await found('07700 900177')).toEqual([id]);
    expect(await found('460177')).toEqual([id]);
  });

  test('and now are not served by a process with another secret, which says so', async () => {
    await expect(createApp(testConfig({ secret: NEW }), test_.database.appUrl)).rejects.toThrow(
      /^The database has values sealed under another secret: set STEWARD_SECRET/,
    );
  });
});

describe('[S54] [S55] keys rotate', () => {
  test('while a process serves, nothing is unreadable at any moment; then the former secret is not needed', async () => {
    const ids: string[] = [];
    await add({ phone: '020 9946 0018' });
    for (let n = 0; n < 250; n += 1) ids.push(await add({ mobile: `+4477009${10_000 + n}` }));
    const secrets = testConfig({ secret: NEW, formerSecret: OLD });
    const serving = await createApp(secrets, test_.database.appUrl, { clock: test_.clock });
    const rotating = await createApp(secrets, test_.database.appUrl, { clock: test_.clock });
    const url = await serving.listen(0, '127.0.0.1');
    const ask = async (query: string, variables: object = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${world.globex.admin.token}` },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as {
        data: Record<'endUsers', { nodes: { id: string; mobile: string }[] }> & { search?: object[] };
        errors?: object;
      };
    };
    test_.clock.forward(1_000);
    const before = await dump();
    let done = false;
    const rotated = rotateKeys(rotating.scopes, rotating.services.seals).finally(() => {
      done = true;
    });
    let reads = 0;
    let n = 0;
    while (!done) {
      const { data, errors } = await ask(
        '{ endUsers(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { id mobile } } }',
      );
      expect(errors).toBeUndefined();
      expect(
        data.endUsers?.nodes
          .filter(({ id }) => ids.includes(id))
          .every(({ mobile }) => mobile.startsWith('+44')),
      ).toBe(true);
      const written = await ask(
        'mutation ($input: UpdateEndUserInput!) { updateEndUser(input: $input) { id mobile } }',
        {
          input: { id: ids[n % ids.length], mobile: `+4477009${20_000 + n}` },
        },
      );
      expect(written.errors).toBeUndefined();
      // Under whichever secret it was put down by now.
      expect((await ask('{ search(text: "9946 0018") { id } }')).data.search).toHaveLength(1);
      reads += 1;
      n += 7;
    }
    await rotated;
    expect(reads).toBeGreaterThan(0);
    const current = await world.sql<{ id: string }>('select id from tenant_key where retired_at is null');
    const under = await world.sql<{ key: string }>(
      `select distinct split_part(mobile, '.', 1) as key from end_user where mobile is not null
       union select distinct split_part(phone, '.', 1) from membership where phone is not null`,
    );
    for (const { key } of under) {
      expect(current.map(({ id }) => id)).toContain(key);
      expect(before).not.toContain(`${key}.`);
    }
    await serving.close();
    await rotating.close();

    const after = await createApp(testConfig({ secret: NEW }), test_.database.appUrl, { clock: test_.clock });
    const last = await after.listen(0, '127.0.0.1');
    try {
      const { data, errors } = (await (
        await fetch(`${last}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${await after.services.tokens.issue(subjectOf(world.globex.admin.token))}`,
          },
          body: JSON.stringify({
            query:
              '{ endUsers(first: 100) { nodes { mobile } } memberships { nodes { phone mobile fax } } search(text: "020 9946 0018") { id } }',
          }),
        })
      ).json()) as {
        data: { endUsers: { nodes: { mobile: string | null }[] }; search: object[] };
        errors?: object;
      };
      expect(errors).toBeUndefined();
      expect(data.search).toHaveLength(1);
      expect(data.endUsers.nodes.some(({ mobile }) => mobile?.startsWith('+44'))).toBe(true);
    } finally {
      await after.close();
    }
  });
});

/** Whom an access token stands for. */
const subjectOf = (token: string): Omit<SessionCredentials, 'kind'> => {
  const { sid, mid, level, role, ver } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  return { sessionId: sid, membershipId: mid, level, roleId: role, roleVersion: ver };
};
