import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Requests by POST over keep-alive connections; bodies are sent in turn. */
export interface HttpLoad {
  kind: 'http';
  url: string;
  headers: Record<string, string>;
  bodies: readonly string[];
  connections: number;
  ms: number;
}

/** One prepared statement that returns one row, over connections of its own; lists of values are bound in turn. */
export interface SqlLoad {
  kind: 'sql';
  url: string;
  /** Options of the connection, such as `-c role=…`. */
  options: string;
  name: string;
  text: string;
  values: readonly (readonly unknown[])[];
  connections: number;
  ms: number;
}

export type Load = HttpLoad | SqlLoad;

export interface Measured {
  count: number;
  ms: number;
}

/** What the process says when it has made its load. */
export interface Answer {
  measured?: Measured;
  error?: string;
}

/** The process that makes load. */
export interface Generator {
  /** Makes the load and returns how many answers came per second; rejects if one was not as expected. */
  perSecond(load: Load): Promise<number>;
  stop(): void;
}

export function startGenerator(): Generator {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'generator.ts'), { execArgv: [] });
  const ended = once(child, 'exit').then(() => [{ error: 'The generator of load ended.' }]);
  return {
    async perSecond(load) {
      child.send(load);
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Answer];
      if (!answer.measured) throw new Error(answer.error);
      return (answer.measured.count / answer.measured.ms) * 1000;
    },
    stop: () => void child.kill(),
  };
}
