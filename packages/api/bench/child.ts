import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** A server in a process of its own. */
export interface Served {
  url: string;
  stop(): Promise<void>;
}

/** Starts a Node program that serves and says its address on standard output; rejects if it ends before. */
export async function serve(
  program: string,
  options: { arguments?: string[]; environment?: Record<string, string>; node?: readonly string[] },
): Promise<Served> {
  const child = spawn(process.execPath, [...(options.node ?? []), program, ...(options.arguments ?? [])], {
    env: { NODE_ENV: 'production', ...options.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url) {
        child.stdout.resume();
        return { url, stop: () => end(child) };
      }
    }
  } catch (error) {
    await end(child);
    throw error;
  }
  throw new Error(`${program} ended before it served.`);
}

/** A program that works in a process of its own until it is stopped. */
export interface Worker {
  /** Bytes of memory that it holds. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a Node program that works until it is stopped. */
export function work(program: string, args: string[], environment: Record<string, string>): Worker {
  const child = spawn(process.execPath, [program, ...args], {
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { memory: () => memoryOf(child), stop: () => end(child) };
}

async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}

/** Runs a Node program to its end; rejects if it fails. */
export async function runToEnd(
  program: string,
  args: string[],
  environment: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
