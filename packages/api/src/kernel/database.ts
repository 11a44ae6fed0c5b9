import { createPostgreSqlTypeParsers, MikroORM, type Options } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import array from 'postgres-array';
import { lookingOnly } from './problem.ts';
import { allTables } from './table.ts';

/** How long one SQL statement of a request may run; PostgreSQL itself ends it. [S33] */
const STATEMENT_TIMEOUT_MS = 10_000;
/** How long a request may wait for what another one holds, and so keep a connection from others. [S19] */
const LOCK_TIMEOUT_MS = 4_000;

export interface Database {
  pool: pg.Pool;
  orm: MikroORM;
  close(): Promise<void>;
}

/**
 * The pool of the serving login and the ORM over it. The ORM has no connections of its own: it works only inside a
 * scope's transaction (`bindOrm`), so that there are no rows without a scope. [S5] [S6] [S13]
 */
export async function openDatabase(
  url: string,
  options: { max?: number; statementTimeoutMs?: number } = {},
): Promise<Database> {
  const timeout = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    types: rowTypes,
    // Prepared statements live as long as their connection: renewing it now and then bounds them.
    maxUses: 20_000,
    connectionTimeoutMillis: 10_000,
    // Whatever an operation reads is of one moment; transactions that write say otherwise.
    options: `-c search_path=steward -c TimeZone=UTC -c statement_timeout=${timeout} -c lock_timeout=${LOCK_TIMEOUT_MS} -c idle_in_transaction_session_timeout=60000 -c jit=off -c default_transaction_isolation=repeatable\\ read`,
  });
  // A connection that the server drops is replaced by the pool. Without listeners it would end the process: while it is idle, and in the
  // moments in which it is neither idle nor anybody's.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const orm = await MikroORM.init({
    entities: allTables().map((table) => table.class) as Options['entities'],
    dbName: 'steward',
    driverOptions: new PostgresDialect({ pool: refusingPool }),
    schema: 'steward',
    forceUtcTimezone: true,
    // Left on, the first use would ask the server through a connection of the ORM's own, of which there are none.
    ensureDatabase: false,
    discovery: { warnWhenNoEntities: false },
  } as Options);
  return {
    pool,
    orm,
    async close() {
      await pool.end();
    },
  };
}

const refusingPool = {
  options: {},
  connect: () => Promise.reject(new Error('The database is reached through a scope only.')),
  end: () => Promise.resolve(),
};

/**
 * Counts and sums of money come as numbers, exact up to 2^53: as the driver's texts, adding two would put one behind the
 * other. Days come as the text they are: as the driver's dates they would be another day in another time zone.
 */
function withNumbersAndDays(types: pg.TypeOverrides): pg.TypeOverrides {
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
  return types;
}

const rowTypes = withNumbersAndDays(new pg.TypeOverrides());
const ormTypes = new pg.TypeOverrides();
for (const [oid, parse] of Object.entries(createPostgreSqlTypeParsers((text) => array.parse(text)))) {
  ormTypes.setTypeParser(Number(oid), parse as (text: string) => unknown);
}
withNumbersAndDays(ormTypes);

/** A Kysely over one client that is already in a transaction: what the ORM takes as its transaction context. */
export function bindOrm(client: pg.PoolClient): Kysely<unknown> {
  const bound = {
    async query(text: string, values: unknown[]) {
      const result = await client.query({ text, values, types: ormTypes });
      // What was read is not there to be changed: row security lets whoever acts look at it only.
      if (result.command === 'UPDATE' && result.rowCount === 0) throw lookingOnly();
      return result;
    },
    release: () => {},
  } as unknown as PostgresPoolClient;
  return new Kysely({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: () => Promise.resolve(bound), end: () => Promise.resolve() },
    }),
  });
}
