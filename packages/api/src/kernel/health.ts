import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { Routes } from './graphql/server.ts';
import type { Log } from './log.ts';
import { pendingMigrations } from './migrate.ts';
import { StartError } from './start-error.ts';

/** With less room than this on the data folder's disk the process takes no more work. */
const LEAST_FREE_BYTES = 512 * 1024 * 1024;
/** A database that takes longer than this to answer counts as down. */
const PATIENCE_MS = 3_000;

export interface HealthParts {
  /** The serving login's pool. */
  pool: pg.Pool;
  log: Log;
  dataFolder: string;
  leastFreeBytes?: number;
  /** Whether the process is about to stop: nobody is to be sent here any more. */
  leaving?: () => boolean;
}

/** A job that is due for so long, while nobody has taken any other, waits for workers that do not work. */
const FORGOTTEN = '2 minutes';

/** What can be wrong, for the log. */
const TROUBLE = {
  database: 'The database cannot be reached.',
  behind: 'The database lacks migrations.',
  ahead: 'The database is newer than this process.',
  queue: 'The job queue cannot be reached.',
  worker: 'Jobs are due and no worker takes them.',
  disk: 'The disk is nearly full.',
  leaving: 'The process is about to stop.',
  folder: 'The data folder cannot be reached.',
} as const;
type Trouble = (typeof TROUBLE)[keyof typeof TROUBLE];

/**
 * `/healthz`: the process is alive. `/readyz`: it can serve; 503 if not, for the balancer. What is wrong then is told to
 * the log only, once. Neither needs a sign-in, so probes that come at once share one look. [S89]
 */
export function healthRoutes(parts: HealthParts): Routes {
  let looking: Promise<Trouble[]> | undefined;
  let noted = '';
  const look = (): Promise<Trouble[]> => {
    looking ??= troubles(parts)
      .then((problems) => {
        if (problems.join() !== noted) {
          if (problems.length) parts.log.warn({ problems }, 'not ready');
          else parts.log.info('ready again');
        }
        noted = problems.join();
        return problems;
      })
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  return (server) => {
    server.get('/healthz', { config: { quiet: true } }, async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'ok' };
    });
    server.get('/readyz', { config: { quiet: true } }, async (_request, reply) => {
      const problems = parts.leaving?.() ? [TROUBLE.leaving] : await look();
      reply.code(problems.length ? 503 : 200).header('cache-control', 'no-store');
      return { status: problems.length ? 'unavailable' : 'ready' };
    });
  };
}

async function troubles(parts: HealthParts): Promise<Trouble[]> {
  const found = await Promise.all([
    withinPatience(databaseTroubles(parts.pool), [TROUBLE.database]),
    diskTroubles(parts.dataFolder, parts.leastFreeBytes ?? LEAST_FREE_BYTES),
  ]);
  return found.flat();
}

/** What `work` finds, or `otherwise` if it finds nothing in time. */
async function withinPatience<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, otherwise);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function databaseTroubles(pool: pg.Pool): Promise<Trouble[]> {
  let client: pg.PoolClient | undefined;
  let broken: Error | undefined;
  try {
    client = await pool.connect();
    return [...(await migrationTroubles(client)), ...(await queueTroubles(client))];
  } catch (error) {
    broken = error as Error;
    return [TROUBLE.database];
  } finally {
    client?.release(broken);
  }
}

async function migrationTroubles(client: pg.PoolClient): Promise<Trouble[]> {
  try {
    const pending = await pendingMigrations(client);
    return pending.length ? [TROUBLE.behind] : [];
  } catch (error) {
    if (error instanceof StartError) return [TROUBLE.ahead];
    throw error;
  }
}

/** Whether the oldest job that is due is older than that, and no worker, of whichever process, has taken one since. */
const IS_FORGOTTEN = `select exists (select from graphile_worker._private_jobs
    where is_available and run_at < now() - interval '${FORGOTTEN}')
  and not exists (select from graphile_worker._private_jobs
    where locked_at > now() - interval '${FORGOTTEN}') as forgotten`;

/** The queue's tables belong to a role of their own, which this login may take for a transaction. */
async function queueTroubles(client: pg.PoolClient): Promise<Trouble[]> {
  try {
    await client.query('begin; set local role steward_jobs');
    const { rows } = await client.query<{ forgotten: boolean }>(IS_FORGOTTEN);
    return rows[0]?.forgotten ? [TROUBLE.worker] : [];
  } catch {
    return [TROUBLE.queue];
  } finally {
    await client.query('rollback');
  }
}

async function diskTroubles(folder: string, leastFreeBytes: number): Promise<Trouble[]> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < leastFreeBytes ? [TROUBLE.disk] : [];
  } catch (error) {
    const parent = path.dirname(folder);
    // With a database elsewhere nothing may have been written here yet: its disk is the parent's.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== folder) {
      return diskTroubles(parent, leastFreeBytes);
    }
    return [TROUBLE.folder];
  }
}
