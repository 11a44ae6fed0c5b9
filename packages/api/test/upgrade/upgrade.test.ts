import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { hashPassword } from '../../src/features/people/identity/index.ts';
import { bringUpToDate } from '../../src/given-database.ts';
import { testConfig } from '../../src/kernel/config.ts';
import { Keyring } from '../../src/kernel/keyring.ts';
import { sealsOf } from '../../src/kernel/keys.ts';
import { withRole } from '../../src/kernel/migrate.ts';
import { packageFolder } from '../../src/kernel/package-folder.ts';
import { prepareDatabase } from '../../src/kernel/prepare-database.ts';
import { assertProtection } from '../../src/kernel/protection.ts';
import { openQueuePool } from '../../src/kernel/queue-pool.ts';
import { allTables, columnOf } from '../../src/kernel/table.ts';
import { MovingClock } from '../../src/kernel/testing/test-app.ts';
import { cloneDatabase } from '../../src/kernel/testing/test-database.ts';

/** The last migration of the previous release; its protection and data are beside this file. */
const PREVIOUS = '0009';
const PASSWORD = 'correct-horse-battery';
const SECRET = 'a secret of an installation, long enough';

const closing: (() => Promise<unknown>)[] = [];
let superuser: pg.Client;
/** Tables with their columns before, and what stood in them. What a later migration takes away or changes is taken out here. */
let had: Record<string, string[]>;
let before: Record<string, string[]>;
/** What each line of an invoice was for. */
let lines: unknown[];
let ownerUrl: string;
let appUrl: string;

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=steward' });
  await client.connect();
  closing.push(() => client.end());
  return client;
}

/** A database as the previous release left it: its tables, its protection, something in every table. */
async function previousRelease(): Promise<void> {
  const name = `previous_${randomBytes(6).toString('hex')}`;
  const server = await connected(inject('superuserUrl'));
  closing.push(() => server.query(`drop database if exists ${name} with (force)`));
  ({ ownerUrl, appUrl } = await prepareDatabase(inject('superuserUrl'), name, 'test'));
  const queue = openQueuePool(withRole(ownerUrl, 'steward_jobs'), 1);
  await runMigrations({ pgPool: queue });
  await queue.end();
  const owner = await connected(ownerUrl);
  const folder = path.join(packageFolder, 'migrations');
  for (const file of (await readdir(folder)).filter((file) => file.slice(0, 4) <= PREVIOUS).sort()) {
    const sql = await readFile(path.join(folder, file), 'utf8');
    await owner.query(sql);
    await owner.query('insert into migration (name, sha256) values ($1, $2)', [
      file,
      createHash('sha256').update(sql).digest('hex'),
    ]);
  }
  await owner.query(await readFile(path.join(import.meta.dirname, `${PREVIOUS}_protection.sql`), 'utf8'));
  const url = new URL(inject('superuserUrl'));
  url.pathname = `/${name}`;
  superuser = await connected(url.toString());
  await superuser.query(await readFile(path.join(import.meta.dirname, `${PREVIOUS}_data.sql`), 'utf8'));
  await superuser.query('update person set password_hash = $1', [await hashPassword(PASSWORD)]);
}

