import pg from 'pg';
import type { Log } from './log.ts';

/** Namespace of the advisory locks that say who is there; the second half of a lock's key is made from the worker's name. */
const NAMESPACE = 7_283;
/** How often is looked for workers that are gone. */
const LOOK_MS = 10_000;
/** What tells the server, within half a minute, that the other end of a silent connection is no more. */
const KEEPALIVES = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4';

/**
 * Says which workers of the queue are alive. A worker holds an advisory lock for as long as its process has a connection,
 * which ends with the process however it ends; what a worker without a lock has taken is given back to the queue. Losing
 * the connection for a moment does no harm: a worker must be missing twice. [S80]
 */
export class Presence {
  readonly #url: string;
  readonly #log: Log;
  readonly #mine = new Set<string>();
  readonly #locked = new Set<string>();
  #missing: string[] = [];
  #client: pg.Client | undefined;
  #looking: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  /** @param url of a login that owns the queue. */
  constructor(url: string, log: Log, lookMs = LOOK_MS) {
    const own = new URL(url);
    own.searchParams.set('options', `${own.searchParams.get('options') ?? ''} ${KEEPALIVES}`.trim());
    this.#url = own.toString();
    this.#log = log;
    this.#timer = setInterval(() => this.look(), lookMs).unref();
  }

  /** From now on this worker is there. */
  enter(worker: string): void {
    this.#mine.add(worker);
    void this.look();
  }

  /** From now on it is not: what it still holds is given back. */
  leave(worker: string): void {
    this.#mine.delete(worker);
  }

  /** Gives back what workers hold that are not there. */
  look(): Promise<void> {
    this.#looking = this.#looking
      .then(async () => {
        const client = await this.#connected();
        await this.#lock(client);
        const missing = await absent(client);
        await giveBack(
          client,
          missing.filter((worker) => this.#missing.includes(worker)),
        );
        this.#missing = missing;
      })
      .catch((err: unknown) => this.#log.debug({ err }, 'whose jobs are forsaken cannot be seen'));
    return this.#looking;
  }

  /** Gives back at once what any other worker holds: for whoever knows that there is none. */
  async giveBackAll(): Promise<void> {
    const client = await this.#connected();
    await this.#lock(client);
    await giveBack(client, await absent(client));
  }

  /** Gives back what this process's own workers have not finished, and is gone. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    const unfinished = [...this.#mine];
    this.#mine.clear();
    await this.#looking;
    const client = this.#client;
    if (client) await giveBack(client, unfinished).catch(() => {});
    await client?.end();
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 5_000 });
    const lost = () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#locked.clear();
      // Others look again later than this.
      setTimeout(() => this.#mine.size && void this.look(), 1_000).unref();
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    this.#client = client;
    return client;
  }

  async #lock(client: pg.Client): Promise<void> {
    const [entered, left] = [difference(this.#mine, this.#locked), difference(this.#locked, this.#mine)];
    if (!entered.length && !left.length) return;
    await client.query(
      `select pg_advisory_lock_shared(${NAMESPACE}, hashtext(worker)) from unnest($1::text[]) worker`,
      [entered],
    );
    for (const worker of entered) this.#locked.add(worker);
    await client.query(
      `select pg_advisory_unlock_shared(${NAMESPACE}, hashtext(worker)) from unnest($1::text[]) worker`,
      [left],
    );
    for (const worker of left) this.#locked.delete(worker);
  }
}

const difference = (these: ReadonlySet<string>, those: ReadonlySet<string>): string[] =>
  [...these].filter((one) => !those.has(one));

/** The workers that have taken jobs and are not there. */
async function absent(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ worker: string }>(
    `select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null and not exists (
       select from pg_locks l where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = ${NAMESPACE}
         and l.database = (select oid from pg_database where datname = current_database())
         and l.objid::bigint = hashtext(locked_by)::bigint & 4294967295)`,
  );
  return rows.map(({ worker }) => worker);
}

async function giveBack(client: pg.Client, workers: readonly string[]): Promise<void> {
  if (workers.length) await client.query('select graphile_worker.force_unlock_workers($1)', [workers]);
}
