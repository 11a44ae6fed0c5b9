import { access, constants, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Account, chooseAccount } from './embedded-postgres/account.ts';
import { type Binaries, findBinaries } from './embedded-postgres/binaries.ts';
import { type Cluster, openCluster, pgDataOf } from './embedded-postgres/cluster.ts';
import { asStartError } from './embedded-postgres/disk-errors.ts';
import { FolderInUse, type FolderLock, lockFolder } from './embedded-postgres/folder-lock.ts';
import { launch, rotateLog } from './embedded-postgres/launch.ts';
import { choosePort, isFree } from './embedded-postgres/port.ts';
import {
  findPostmaster,
  isRunning,
  type Postmaster,
  settle,
  shutDown,
  startedWith,
} from './embedded-postgres/postmaster.ts';
import { type ServerOptions, serverArguments } from './embedded-postgres/settings.ts';
import { StartError } from './start-error.ts';

export { FolderInUse };

const HOST = '127.0.0.1';
/** SQLSTATE invalid_password. */
const WRONG_PASSWORD = '28P01';
const LAUNCHES = 100;
const LAUNCH_PAUSE_MS = 100;
/** How often is looked whether the server still runs. */
const WATCH_MS = 500;
/** A server that ends by itself more often than that within ten minutes is left alone. */
const MOST_RESTARTS = 3;
const RESTARTS_WITHIN_MS = 10 * 60_000;

/** A PostgreSQL 18 server that belongs to this process until it stops it. */
export interface EmbeddedServer {
  host: string;
  port: number;
  /** Superuser URL of a database (default `postgres`); only migrations and tests may use it. */
  superuserUrl(database?: string): string;
  /** Resolves, with a sentence for whoever runs Steward, if the server has ended by itself and cannot be started again. */
  lost: Promise<string>;
  /** Ends the server by a fast shutdown and waits until it has ended, then gives the folder free. */
  stop(): Promise<void>;
}

/** The address, without a login, of the server that another process runs on the folder; undefined while it has none that is ready. */
export async function findEmbeddedPostgres(folder: string): Promise<string | undefined> {
  const server = await findPostmaster(pgDataOf(await realpath(folder)));
  return server?.status === 'ready' ? `postgres://${HOST}:${server.port}` : undefined;
}

/**
 * Starts the PostgreSQL 18 in `folder`, which is initialised if it is empty, or adopts the one that still runs
 * there because the process that started it was killed. (One that was started with other settings or another
 * version of the programs is ended and started again.) Returns when it takes connections.
 *
 * In the folder lie `postgres/` (PGDATA), `postgres.password`, `postgres.port`, `postgres.log` and the lock.
 * The server outlives this process unless `stop` is called.
 * @throws StartError for whatever the person who starts Steward can remedy, such as a folder that is in use or cannot be written.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: ServerOptions = {},
): Promise<EmbeddedServer> {
  const binaries = findBinaries();
  try {
    const home = await openFolder(folder);
    const lock = lockFolder(home);
    try {
      const account = await chooseAccount(pgDataOf(home), [home, dirname(binaries.postgres)]);
      const cluster = await openCluster(home, binaries.initdb, account, options.durable !== false);
      const postmaster =
        (await adopt(cluster, binaries, options)) ?? (await start(home, cluster, binaries, account, options));
      await signInOnce(cluster, postmaster);
      const again = () => start(home, cluster, binaries, account, options);
      return toServer(cluster, postmaster, lock, again);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw asStartError(error, folder);
  }
}

async function openFolder(folder: string): Promise<string> {
  await makeFolder(resolve(folder));
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  return realpath(folder);
}

/** Node's own recursive mkdir never returns below a folder such as /proc, which takes no new entry. */
async function makeFolder(folder: string): Promise<void> {
  // Others may pass through, not look: the user that runs PostgreSQL for root must reach what is its own.
  const make = () => mkdir(folder, { mode: 0o711 });
  try {
    await make();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await make();
  }
}

