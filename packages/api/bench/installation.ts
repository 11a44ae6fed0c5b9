import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts';
import { prepareDatabase } from '../src/kernel/prepare-database.ts';
import { runToEnd, type Served, serve, type Worker, work } from './child.ts';
import { fill, type Population, type Sizes } from './fill.ts';
import { type Generator, startGenerator } from './load/load.ts';

const PROGRAM = path.join(import.meta.dirname, '../dist/main.js');
const SECRET = 'a secret of the benchmark, which guards nothing';

/** The product over a database with rows in it. */
export interface Filled {
  /** Login without any power, as the API has it. */
  appUrl: string;
  /** Login that row security does not hold. */
  superuserUrl: string;
  population: Population;
  /** Starts the product's API; `node` are options for Node.js, such as a profiler's. */
  serve(node?: readonly string[]): Promise<Served>;
  /** Starts the product's worker. */
  work(): Worker;
}

/** The product as it would run in production, on data of a given size, beside a generator of load. */
export interface Installation extends Filled {
  generator: Generator;
  /** The embedded server's log. */
  postgresLog: string;
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface Machine {
  /** A migrated database filled with so many rows. */
  install(name: string, sizes: Sizes): Promise<Installation>;
  stop(): Promise<void>;
}

const environmentOf = (appUrl: string, folder: string): Record<string, string> => ({
  DATABASE_URL: appUrl,
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  PORT: '0',
  // One caller asks for all.
  REQUEST_LIMITS: 'off',
  STEWARD_DATA: folder,
  STEWARD_SECRET: SECRET,
});

/** Fills a migrated database by its superuser's client. */
export async function filled(
  { appUrl, superuserUrl }: { appUrl: string; superuserUrl: string },
  client: pg.ClientBase,
  folder: string,
  sizes: Sizes,
): Promise<Filled> {
  const environment = environmentOf(appUrl, folder);
  return {
    appUrl,
    superuserUrl,
    population: await fill(client, sizes, SECRET),
    serve: (node) => serve(PROGRAM, { arguments: ['serve'], environment, ...(node ? { node } : {}) }),
    work: () => work(PROGRAM, ['work'], environment),
  };
}

/** One embedded PostgreSQL in a folder that is removed at the end, and one process that makes load. */
export async function startMachine(): Promise<Machine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-bench-'));
  // PostgreSQL runs as a user of its own, who must get to its folder.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres(folder, { durable: false, settings: { shared_buffers: '1GB' } });
  const generator = startGenerator();
  const clients: pg.Client[] = [];
  return {
    async install(name, sizes) {
      const { appUrl, ownerUrl } = await prepareDatabase(server.superuserUrl(), name, SECRET);
      const environment = { DATABASE_OWNER_URL: ownerUrl, ...environmentOf(appUrl, folder) };
      await runToEnd(PROGRAM, ['migrate'], environment);
      const superuserUrl = server.superuserUrl(name);
      const client = new pg.Client({ connectionString: superuserUrl, options: '-c search_path=steward' });
      await client.connect();
      clients.push(client);
      return {
        ...(await filled({ appUrl, superuserUrl }, client, folder, sizes)),
        generator,
        postgresLog: path.join(folder, 'postgres.log'),
        sql: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
          (await client.query<Row>(text, [...parameters])).rows,
      };
    },
    async stop() {
      generator.stop();
      for (const client of clients) await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
