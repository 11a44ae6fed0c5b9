import { getSystemErrorMessage } from 'node:util';
import { StartError } from '../start-error.ts';

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']);
/** SQLITE_IOERR and SQLITE_FULL: what the lock file answers when the disk takes nothing more. */
const LOCK_DISK_FULL = new Set([10, 13]);

/** The sentence for a full disk. */
export function noSpace(folder: string): StartError {
  return new StartError(
    `There is no space left on the disk that holds ${folder}: make room, or set STEWARD_DATA to a folder on another disk.`,
  );
}

/** The sentence for a folder (or a file in it) that the system does not let us write. */
export function unwritable(path: string, reason: string): StartError {
  return new StartError(
    `Steward cannot write to ${path} (${reason}): make it writable for the user that starts Steward, or set STEWARD_DATA to another folder.`,
  );
}

/** Turns what the file system says into a sentence; any other error is returned as it is. */
export function asStartError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  const { code, errno, path, errcode } = error as NodeJS.ErrnoException & { errcode?: number };
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace(folder);
  if (code === 'ERR_SQLITE_ERROR' && errcode !== undefined && LOCK_DISK_FULL.has(errcode))
    return noSpace(folder);
  if (code !== undefined && UNWRITABLE.has(code))
    return unwritable(path ?? folder, errno === undefined ? code : getSystemErrorMessage(errno));
  return error;
}