async function adopt(
  { pgData }: Cluster,
  { postgres }: Binaries,
  options: ServerOptions,
): Promise<Postmaster | undefined> {
  const running = await settle(pgData);
  if (!running) return undefined;
  const expected = [
    postgres,
    ...serverArguments(pgData, running.port, options).map((argument) => `"${argument}"`),
  ];
  if ((await startedWith(pgData)) === expected.join(' ')) return running;
  await shutDown(running);
  return undefined;
}

async function start(
  folder: string,
  { pgData }: Cluster,
  { postgres }: Binaries,
  account: Account,
  options: ServerOptions,
): Promise<Postmaster> {
  await rotateLog(folder);
  for (let launches = 1; ; launches += 1) {
    const port = await choosePort(join(folder, 'postgres.port'));
    const result = await launch(folder, pgData, postgres, serverArguments(pgData, port, options), account);
    if (typeof result !== 'string') return result;
    // Sessions of a server that was itself killed hold its memory until they notice or end their statement.
    const lingering = result.includes('still in use');
    const again = lingering || !(await isFree(port));
    if (!again || launches === LAUNCHES) {
      const remedy = lingering
        ? 'end the processes named "postgres:" that an earlier server left behind'
        : `look into ${join(folder, 'postgres.log')}`;
      throw new StartError(`PostgreSQL did not start (${result}): ${remedy}.`);
    }
    if (lingering) await delay(LAUNCH_PAUSE_MS);
  }
}

/** Proves that the server is ours: the sign-in (SCRAM) succeeds only if both sides know the password. Else ends it. */
async function signInOnce(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, postmaster.port, 'postgres') });
  try {
    await client.connect();
  } catch (error) {
    await shutDown(postmaster);
    if ((error as { code?: string }).code !== WRONG_PASSWORD) throw error;
    throw new StartError(
      `The password in ${cluster.passwordFile} is not that of the database beside it: put the right file back.`,
    );
  } finally {
    await client.end();
  }
}

function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgres://postgres:${password}@${HOST}:${port}/${encodeURIComponent(database)}`;
}

function toServer(
  cluster: Cluster,
  first: Postmaster,
  lock: FolderLock,
  again: () => Promise<Postmaster>,
): EmbeddedServer {
  let stopped: Promise<void> | undefined;
  const watched = watch(first, again);
  return {
    host: HOST,
    port: first.port,
    superuserUrl: (database = 'postgres') => urlOf(cluster, first.port, database),
    lost: watched.lost,
    stop() {
      stopped ??= watched
        .end()
        .then(shutDown)
        .finally(() => lock.release());
      return stopped;
    },
  };
}

interface Watched {
  lost: Promise<string>;
  /** Stops watching; the server there is now. */
  end(): Promise<Postmaster>;
}

/** Starts a server again that has ended, at the same address, a few times at most. */
function watch(first: Postmaster, again: () => Promise<Postmaster>): Watched {
  let current = first;
  const ending = new AbortController();
  const restarts: number[] = [];
  const restart = async (): Promise<string | undefined> => {
    const nowMs = performance.now();
    restarts.push(nowMs);
    if (restarts.filter((atMs) => nowMs - atMs < RESTARTS_WITHIN_MS).length > MOST_RESTARTS)
      return 'PostgreSQL ends again and again: look into postgres.log in the data folder.';
    try {
      current = await again();
    } catch (error) {
      return `PostgreSQL has ended and does not start again: ${(error as Error).message}`;
    }
    if (current.port === first.port) return undefined;
    return `PostgreSQL has ended and its port ${first.port} is taken: start Steward again.`;
  };
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await delay(WATCH_MS, undefined, { signal: ending.signal, ref: false }).catch(() => {});
      if (ending.signal.aborted || (await isRunning(current))) continue;
      const trouble = await restart();
      if (trouble) return trouble;
    }
    return undefined;
  })();
  return {
    lost: watching.then((trouble) => trouble ?? new Promise(() => {})),
    async end() {
      ending.abort();
      await watching;
      return current;
    },
  };
}
