import pg from 'pg';
import { bringUpToDate } from './given-database.ts';
import type { Keyring } from './kernel/keyring.ts';
import { prepareDatabase, urlsOf } from './kernel/prepare-database.ts';

const NAME = 'steward';
/** Nobody's data is ever here: what has this name is a demonstration whose filling was interrupted. */
const UNFINISHED = 'steward_filling';

/** Fills the database of this URL, through the login that serves. */
export type Fill = (appUrl: string) => Promise<void>;

/**
 * The migrated database of an embedded server, as the URL of the login that serves. An empty one is filled under another
 * name and put in place when it is complete, so that an interruption leaves nothing half done.
 */
export async function openEmbeddedDatabase(
  superuserUrl: string,
  secret: string,
  keyring: Keyring,
  fill: Fill | undefined,
): Promise<string> {
  if (fill && (await isEmpty(superuserUrl))) {
    await onServer(superuserUrl, [`drop database if exists ${UNFINISHED} with (force)`]);
    const { ownerUrl, appUrl } = await prepareDatabase(superuserUrl, UNFINISHED, secret);
    await bringUpToDate({ ownerUrl, appUrl }, keyring);
    await fill(appUrl);
    await onServer(superuserUrl, [
      `drop database if exists ${NAME}`,
      `alter database ${UNFINISHED} rename to ${NAME}`,
    ]);
  }
  const { ownerUrl, appUrl } = await prepareDatabase(superuserUrl, NAME, secret);
  await bringUpToDate({ ownerUrl, appUrl }, keyring);
  return appUrl;
}

/** The same of a server that another process has opened already: the URL of the login that serves. */
export const joinEmbeddedDatabase = (serverUrl: string, secret: string): string =>
  urlsOf(serverUrl, NAME, secret).appUrl;

/** Whether there is no tenant yet; every other row belongs to one. */
async function isEmpty(superuserUrl: string): Promise<boolean> {
  const [there] = await onServer(superuserUrl, [`select from pg_database where datname = '${NAME}'`]);
  if (!there) return true;
  const url = new URL(superuserUrl);
  url.pathname = `/${NAME}`;
  const [table] = await onServer(url.href, [
    `select from pg_class where oid = to_regclass('steward.reseller')`,
  ]);
  return !table || !(await onServer(url.href, ['select from steward.reseller limit 1'])).length;
}

/** Runs the statements one by one; returns the rows of the last. */
async function onServer(url: string, statements: readonly string[]): Promise<object[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: object[] = [];
    for (const statement of statements) ({ rows } = await client.query<object>(statement));
    return rows;
  } finally {
    await client.end();
  }
}
