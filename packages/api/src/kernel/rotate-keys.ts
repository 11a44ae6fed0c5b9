import pg from 'pg';
import type { System } from './actor.ts';
import { openDatabase } from './database.ts';
import { isSealed, type Keyring, keyLock, placeOf, SEALED, SEALED_AND_SOUGHT } from './keyring.ts';
import type { Seals } from './keys.ts';
import { createLog } from './log.ts';
import type { DatabaseUrls } from './prepare-database.ts';
import { Problem } from './problem.ts';
import { type Scope, Scopes, systemClock } from './scope.ts';
import { KEYS } from './sealing.ts';
import { StartError } from './start-error.ts';
import { allTables, columnOf, propertyOf, type TableDefinition } from './table.ts';
import { KeyServiceError } from './transit.ts';
import type { WrappedKey } from './wrapping.ts';

/** Rows per transaction: few, so that whoever changes one of them hardly waits. */
const BATCH = 100;
/** A retired key stays for what was read or prepared under it and is yet to be opened or written, such as a previewed file. */
const KEPT_MS = 48 * 3_600_000;
/** Before every id there is. */
const FIRST = '00000000-0000-0000-0000-000000000000';

const who: System = { kind: 'system', task: 'rotate-keys', resellerId: null, seals: true };
type Row = Record<string, unknown> & { id: string };

/**
 * Puts everything sealed under fresh keys and those under the newest secret, in small transactions while the product serves:
 * at every moment all of it opens. Done again after an interruption it goes on. Afterwards a former secret may be taken away.
 * [S55]
 */
export async function rotateKeys(scopes: Scopes, seals: Seals): Promise<void> {
  const started = scopes.clock.now();
  await rewrap(scopes);
  await retire(scopes, started);
  await sealAnew(scopes);
  await assertNothingLeft(scopes);
  await renewSecrets(scopes, seals);
  await inScope(scopes, (scope) =>
    scope.sql('delete from tenant_key where retired_at < $1', [new Date(started.getTime() - KEPT_MS)]),
  );
}

/** Seals what was there before its column was one to be sealed; the owner then has the database vouch for it. */
export async function sealBacklog({ ownerUrl, appUrl }: DatabaseUrls, keyring: Keyring): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c search_path=steward' });
  await owner.connect();
  try {
    const { rows: unproved } = await owner.query<UnprovedCheck>(UNPROVED);
    if (!unproved.length) return;
    const database = await openDatabase(appUrl, { max: 2 });
    try {
      await sealAnew(new Scopes(database, systemClock, createLog('warn'), keyring));
    } finally {
      await database.close();
    }
    for (const { table, name } of unproved)
      await owner.query(`alter table ${table} validate constraint ${pg.escapeIdentifier(name)}`);
  } finally {
    await owner.end();
  }
}

/** Keys that a service wraps and that are opened together at the start, so that hardly anybody waits for it later. */
const OPENED_AT_START = 20_000;

/** Throws StartError unless keys can be wrapped, and every one is in a wrapping that this process can take off. */
export async function assertKeysOpen(scopes: Scopes): Promise<void> {
  const { keyring } = scopes;
  try {
    await keyring.assertWraps();
    const [ofEach, ofServices] = await inScope(scopes, async (scope) => [
      await scope.sql<WrappedKey>(
        `select distinct on (split_part(wrapped, '.', 1)) id, wrapped from tenant_key order by split_part(wrapped, '.', 1), id`,
      ),
      await scope.sql<WrappedKey>(
        `select id, wrapped from tenant_key where retired_at is null and wrapped like 'kms %' order by id desc limit ${OPENED_AT_START}`,
      ),
    ]);
    await keyring.learn(ofEach);
    await keyring.learn(ofServices);
  } catch (error) {
    if (error instanceof KeyServiceError)
      throw new StartError(
        `The key service of STEWARD_KMS does not open keys at ${error.why}. See that it runs, that its token is good, and that this key is there.`,
      );
    if (error instanceof Problem) throw error;
    throw new StartError(
      'The database has values sealed under another secret: set STEWARD_SECRET to the one it was filled with, or STEWARD_SECRET_FORMER beside a newer one; if a key service wrapped its keys, set STEWARD_KMS or STEWARD_KMS_FORMER.',
    );
  }
}

interface UnprovedCheck {
  table: string;
  name: string;
}

/** SQL: checks that rows which were there before may not meet yet. */
export const UNPROVED = `select conrelid::regclass::text as "table", conname as name from pg_constraint
  where connamespace = 'steward'::regnamespace and contype = 'c' and not convalidated`;

const inScope = <T>(scopes: Scopes, work: (scope: Scope) => Promise<T>): Promise<T> =>
  scopes.run(who, { requestId: 'rotate-keys', statementTimeoutMs: 60_000 }, work);

async function rewrap(scopes: Scopes): Promise<void> {
  const keys = await inScope(scopes, (scope) => scope.sql<WrappedKey>('select id, wrapped from tenant_key'));
  for (let at = 0; at < keys.length; at += BATCH) {
    const rewrapped = await scopes.keyring.rewrapped(keys.slice(at, at + BATCH));
    if (!rewrapped.length) continue;
    await inScope(scopes, (scope) =>
      scope.sql(
        'update tenant_key k set wrapped = n.wrapped from jsonb_to_recordset($1) n(id uuid, wrapped text) where k.id = n.id',
        [JSON.stringify(rewrapped)],
      ),
    );
  }
}

/**
 * From now on nothing is sealed under the keys of before: whoever is just doing so is waited for. Each has its successor at
 * once, so that nobody has to make one while rows are locked.
 */
