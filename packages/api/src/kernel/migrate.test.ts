import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, inject, test } from 'vitest';
import '../app.ts';
import { Keyring } from './keyring.ts';
import { sealsOf } from './keys.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { packageFolder } from './package-folder.ts';
import { type DatabaseUrls, prepareDatabase } from './prepare-database.ts';
import { assertProtection } from './protection.ts';
import { sealBacklog } from './rotate-keys.ts';
import { startTestApp } from './testing/test-app.ts';
import { cloneDatabase } from './testing/test-database.ts';
import { createWorld } from './testing/world.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=steward' });
  await client.connect();
  closing.push(() => client.end());
  return client;
}

/** An empty database with Steward's roles. */
async function empty(): Promise<DatabaseUrls> {
  const name = `fresh_${randomBytes(6).toString('hex')}`;
  const server = await connected(inject('superuserUrl'));
  closing.push(() => server.query(`drop database if exists ${name} with (force)`));
  return prepareDatabase(inject('superuserUrl'), name, 'test');
}
async function migrated() {
  const database = await cloneDatabase();
  closing.push(() => database.drop());
  return database;
}

const SHAPE = `
  select string_agg(fact, E'\\n' order by fact) as shape from (
    select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as fact from pg_attribute a
      join pg_class c on c.oid = a.attrelid where c.relnamespace = 'steward'::regnamespace and c.relkind = 'r' and a.attnum > 0
    union all select indexdef from pg_indexes where schemaname = 'steward'
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'steward'::regnamespace
    union all select format('%s %s %s', tablename, policyname, qual) from pg_policies where schemaname = 'steward') facts`;

describe('migrate', () => {
  test('has its files in one line: no two have the same number', async () => {
    const numbers = (await readdir(path.join(packageFolder, 'migrations'))).map(
      (file) => /^(\d{4}[a-z]?)_[a-z_]+\.sql$/.exec(file)?.[1] ?? `not named like a migration: ${file}`,
    );
    expect(numbers).toEqual([...new Set(numbers)]);
    expect(numbers.every((number) => number.length <= 5)).toBe(true);
  });

  test('[S21] makes everything, once, however often and by however many it is called', async () => {
    const { ownerUrl, appUrl } = await empty();
    await Promise.all([migrate(ownerUrl), migrate(ownerUrl)]);
    const owner = await connected(ownerUrl);
    const notes = async () => (await owner.query('select name, at from migration order by name')).rows;
    const first = await notes();
    await migrate(ownerUrl);
    expect(await notes()).toEqual(first);
    await sealBacklog(
      { ownerUrl, appUrl },
      new Keyring(sealsOf(['a secret of an installation, long enough'])),
    );
    expect(await pendingMigrations(owner)).toEqual([]);
    await expect(assertProtection(await connected(appUrl))).resolves.toBeUndefined();
    const template = await connected((await migrated()).ownerUrl);
    expect((await owner.query(SHAPE)).rows).toEqual((await template.query(SHAPE)).rows);
  });

  test('leaves a database that is newer than the code as it is, and says so', async () => {
    const { ownerUrl } = await migrated();
    const owner = await connected(ownerUrl);
    await owner.query(`insert into migration (name, sha256) values ('9999_future.sql', 'x')`);
    await owner.query('revoke select on product from steward_company');
    await expect(migrate(ownerUrl)).rejects.toThrow(
      /newer than this version of Steward \(it has 9999_future\.sql\): start the newer version/,
    );
    const { rows } = await owner.query(
      `select has_table_privilege('steward_company', 'product', 'select') as there`,
    );
    expect(rows).toEqual([{ there: false }]);
  });

  test('refuses a migration whose file was changed after it was applied', async () => {
    const { ownerUrl } = await migrated();
    await (await connected(ownerUrl)).query(
      `update migration set sha256 = 'of another text' where name = '0001_foundation.sql'`,
    );
    await expect(migrate(ownerUrl)).rejects.toThrow(
      /0001_foundation\.sql was changed after the database had taken it: restore the file/,
    );
  });

  test('takes nothing of a migration that fails half way', async () => {
    const { ownerUrl } = await empty();
    const owner = await connected(ownerUrl);
    await owner.query('create table steward.invoice (mine text)');
    await expect(migrate(ownerUrl)).rejects.toThrow(/already exists/);
    expect((await owner.query(`select to_regclass('steward.reseller') as made`)).rows).toEqual([
      { made: null },
    ]);
    await owner.query('drop table steward.invoice');
    await migrate(ownerUrl);
    expect(await pendingMigrations(owner)).toEqual([]);
  });

  test('[S21] cannot be done by the login that serves', async () => {
    const { appUrl } = await migrated();
    await expect(migrate(appUrl)).rejects.toThrow(/permission denied|must be owner|not permitted/);
  });
});

