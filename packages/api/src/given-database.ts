import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Keyring } from './kernel/keyring.ts';
import { migrate, pendingMigrations } from './kernel/migrate.ts';
import { type DatabaseUrls, databaseSql, rolesSqlFile } from './kernel/prepare-database.ts';
import { sealBacklog, UNPROVED } from './kernel/rotate-keys.ts';
import { StartError } from './kernel/start-error.ts';

/** SQLSTATEs: invalid authorisation, wrong password, no such database. */
const REFUSALS = new Set(['28000', '28P01', '3D000']);
const NO_DATABASE = '3D000';

/** Version and roles of a server that is not ours; says which SQL its administrator must run. Throws StartError. */
export async function assertUsable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw new StartError(
      code !== undefined && REFUSALS.has(code)
        ? `The server refuses DATABASE_URL (${message}). ${preparation(url, code === NO_DATABASE ? 'missing' : 'unknown')}`
        : `The database of DATABASE_URL cannot be reached: ${message || code}.`,
    );
  }
  try {
    const { rows } = await client.query<{ version: number; roles: number; schemas: number }>(
      `select current_setting('server_version_num')::int as version,
         (select count(*)::int from pg_roles where rolname in ('steward_owner', 'steward_app', 'steward_gate', 'steward_jobs', 'steward_keeper', 'steward_sealer')) as roles,
         (select count(*)::int from pg_namespace where nspname = 'steward') as schemas`,
    );
    const { version = 0, roles = 0, schemas = 0 } = rows[0] ?? {};
    if (version < 180_000)
      throw new StartError(
        `Steward needs PostgreSQL 18 or later; DATABASE_URL names version ${Math.floor(version / 10_000)}.`,
      );
    if (roles !== 6 || !schemas)
      throw new StartError(`The database lacks Steward's roles or schema. ${preparation(url, 'there')}`);
  } finally {
    await client.end();
  }
}

/** What a superuser runs in psql, for the database that the URL names. */
function preparation(url: string, database: 'there' | 'missing' | 'unknown'): string {
  const { host, pathname } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1)) || 'steward';
  const quoted = pg.escapeIdentifier(name);
  const make =
    database === 'there'
      ? `alter database ${quoted} owner to steward_owner;`
      : `${database === 'unknown' ? '-- If it is not there yet:\n' : ''}create database ${quoted} owner steward_owner;`;
  return `A superuser prepares it once with this SQL, in psql:

${readFileSync(rolesSqlFile, 'utf8').trim()}
alter role steward_owner password '<one>';
alter role steward_app password '<another>';
${make}
\\connect ${quoted}
${databaseSql(name).replaceAll(/\n\s+/g, '\n')};

Then set DATABASE_URL=postgres://steward_app:<another>@${host}/${encodeURIComponent(name)}
and DATABASE_OWNER_URL=postgres://steward_owner:<one>@${host}/${encodeURIComponent(name)} (for migrations).`;
}

/** Tables, protection and queue as this version has them, and what is to be sealed sealed. [S21] [S55] */
export async function bringUpToDate(urls: DatabaseUrls, keyring: Keyring): Promise<void> {
  await migrate(urls.ownerUrl);
  await sealBacklog(urls, keyring);
}

/** Migrates with the owner's login. Throws StartError if it is refused. */
export async function migrateAsOwner(urls: DatabaseUrls, keyring: Keyring): Promise<void> {
  const { ownerUrl } = urls;
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(`DATABASE_OWNER_URL cannot be used: ${(error as Error).message}.`);
  } finally {
    await client.end();
  }
  await bringUpToDate(urls, keyring);
}

/** Throws StartError unless the database has exactly the migrations of this version, and all that is to be sealed is. */
export async function assertUpToDate(url: string): Promise<void> {
  const lacking = await countPending(url);
  if (!lacking) return assertSealed(url);
  const migrations = lacking === 1 ? 'a migration' : `${lacking} migrations`;
  throw new StartError(
    `The database lacks ${migrations}: set DATABASE_OWNER_URL to the login of steward_owner and run "pnpm migrate".`,
  );
}

async function assertSealed(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=steward' });
  await client.connect();
  try {
    if ((await client.query(UNPROVED)).rowCount)
      throw new StartError(
        'The database holds values that are not sealed yet: set DATABASE_OWNER_URL to the login of steward_owner and run "pnpm migrate" to its end.',
      );
  } finally {
    await client.end();
  }
}

/** How many migrations of this version the database lacks. Throws StartError if it is newer. */
export async function countPending(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=steward' });
  await client.connect();
  try {
    return (await pendingMigrations(client)).length;
  } finally {
    await client.end();
  }
}
