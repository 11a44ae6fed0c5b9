import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';
import type { Account } from './account.ts';
import { noSpace } from './disk-errors.ts';

const run = promisify(execFile);
const VERSION = '18';
const UNFINISHED = 'postgres.new-';

/** A database cluster on disk and the password of its superuser `postgres`. */
export interface Cluster {
  /** PGDATA. */
  pgData: string;
  passwordFile: string;
  password: string;
}

/** Where the cluster of a data folder lies. */
export function pgDataOf(folder: string): string {
  return join(folder, 'postgres');
}

/**
 * Opens the cluster in `folder`, made before if there is none. One that was being made when its process ended
 * is thrown away: it is made beside its place and moved there whole.
 * @throws StartError if the folder holds a cluster of another version, or something else in its place.
 */
export async function openCluster(
  folder: string,
  initdb: string,
  account: Account,
  durable: boolean,
): Promise<Cluster> {
  const pgData = pgDataOf(folder);
  const passwordFile = join(folder, 'postgres.password');
  const leftOver = (await readdir(folder)).filter((name) => name.startsWith(UNFINISHED));
  // An initdb that outlived its parent may still write there; what cannot be removed now goes next time.
  for (const name of leftOver)
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);

  const entries = await readdir(pgData).catch(ifMissing<string[]>([]));
  if (entries.length === 0) await initialise(folder, pgData, passwordFile, initdb, account, durable);
  else if (!entries.includes('PG_VERSION')) {
    throw new StartError(
      `${pgData} holds files but no database: move them away, or set STEWARD_DATA to another folder.`,
    );
  }
  const version = (await readFile(join(pgData, 'PG_VERSION'), 'utf8')).trim();
  if (version !== VERSION) {
    throw new StartError(
      `${pgData} was made by PostgreSQL ${version}, and this Steward needs PostgreSQL ${VERSION}: upgrade it with pg_upgrade, or set STEWARD_DATA to another folder.`,
    );
  }
  await returnToOwner(pgData, account);
  const password = (await readFile(passwordFile, 'utf8').catch(ifMissing(''))).trim();
  if (password === '') {
    throw new StartError(
      `${passwordFile} is missing: put it back beside ${pgData}, whose password it holds.`,
    );
  }
  return { pgData, passwordFile, password };
}

/** A folder that root copied or put back from a backup is root's, and PostgreSQL refuses it. */
async function returnToOwner(pgData: string, { owner }: Account): Promise<void> {
  if (owner && (await stat(pgData)).uid !== owner.uid)
    await run('chown', ['-R', `${owner.uid}:${owner.gid}`, pgData]);
}

async function initialise(
  folder: string,
  pgData: string,
  passwordFile: string,
  initdb: string,
  account: Account,
  durable: boolean,
): Promise<void> {
  const workshop = await mkdtemp(join(folder, UNFINISHED));
  const newData = join(workshop, 'data');
  const newPassword = join(workshop, 'password');
  await writeFile(newPassword, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await mkdir(newData, { mode: 0o700 });
  if (account.owner) {
    const { uid, gid } = account.owner;
    for (const path of [newData, newPassword, workshop]) await chown(path, uid, gid);
  }
  const [file, args, options] = account.command(initdb, [
    `--pgdata=${newData}`,
    '--username=postgres',
    `--pwfile=${newPassword}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(durable ? [] : ['--no-sync']),
  ]);
  try {
    await run(file, args, options);
    if (account.owner) await chown(newPassword, 0, 0);
    // The password first: a cluster in its place always has one.
    await rename(newPassword, passwordFile);
    await rename(newData, pgData);
  } catch (error) {
    throw initialisationError(error, folder);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  if (durable) await syncFolder(folder);
}

function initialisationError(error: unknown, folder: string): unknown {
  const stderr = (error as { stderr?: string }).stderr;
  if (stderr === undefined) return error;
  if (stderr.includes('No space left on device')) return noSpace(folder);
  const reason = stderr.match(/(?:FATAL|error): +(.*)/)?.[1] ?? stderr.trim().split('\n').at(-1);
  return new StartError(
    `PostgreSQL could not make its database in ${folder} (${reason || (error as Error).message}): remedy that, or set DATABASE_URL to a PostgreSQL 18 server.`,
  );
}

/** Writes the renames through, so that a power cut cannot take back a database already in use. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifMissing<T>(fallback: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  };
}
