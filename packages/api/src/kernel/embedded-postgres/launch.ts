import { spawn } from 'node:child_process';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.ts';
import { noSpace } from './disk-errors.ts';
import { type Postmaster, settle } from './postmaster.ts';

const LOG = 'postgres.log';
const POLL_MS = 5;

/** Begins a new log and keeps the one before as `postgres.log.old`, so that neither grows without end. */
export async function rotateLog(folder: string): Promise<void> {
  const logFile = join(folder, LOG);
  await rename(logFile, `${logFile}.old`).catch(() => undefined);
}

/**
 * Starts a server and waits until it takes connections. It leads a session of its own: Ctrl-C in the terminal
 * and the end of this process do not reach it. What it says is added to `<folder>/postgres.log`.
 * @returns the server, which is another one if one left behind came up first; or the last line of its log
 *   if it ended at once.
 */
export async function launch(
  folder: string,
  pgData: string,
  postgres: string,
  args: readonly string[],
  account: Account,
): Promise<Postmaster | string> {
  // findPostmaster said that nobody runs here; left in place, the file could name a process that is not PostgreSQL.
  await rm(join(pgData, 'postmaster.pid'), { force: true });
  const logFile = join(folder, LOG);
  const log = await open(logFile, 'a', 0o600);
  const [file, fullArgs, options] = account.command(postgres, args);
  const server = spawn(file, fullArgs, { ...options, detached: true, stdio: ['ignore', log.fd, log.fd] });
  const end: { reached: boolean; error?: Error } = { reached: false };
  server.once('exit', () => {
    end.reached = true;
  });
  server.once('error', (error) => {
    end.reached = true;
    end.error = error;
  });
  try {
    await log.close();
    for (;;) {
      const { reached } = end;
      const postmaster = await settle(pgData);
      if (postmaster) return postmaster;
      if (reached) break;
      await delay(POLL_MS);
    }
  } catch (error) {
    server.kill('SIGINT');
    throw error;
  } finally {
    server.unref();
  }
  return end.error ? end.error.message : lastFatal(await readFile(logFile, 'utf8'), folder);
}

function lastFatal(log: string, folder: string): string {
  if (log.includes('No space left on device')) throw noSpace(folder);
  const fatal = [...log.matchAll(/(?:FATAL|PANIC): +(.*)/g)].at(-1)?.[1];
  return fatal ?? log.trim().split('\n').at(-1) ?? '';
}
