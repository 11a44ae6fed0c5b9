import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { packageFolder } from './package-folder.ts';
import { applyProtection, type Transactions } from './protection.ts';
import { openQueuePool } from './queue-pool.ts';
import { applyRepeatableSql } from './repeatable-sql.ts';
import { StartError } from './start-error.ts';

const folder = path.join(packageFolder, 'migrations');
/** Held while migrating, so that two processes starting at once do not both do it. */
const LOCK = 7_283_490_112;

const quiet = new Logger(() => () => {});

interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Migrations the database still lacks; throws StartError if it is newer than the code or was migrated by other files. */
export async function pendingMigrations(client: pg.ClientBase): Promise<Migration[]> {
  const migrations = await readMigrations();
  // Before the first migration the login that serves may not even look into the schema.
  const known = await client.query<{ there: boolean }>(
    `select exists (select from pg_class c where c.relnamespace = (select oid from pg_namespace where nspname = 'steward')
       and c.relname = 'migration' and has_table_privilege(c.oid, 'select')) as there`,
  );
  if (!known.rows[0]?.there) return migrations;
  const applied = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from steward.migration order by name',
  );
  for (const row of applied.rows) {
    const migration = migrations.find((candidate) => candidate.name === row.name);
    if (!migration) {
      throw new StartError(
        `The database is newer than this version of Steward (it has ${row.name}): start the newer version instead.`,
      );
    }
    if (migration.sha256 !== row.sha256) {
      throw new StartError(
        `The migration ${row.name} was changed after the database had taken it: restore the file.`,
      );
    }
  }
  return migrations.filter((migration) => !applied.rows.some((row) => row.name === migration.name));
}

async function migrateQueue(jobsUrl: string): Promise<void> {
  const pool = openQueuePool(jobsUrl, 1);
  try {
    await runMigrations({ pgPool: pool, logger: quiet });
  } finally {
    await pool.end();
  }
}

/** Brings a database up to date as its owner: tables, functions, protection, job queue. Does nothing twice. [S21] */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c search_path=steward -c client_min_messages=warning',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await migrateQueue(withRole(ownerUrl, 'steward_jobs'));
    const pending = await pendingMigrations(client);
    const transactions = patiently(client);
    await transactions(async () => {
      for (const migration of pending) {
        await withSight(client, migration.sql);
        await client.query('insert into steward.migration (name, sha256) values ($1, $2)', [
          migration.name,
          migration.sha256,
        ]);
      }
      await applyRepeatableSql(client);
    });
    await applyProtection(client, transactions);
  } finally {
    await client.end();
  }
}

/** Milliseconds to wait for a lock: everyone who comes to a table later waits behind whoever waits for it alone. */
const LOCK_TIMEOUT_MS = 300;
const PAUSE_MS = 700;
const TRIES = 90;
/** SQLSTATEs lock_not_available and deadlock_detected. */
const IN_USE = new Set(['55P03', '40P01']);

/** Transactions beside live traffic: one that meets a lock is tried again after the others. Throws StartError after a while. */
const patiently =
  (client: pg.Client): Transactions =>
  async (...works) => {
    let left = works;
    for (let tries = 1; ; tries++) {
      const inUse: typeof works = [];
      let refusal = '';
      for (const work of left) {
        await client.query(`begin; set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
        try {
          await work();
          await client.query('commit');
        } catch (error) {
          await client.query('rollback').catch(() => {});
          const { code, message } = error as { code?: string; message: string };
          if (!code || !IN_USE.has(code)) throw error;
          inUse.push(work);
          refusal = message;
        }
      }
      if (!inUse.length) return;
      if (tries === TRIES)
        throw new StartError(
          `The database is in use by long transactions (${refusal}): migrate again when they have ended.`,
        );
      left = inUse;
      await setTimeout(PAUSE_MS);
    }
  };

/**
 * Runs a migration so that it sees the rows it reads, writes and checks keys of: row security holds back the tables' owner,
 * too, and a copy of no rows would go unnoticed. A new table's keys have no rows to check.
 */
async function withSight(client: pg.Client, sql: string): Promise<void> {
  const text = sql.replaceAll(/--.*$/gm, '').replaceAll(/\bcreate table [^;]*;/g, '');
  const named = async (): Promise<string[]> =>
    (
      await client.query<{ table: string }>(
        `select relname as "table" from pg_class where relnamespace = 'steward'::regnamespace and relkind = 'r' and relrowsecurity`,
      )
    ).rows
      .map(({ table }) => table)
      .filter((table) =>
        new RegExp(`\\b(?:from|join|into|update|using|table|references)\\s+${table}\\b`).test(text),
      );
  for (const table of await named()) await client.query(`alter table "${table}" no force row level security`);
  await client.query(sql);
  for (const table of await named()) await client.query(`alter table "${table}" force row level security`);
}

/** A connection string whose sessions take `role` from the start. */
export function withRole(url: string, role: string): string {
  const parsed = new URL(url);
  parsed.searchParams.set('options', `-c role=${role}`);
  return parsed.toString();
}
