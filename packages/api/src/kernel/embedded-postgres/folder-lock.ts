import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../start-error.ts';

export interface FolderLock {
  release(): void;
}

/** Another process, or an earlier call in this one, owns the folder. */
export class FolderInUse extends StartError {}

const SQLITE_BUSY = 5;

/**
 * Makes this process the only owner of a data folder until it releases the lock or ends, however it ends.
 *
 * Node has no call for file locks, but SQLite, which it brings, takes one on its file for as long as an
 * exclusive transaction is open. The system drops that lock with the process, so that one left by kill -9 never
 * hinders and no process id has to be judged stale. `steward.pid` names the owner for people only.
 * @throws FolderInUse if it has an owner already.
 */
export function lockFolder(folder: string): FolderLock {
  const pidFile = join(folder, 'steward.pid');
  const lockFile = join(folder, 'steward.lock');
  // SQLite would not lock a file that it may only read. Look without opening: closing any descriptor of the file
  // drops the lock that this process may hold on it already.
  if (existsSync(lockFile)) accessSync(lockFile, constants.R_OK | constants.W_OK);
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new FolderInUse(
      `Steward already runs on ${folder}${owner(pidFile)}: stop it first, or set STEWARD_DATA to another folder.`,
    );
  }
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release() {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function owner(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
