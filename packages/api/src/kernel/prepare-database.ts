import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { packageFolder } from './package-folder.ts';

/** The SQL an administrator runs once on a server of their own. */
export const rolesSqlFile = path.join(packageFolder, '../../infra/postgres/roles.sql');

export interface DatabaseUrls {
  /** Login of the owner, for migrations. */
  ownerUrl: string;
  /** Login that serves. */
  appUrl: string;
}

/** Logins' passwords follow from the server's own secret, so that they need no place of their own. */
const passwordOf = (role: string, secret: string): string =>
  createHmac('sha256', secret).update(role).digest('base64url');

/** Makes Steward's roles and an empty database on a server whose superuser we are; does nothing twice. */
export async function prepareDatabase(
  superuserUrl: string,
  name: string,
  secret: string,
): Promise<DatabaseUrls> {
  const server = new pg.Client({ connectionString: superuserUrl });
  await server.connect();
  try {
    await server.query(await readFile(rolesSqlFile, 'utf8'));
    for (const role of ['steward_owner', 'steward_app']) {
      await server.query(`alter role ${role} password '${passwordOf(role, secret)}'`);
    }
    const there = await server.query('select from pg_database where datname = $1', [name]);
    if (!there.rowCount)
      await server.query(`create database ${pg.escapeIdentifier(name)} owner steward_owner`);
  } finally {
    await server.end();
  }
  const database = new pg.Client({ connectionString: withDatabase(superuserUrl, name) });
  await database.connect();
  try {
    await database.query(databaseSql(name));
  } finally {
    await database.end();
  }
  return urlsOf(superuserUrl, name, secret);
}

/**
 * What the superuser must grant in the database itself. Whoever has taken a tenant's role can set no setting from inside a
 * statement, neither the tenant nor the role: SQL that slips into a query stays in its scope. [S5]
 */
export const databaseSql = (name: string): string =>
  `create schema if not exists steward authorization steward_owner;
   grant create on database ${pg.escapeIdentifier(name)} to steward_jobs;
   revoke create on schema public from public;
   revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
   grant execute on function pg_catalog.set_config(text, text, boolean) to steward_owner, steward_app, steward_gate, steward_jobs`;

/** The logins' connection strings for a database of the server at this address, whoever's login it names. */
export function urlsOf(serverUrl: string, name: string, secret: string): DatabaseUrls {
  const login = (role: string): string => {
    const url = new URL(withDatabase(serverUrl, name));
    url.username = role;
    url.password = passwordOf(role, secret);
    return url.toString();
  };
  return { ownerUrl: login('steward_owner'), appUrl: login('steward_app') };
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.toString();
}
