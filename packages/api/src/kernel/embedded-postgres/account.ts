import { execFile, type SpawnOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';

const run = promisify(execFile);
const USER = 'postgres';

/** What a PostgreSQL program sees of the environment: nothing of ours, so no secret and no PG… variable. */
const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** How to run a PostgreSQL program: as us, or, when we are root (which it refuses), as a user of its own. */
export interface Account {
  /** The owner that its files need; undefined when we are not root and everything is ours anyway. */
  owner?: { uid: number; gid: number };
  command(program: string, args: readonly string[]): [string, readonly string[], SpawnOptions];
}

/**
 * Decides who runs PostgreSQL. As root that is the owner of the database if there is one already (the id of
 * `postgres` differs between systems that may mount one folder), else the system user `postgres`, created
 * when missing. If that user cannot get to one of the folders, because one above them is closed (a checkout in
 * /root), the program is started with the single capability to pass through closed folders.
 * @param folders what the programs must be able to enter: the data folder and the programs' own.
 * @throws StartError if the user can neither be made nor reach the folders.
 */
export async function chooseAccount(pgData: string, folders: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0)
    return { command: (program, args) => [program, args, { env: ENVIRONMENT, cwd: '/' }] };
  const existing = await stat(pgData).catch(() => undefined);
  const owner =
    existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : await systemUser();
  const accounts = [
    plain(owner),
    withCapability(owner, 'dac_read_search'),
    withCapability(owner, 'dac_override'),
  ];
  for (const account of accounts) {
    if ((await firstClosed(account, folders)) === undefined) return account;
  }
  const closed = await firstClosed(plain(owner), folders);
  const remedy =
    closed === folders[0]
      ? 'set STEWARD_DATA to a folder which that user can reach, such as /var/lib/steward'
      : 'move Steward to a folder which every user can enter, such as /opt/steward';
  throw new StartError(
    `Started by root, Steward runs PostgreSQL as the system user with id ${owner.uid}, which cannot reach ${closed}: ${remedy}.`,
  );
}

function plain(owner: { uid: number; gid: number }): Account {
  return { owner, command: (program, args) => [program, args, { ...owner, env: ENVIRONMENT, cwd: '/' }] };
}

/**
 * PostgreSQL looks for its own files with access(2), which asks for the real user and so drops every capability
 * of one that is not root, unless no_setuid_fixup is set. exec(2) leaves the ambient capability alone.
 */
function withCapability(owner: { uid: number; gid: number }, capability: string): Account {
  const only = `-all,+${capability}`;
  const wrapper = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    `--bounding-set=${only}`,
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    '--securebits=+no_setuid_fixup',
  ];
  return {
    owner,
    command: (program, args) => ['setpriv', [...wrapper, program, ...args], { env: ENVIRONMENT, cwd: '/' }],
  };
}

async function firstClosed(account: Account, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const [file, args, options] = account.command('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]);
    const entered = await run(file, args, options).then(
      () => true,
      () => false,
    );
    if (!entered) return folder;
  }
  return undefined;
}

async function systemUser(): Promise<{ uid: number; gid: number }> {
  const found = await lookUp();
  if (found) return found;
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  const failure = await run('useradd', [...options, '--shell', '/usr/sbin/nologin', USER], {
    env: ENVIRONMENT,
  }).then(
    () => undefined,
    (error: Error) => error,
  );
  const created = await lookUp();
  if (created) return created;
  throw new StartError(
    `PostgreSQL does not run as root and the system user "${USER}" could not be created${failure ? ` (${lastLine(failure.message)})` : ''}: create it, or start Steward as an ordinary user.`,
  );
}

async function lookUp(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const ids = await Promise.all(
      ['-u', '-g'].map((which) => run('id', [which, USER], { env: ENVIRONMENT })),
    );
    const [uid, gid] = ids.map(({ stdout }) => Number.parseInt(stdout, 10));
    return uid && gid ? { uid, gid } : undefined;
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? text;
}