describe('beside live traffic', () => {
  test('[S21] migrating what is up to date waits for nobody', async () => {
    const { ownerUrl, superuserUrl } = await migrated();
    const busy = await connected(superuserUrl);
    await busy.query('begin');
    const { rows } = await busy.query<{ table: string }>(
      `select oid::regclass::text as "table" from pg_class
        where relnamespace in ('steward'::regnamespace, 'graphile_worker'::regnamespace) and relkind in ('r', 'p')`,
    );
    for (const { table } of rows) await busy.query(`lock table ${table} in row exclusive mode`);
    await migrate(ownerUrl);
    await busy.query('commit');
  });

  test('[S2] what differs on a table is put right there; what is in use is tried again and blocks nobody', async () => {
    const { ownerUrl, appUrl, superuserUrl } = await migrated();
    const owner = await connected(ownerUrl);
    const policies = async (): Promise<string[]> =>
      (
        await owner.query<{ name: string }>(
          `select tablename as name from pg_policies where policyname = 'company_select' and tablename in ('company', 'domain')`,
        )
      ).rows.map(({ name }) => name);
    await owner.query('drop policy company_select on company; drop policy company_select on domain');
    const busy = await connected(superuserUrl);
    await busy.query('begin; select from company');
    const migrating = migrate(ownerUrl);
    await expect.poll(policies).toEqual(['domain']);
    const reader = await connected(superuserUrl);
    await reader.query(`set statement_timeout = '2s'`);
    for (let reads = 0; reads < 20; reads++) await reader.query('select from company');
    expect(await policies()).toEqual(['domain']);
    await busy.query('commit');
    await migrating;
    expect((await policies()).sort()).toEqual(['company', 'domain']);
    await expect(assertProtection(await connected(appUrl))).resolves.toBeUndefined();
  });

  test('processes of the former version go on serving', async () => {
    const app = await startTestApp();
    closing.push(() => app.close());
    const world = await createWorld(app);
    // These were made from other words: every function, and the policies that the request below meets.
    await world.sql(
      `update applied set said = 'of the former version'
        where object ~ '^(function |policy (company|domain|reseller|membership|session)\\.)'`,
    );
    let migrated = false;
    const migrating = migrate(app.database.ownerUrl).finally(() => {
      migrated = true;
    });
    let served = 0;
    while (!migrated || served < 10) {
      const { data, errors } = await app.ask(
        '{ viewer { level } companies { nodes { name domains { nodes { name } } } } }',
        {},
        world.northwind.admin.token,
      );
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ companies: { nodes: [{ name: 'Globex Ltd' }] } });
      served++;
    }
    await migrating;
    const { rows } = await (await connected(app.database.ownerUrl)).query(
      `select from applied where said = 'of the former version'`,
    );
    expect(rows).toEqual([]);
  });
});

test('preparing a server twice changes nothing', async () => {
  const urls = await empty();
  const name = new URL(urls.appUrl).pathname.slice(1);
  expect(await prepareDatabase(inject('superuserUrl'), name, 'test')).toEqual(urls);
});
