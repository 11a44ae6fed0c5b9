import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../app.ts';
import { applyProtection, assertProtection, rowCondition } from './protection.ts';
import { cloneDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl, options: '-c search_path=steward' });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** What the boot check says to the serving login after this change, which is then taken back. */
async function after(change: string, login = 'steward_app'): Promise<string> {
  await client.query('begin');
  try {
    await client.query(change);
    await client.query(`set local session authorization ${login}`);
    return await assertProtection(client).then(
      () => 'serves',
      (error: Error) => error.message,
    );
  } finally {
    await client.query('rollback');
  }
}

describe('[S2] [S3] the process serves only a database that is protected as the code says', () => {
  test('which a migrated one is', async () => {
    expect(await after('select')).toBe('serves');
  });

  test.each([
    ['a policy is dropped', 'drop policy company_select on end_user'],
    ['a policy is widened', 'alter policy company_select on end_user using (true)'],
    ['a policy checks nothing that is written', 'alter policy company_update on end_user with check (true)'],
    ['a policy is for another role', 'alter policy company_select on end_user to steward_end_user'],
    ['a policy is added', 'create policy more on end_user for select to steward_company using (true)'],
    ['row security is disabled', 'alter table invoice disable row level security'],
    ['row security is not forced on the owner', 'alter table invoice no force row level security'],
    ['a grant is added', 'grant delete on invoice to steward_company'],
    ['a grant is added for everyone', 'grant select on invoice to public'],
    ['a column is granted', 'grant select (wholesale_minor) on subscription to steward_company'],
    ['a table is added', 'create table secret (id uuid primary key)'],
    ['a view is added', 'create view everything as select * from invoice'],
    [
      'a function is added',
      'create function peek() returns bigint language sql security definer as $$ select count(*) from steward.invoice $$',
    ],
    [
      'a function does something else',
      'create or replace function enter(at text, person uuid, membership uuid, reseller uuid, company uuid, end_user uuid) returns void language sql as $$ select $$',
    ],
    [
      'a function may be called by everyone',
      'grant execute on function enter_session(uuid, uuid, text, uuid, integer, text, text) to public',
    ],
    ['the audit log may be changed', 'alter table audit_entry disable trigger audit_entry_is_append_only'],
    ['the login may become the gate', 'grant steward_gate to steward_app'],
  ])('not when %s', async (_what, change) => {
    expect(await after(change)).toMatch(/row security of the database differs.*pnpm migrate/);
  });

  test.each([
    ['a role may bypass row security', 'alter role steward_company bypassrls'],
    ['a role is a superuser', 'alter role steward_worker superuser'],
    ['a role may make roles', 'alter role steward_reseller createrole'],
    ['the login may bypass row security', 'alter role steward_app bypassrls'],
    ["the login may read the server's log of changes", 'alter role steward_app replication'],
    ['the login may become the owner', 'grant steward_owner to steward_app'],
  ])('not when %s', async (_what, change) => {
    expect(await after(change)).toMatch(/could pass row security/);
  });

  test("not through the owner's login", async () => {
    expect(await after('select', 'steward_owner')).toMatch(/steward_owner could pass row security/);
  });

  test('not when the code expects other protection than was applied', async () => {
    expect(await after(`update protection set registry = 'of another version'`)).toMatch(/pnpm migrate/);
    expect(await after('delete from protection')).toMatch(/pnpm migrate/);
  });
});

test('[S21] migrating again puts everything back', async () => {
  await client.query('begin');
  await client.query(`drop policy company_select on end_user; grant delete on invoice to steward_company;
    grant select on person to steward_app; alter table invoice disable row level security`);
  await client.query('set local role steward_owner');
  await applyProtection(client, async (...works) => {
    for (const work of works) await work();
  });
  await client.query('set local session authorization steward_app');
  await expect(assertProtection(client)).resolves.toBeUndefined();
  const { rows } = await client.query(
    `select has_table_privilege('steward_app', 'person', 'select') as person, has_table_privilege('steward_company', 'invoice', 'delete') as invoice`,
  );
  expect(rows).toEqual([{ person: false, invoice: false }]);
  await client.query('rollback');
});

test('rows are compared down to the level of the role and no deeper than the table goes', () => {
  const tenant = { reseller: 'r', company: 'c', endUser: 'u' };
  const settings = (role: 'reseller' | 'company' | 'endUser' | 'worker') =>
    [...rowCondition(role, tenant).matchAll(/(\w) = \(select/g)].map(([, column]) => column);
  expect(settings('reseller')).toEqual(['r']);
  expect(settings('worker')).toEqual(['r']);
  expect(settings('company')).toEqual(['r', 'c']);
  expect(settings('endUser')).toEqual(['r', 'c', 'u']);
  expect(rowCondition('endUser', { reseller: 'r' })).not.toContain('company_id');
  expect(rowCondition('anonymous', tenant)).toBe('false');
});
