import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type App, type AppOptions, createApp } from '../../app.ts';
import { type Config, testConfig } from '../config.ts';
import { cloneDatabase, type TestDatabase } from './test-database.ts';

/** A clock that tests move. */
export class MovingClock {
  #now: Date;
  constructor(start: string) {
    this.#now = new Date(start);
  }
  now(): Date {
    return this.#now;
  }
  set(moment: string): void {
    this.#now = new Date(moment);
  }
  forward(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}

export interface GraphQLAnswer<T> {
  status: number;
  data: T;
  errors?: {
    message: string;
    path?: string[];
    extensions: { code: string; fields?: { path: string; message: string }[] };
  }[];
  cookies: string[];
}

export interface TestApp {
  app: App;
  database: TestDatabase;
  clock: MovingClock;
  url: string;
  /** Asks over HTTP. */
  ask<T = Record<string, unknown>>(
    query: string,
    variables?: object,
    token?: string,
    headers?: Record<string, string>,
  ): Promise<GraphQLAnswer<T>>;
  close(): Promise<void>;
}

/**
 * The whole product on a database of its own, behind real HTTP on a free port. The people of `createWorld` are in it, unless
 * it is to be empty.
 */
export async function startTestApp(
  options: { at?: string; port?: number; config?: Partial<Config>; empty?: boolean } & Omit<
    AppOptions,
    'clock'
  > = {},
): Promise<TestApp> {
  const database = await cloneDatabase(options.empty ? 'steward_empty' : 'steward_world');
  const clock = new MovingClock(options.at ?? '2026-10-01T09:00:00Z');
  const config = testConfig(options.config);
  const app = await createApp(config, database.appUrl, { ...options, clock });
  const url = await app.listen(options.port ?? 0, '127.0.0.1');
  return {
    app,
    database,
    clock,
    url,
    async ask(query, variables = {}, token, headers = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return {
        status: response.status,
        cookies: response.headers.getSetCookie(),
        ...((await response.json()) as object),
      } as never;
    },
    async close() {
      await app.close();
      await database.drop();
      await rm(path.join(config.dataFolder, 'status'), { recursive: true, force: true });
    },
  };
}