async function retire(scopes: Scopes, started: Date): Promise<void> {
  const current = await inScope(scopes, (scope) =>
    scope.sql<{ id: string; tenant: string }>(
      'select id, coalesce(company_id, reseller_id) as tenant from tenant_key where retired_at is null and created_at < $1',
      [started],
    ),
  );
  let fresh: WrappedKey[] = [];
  for (const [i, { id, tenant }] of current.entries()) {
    // Before there is a lock: a key service may take its time.
    if (!fresh.length) fresh = await scopes.keyring.make(Math.min(BATCH, current.length - i));
    const next = fresh.pop() as WrappedKey;
    await inScope(scopes, async (scope) => {
      await scope.sql(`select pg_advisory_xact_lock(${keyLock('$1')})`, [tenant]);
      await scope.sql('update tenant_key set retired_at = $2 where id = $1', [id, scope.now]);
      await scope.sql(
        `insert into tenant_key (id, reseller_id, company_id, wrapped, created_at)
           select $2, reseller_id, company_id, $3, $4 from tenant_key where id = $1`,
        [id, next.id, next.wrapped, scope.now],
      );
    });
  }
}

async function sealAnew(scopes: Scopes): Promise<void> {
  for (const table of allTables()) {
    if (!table.sealed.length) continue;
    let after: string | undefined = FIRST;
    while (after)
      after = await inScope(scopes, (scope) => sealBatch(scopes.keyring, scope, table, after as string));
  }
}

/** SQL: the column is under a key that is retired, or not sealed at all, or lacks what finds it; under a destroyed key nothing can be done. */
const isOutdated = (table: TableDefinition, column: string): string => {
  const text = `"${column}"`;
  const retired = `split_part(${text}, '.', 1) in (select id::text from tenant_key where retired_at is not null)`;
  const sealed = table.sought.has(column) ? SEALED_AND_SOUGHT : SEALED;
  return `${retired} or ${text} !~ '${sealed}'`;
};

/** Throws if anything still is under a retired key: that key must stay, and whoever runs this must know. */
async function assertNothingLeft(scopes: Scopes): Promise<void> {
  const left: string[] = [];
  for (const table of allTables())
    for (const column of table.sealed.map(columnOf)) {
      const [found] = await inScope(scopes, (scope) =>
        scope.sql<{ count: number }>(
          `select count(*)::integer as count from ${table.table} where ${isOutdated(table, column)}`,
        ),
      );
      if (found?.count) left.push(`${found.count} of ${table.table}.${column}`);
    }
  if (left.length)
    throw new Error(`Not everything is under the new keys, so the former ones stay: ${left.join(', ')}.`);
}

/** Seals the next rows of which something is not under its tenant's key, or has nothing by which it is found; gives the last one's id, undefined if there was none. */
async function sealBatch(
  keyring: Keyring,
  scope: Scope,
  table: TableDefinition,
  after: string,
): Promise<string | undefined> {
  const columns = table.sealed.map(columnOf);
  const outdated = columns.map((column) => isOutdated(table, column));
  const { tenant } = table.options;
  const ofTenant =
    tenant === 'none' ? [] : [tenant.reseller, tenant.company].flatMap((column) => column ?? []);
  const wanted = ['id', ...new Set([...ofTenant, ...columns])];
  const rows = await scope.sql<Row>(
    `select ${wanted.map((column) => `${column} as "${propertyOf(column)}"`).join(', ')} from ${table.table}
      where id > $1 and (${outdated.join(' or ')})
      order by id limit ${BATCH} for update`,
    [after],
  );
  const held = rows.flatMap((row) =>
    table.sealed.flatMap((property) => (row[property] as string | null) ?? []),
  );
  await keyring.learnFor(held.filter(isSealed), (ids) => scope.sql<WrappedKey>(KEYS, [ids]));
  const opened = rows.map((row) => {
    const texts = table.sealed.map((property) => {
      const value = row[property] as string | null;
      const place = placeOf(table.table, columnOf(property), row.id);
      return [property, value && isSealed(value) ? keyring.open(value, place) : value];
    });
    return { ...row, ...Object.fromEntries(texts) };
  });
  const sealed = await scope.sealed(table.class, opened);
  const written = await scope.sql(
    `update ${table.table} r set ${columns.map((column) => `${column} = n."${propertyOf(column)}"`).join(', ')}
      from jsonb_to_recordset($1) n(id uuid, ${table.sealed.map((property) => `"${property}" text`).join(', ')}) where r.id = n.id returning r.id`,
    [JSON.stringify(sealed)],
  );
  if (written.length !== rows.length)
    throw new Error(`Of ${rows.length} rows of ${table.table} ${written.length} were sealed anew.`);
  return rows.at(-1)?.id;
}

/** Others' secrets are few: one by one, each only if it is still the one that was read. */
async function renewSecrets(scopes: Scopes, seals: Seals): Promise<void> {
  for (const { table, secrets } of allTables())
    for (const column of secrets.map(columnOf))
      await inScope(scopes, async (scope) => {
        const rows = await scope.sql<{ id: string; sealed: string }>(
          `select id, ${column} as sealed from ${table} where ${column} is not null`,
        );
        for (const { id, sealed } of rows) {
          if (seals.isCurrent(sealed)) continue;
          const context = `${table} ${id}`;
          await scope.sql(`update ${table} set ${column} = $3 where id = $1 and ${column} = $2`, [
            id,
            sealed,
            seals.seal(seals.unseal(sealed, context), context),
          ]);
        }
      });
}