/** Every row of these columns, as text. */
async function contents(columns: Record<string, string[]>): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [table, names] of Object.entries(columns)) {
    const { rows } = await superuser.query<{ row: string }>(
      `select row(${names.map((name) => `"${name}"`).join(', ')})::text as row from ${table} order by id`,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}
async function columns(): Promise<Record<string, string[]>> {
  const { rows } = await superuser.query<{ table: string; names: string[] }>(
    `select c.relname as "table", array_agg(a.attname::text order by a.attnum) as names from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'steward'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and c.relname not in ('applied', 'migration', 'protection') group by 1`,
  );
  return Object.fromEntries(rows.map(({ table, names }) => [table, names]));
}

const IMPORTED = (table: string, state: string) =>
  `select id, company_id, file_name, row_count, created_at from ${table} where state = '${state}' order by id`;
let imported: unknown[];

beforeAll(async () => {
  await previousRelease();
  had = await columns();
  const taken = new Map(allTables().map(({ table, sealed }) => [table, sealed.map(columnOf)]));
  // What a line was for stands in its part since.
  taken.set('invoice_line', ['subscription_id']);
  // What a run came to stands by currency since.
  taken.set('billing_run', ['total_minor']);
  for (const [table, names] of Object.entries(had))
    had[table] = names.filter((name) => !taken.get(table)?.includes(name));
  // What was agreed with single resellers, and what they ask, stands in price lists since.
  delete had.retail_price;
  delete had.wholesale_price;
  // Files that were imported are change-sets since.
  delete had.end_user_import;
  imported = (await superuser.query(IMPORTED('end_user_import', 'APPLIED'))).rows;
  lines = (await superuser.query('select id, subscription_id, net_minor from invoice_line order by id')).rows;
  before = await contents(had);
  await bringUpToDate({ ownerUrl, appUrl }, new Keyring(sealsOf([SECRET])));
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

test('[S21] every row is there, and says what it said', async () => {
  expect(
    Object.entries(before)
      .filter(([, rows]) => !rows.length)
      .map(([table]) => table),
    'tables of which nothing could be lost: give them a row in the data beside this file',
  ).toEqual([]);
  expect(await contents(had)).toEqual(before);
  const parts = await superuser.query(
    'select invoice_line_id as id, subscription_id, net_minor from invoice_line_part order by 1',
  );
  expect(parts.rows).toEqual(lines);
  expect((await superuser.query(IMPORTED('change_set', 'DONE'))).rows).toEqual(imported);
  const { rows } = await superuser.query(
    `select reseller_id, id from company except select reseller_id, company_id from company_place`,
  );
  expect(rows).toEqual([]);
});

test('[C3] prices of single resellers are lists', async () => {
  const { rows } = await superuser.query(
    `select l.kind, l.everyone, c.for_reseller_id is not null as named, p.minor from price_list l
       join price_list_version v on v.price_list_id = l.id and v.state = 'PUBLISHED'
       join list_price p on p.price_list_version_id = v.id
       left join price_list_customer c on c.price_list_id = l.id order by 1`,
  );
  expect(rows).toEqual([
    { kind: 'RETAIL', everyone: true, named: false, minor: 500 },
    { kind: 'WHOLESALE', everyone: false, named: true, minor: 250 },
  ]);
});

test('[B4] what billing runs came to is in pounds', async () => {
  const { rows } = await superuser.query('select totals from billing_run order by id');
  expect(rows).toEqual([{ totals: [{ currency: 'GBP', minor: 5_100 }] }]);
});

const FACTS = `
  select fact from (
    select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) as fact
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'steward'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    union all select format('table %s %s %s %s', relname, relowner::regrole, relrowsecurity, relforcerowsecurity) from pg_class
      where relnamespace = 'steward'::regnamespace and relkind in ('r', 'v', 'm', 'S')
    union all select indexdef from pg_indexes where schemaname = 'steward'
    union all select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'steward'::regnamespace
    union all select format('policy %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check) from pg_policies where schemaname = 'steward'
    union all select format('grant %s %s %s %s', c.relname, a.grantee::regrole, a.privilege_type, a.is_grantable) from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'steward'::regnamespace and a.grantee <> c.relowner
    union all select format('grant %s.%s %s %s', c.relname, t.attname, a.grantee::regrole, a.privilege_type) from pg_class c
      join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a where c.relnamespace = 'steward'::regnamespace
    union all select format('function %s %s', p.proowner::regrole, pg_get_functiondef(p.oid)) from pg_proc p where pronamespace = 'steward'::regnamespace
    union all select format('call %s %s %s', p.oid::regprocedure, a.grantee::regrole, a.privilege_type) from pg_proc p, aclexplode(p.proacl) a
      where pronamespace = 'steward'::regnamespace
    union all select format('trigger %s %s', t.tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'steward'::regnamespace and not t.tgisinternal
    union all select format('schema %s', nspacl) from pg_namespace where nspname = 'steward'
  ) facts order by fact`;

test('[S2] [S8] it is protected as a new one is, and made the same', async () => {
  await expect(assertProtection(await connected(appUrl))).resolves.toBeUndefined();
  const fresh = await cloneDatabase();
  closing.push(() => fresh.drop());
  const facts = async (client: pg.Client): Promise<string[]> =>
    (await client.query<{ fact: string }>(FACTS)).rows.map(({ fact }) => fact);
  expect(await facts(superuser)).toEqual(await facts(await connected(fresh.superuserUrl)));
});

test('the API serves it: people sign in and find what they had', async () => {
  const app: App = await createApp(testConfig({ secret: SECRET }), appUrl, {
    clock: new MovingClock('2026-10-01T09:00:00Z'),
  });
  closing.push(() => app.close());
  const url = await app.listen(0, '127.0.0.1');
  const ask = async (query: string, token?: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };
  const seenBy = async (email: string) => {
    const { signIn } = (await ask(
      `mutation { signIn(email: "${email}", password: "${PASSWORD}") { accessToken } }`,
    )) as { signIn: { accessToken: string } };
    return ask(
      '{ invoices { nodes { number dueMinor lines { netMinor } payments { amountMinor } } } subscriptions { totalCount } endUsers { nodes { lastName phone } } }',
      signIn.accessToken,
    );
  };
  const invoice = {
    number: 'NW-000001',
    dueMinor: 3200,
    lines: [{ netMinor: 500 }, { netMinor: 3000 }],
    payments: [{ amountMinor: 1000 }],
  };
  const theirs = {
    invoices: { nodes: [invoice] },
    subscriptions: { totalCount: 2 },
    endUsers: { nodes: [{ lastName: 'Globex', phone: '0113 496 0001' }] },
  };
  expect(await seenBy('admin@globex.example')).toEqual(theirs);
  expect(await seenBy('admin@northwind.example')).toMatchObject({
    subscriptions: { totalCount: 2 },
    endUsers: theirs.endUsers,
  });
});
