import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { packageFolder } from '../../src/kernel/package-folder.ts';

const BUNDLE = path.join(packageFolder, 'dist/main.js');

/** A process of the product as it is shipped. */
export interface Steward {
  /** Resolves with the first match in what it writes to standard output; throws if it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  signal(signal: NodeJS.Signals): void;
  /** What it left behind when it ended by itself or by a signal. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

const running = new Set<Steward>();
const folders: string[] = [];

/** Runs a command with nothing in its environment but this. */
export function steward(
  command: string | readonly string[],
  env: Record<string, string>,
  nodeOptions: readonly string[] = [],
  bundle = BUNDLE,
): Steward {
  const args = [...nodeOptions, bundle, ...[command].flat()];
  const child = spawn(process.execPath, args, {
    env: { LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
    child.emit('written');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  let over = false;
  const ended = once(child, 'close').then(([code]) => {
    over = true;
    running.delete(self);
    child.emit('written');
    return { code: code as number | null, ...written };
  });
  const self: Steward = {
    ended,
    signal: (signal) => void child.kill(signal),
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(written.stdout);
        if (match) return match;
        if (over) throw new Error(`It ended without saying ${pattern}: ${written.stdout}${written.stderr}`);
        await once(child, 'written');
      }
    },
  };
  running.add(self);
  return self;
}

/** A new folder for data, which the user that runs PostgreSQL can enter. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-command-'));
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}

const pidFile = (folder: string): string => path.join(folder, 'postgres/postmaster.pid');

/** Whether a PostgreSQL runs on the data folder: it takes its pid file away when it ends in order. */
export const hasDatabaseServer = (folder: string): boolean => existsSync(pidFile(folder));

/** Ends what a test that failed has left running, and takes the folders away. */
export async function cleanUp(): Promise<void> {
  for (const process of running) {
    process.signal('SIGKILL');
    await process.ended;
  }
  for (const folder of folders) {
    if (hasDatabaseServer(folder))
      process.kill(Number.parseInt(readFileSync(pidFile(folder), 'utf8'), 10), 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

interface Answer<T> {
  data: T;
  errors?: { message: string; extensions: { code: string } }[];
}

export async function ask<T>(
  url: string,
  query: string,
  variables: object = {},
  token?: string,
): Promise<Answer<T>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer<T>;
}

/** The access token, or undefined if the sign-in is refused. */
export async function signIn(
  url: string,
  email: string,
  password = 'correct-horse-battery',
): Promise<string | undefined> {
  const { data } = await ask<{ signIn: { accessToken: string } } | null>(
    url,
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password },
  );
  return data?.signIn.accessToken;
}

/** Signs in for the first time where second factors are compulsory: sets up an authenticator app on the way. [S38] */
export async function signInFirst(url: string, email: string, password: string): Promise<string> {
  const waiting = await signIn(url, email, password);
  const refused = await ask<unknown>(url, '{ viewer { id } }', {}, waiting);
  if (!refused.errors?.[0]?.message) throw new Error('It asks for no second factor.');
  const begun = await ask<{ startTotpEnrolment: { secret: string } }>(
    url,
    'mutation { startTotpEnrolment { secret } }',
    {},
    waiting,
  );
  const totp = new TOTP({ secret: Secret.fromBase32(begun.data.startTotpEnrolment.secret) });
  const { data } = await ask<{ confirmTotpEnrolment: { accessToken: string } }>(
    url,
    'mutation ($code: String!) { confirmTotpEnrolment(input: { code: $code }) { accessToken } }',
    { code: totp.generate() },
    waiting,
  );
  return data.confirmTotpEnrolment.accessToken;
}
