import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POLL_MS = 10;

/** A running PostgreSQL server as its `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  /** PGDATA as given when it was started. */
  startedOn: string;
  port: number;
  /** PostgreSQL's own word: starting, ready, stopping … */
  status: string;
}

/**
 * The server that runs on this PGDATA, whoever started it. A `postmaster.pid` whose server has ended, whose number went
 * to another process, or that came along with a copy of a folder in use, counts as none.
 */
export async function findPostmaster(pgData: string): Promise<Postmaster | undefined> {
  const postmaster = await readPidFile(pgData);
  if (!postmaster || !(await isRunning(postmaster))) return undefined;
  if (postmaster.startedOn !== pgData && (await isCopied(pgData, postmaster))) return undefined;
  return postmaster;
}

/** Waits while a server starts, recovers or stops; returns it when it takes connections, undefined when it has ended. */
export async function settle(pgData: string): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = await findPostmaster(pgData);
    if (!postmaster || postmaster.status === 'ready') return postmaster;
    await delay(POLL_MS);
  }
}

/** Fast shutdown: sessions are ended, everything is written, and the process is gone when this returns. */
export async function shutDown(postmaster: Postmaster): Promise<void> {
  if (await isRunning(postmaster)) process.kill(postmaster.pid, 'SIGINT');
  while (await isRunning(postmaster)) await delay(POLL_MS);
}

/** The command line with which the server was started, as `postmaster.opts` keeps it. */
export async function startedWith(pgData: string): Promise<string> {
  return (await readFile(join(pgData, 'postmaster.opts'), 'utf8').catch(() => '')).trim();
}

/** @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h */
async function readPidFile(pgData: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(pgData, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, startedOn, , port, , , , status] = text.split('\n');
  if (!(Number(pid) > 1) || !startedOn) return undefined;
  return { pid: Number(pid), startedOn, port: Number(port), status: status?.trim() ?? '' };
}

/** A process of that number which has that PGDATA in its command line; a zombie has none. */
export async function isRunning({ pid, startedOn }: Postmaster): Promise<boolean> {
  if (process.platform === 'linux') {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return commandLine.split('\0').includes(startedOn);
  }
  const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes(startedOn);
}

/** The server may have been started on this PGDATA before it was moved here; a copy leaves the original behind. */
async function isCopied(pgData: string, { pid, startedOn }: Postmaster): Promise<boolean> {
  const original = await readPidFile(startedOn);
  if (original?.pid !== pid) return false;
  const [there, here] = await Promise.all([stat(startedOn), stat(pgData)]);
  return there.ino !== here.ino || there.dev !== here.dev;
}
