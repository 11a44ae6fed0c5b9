import { setTimeout as pause } from 'node:timers/promises';
import { Logger as QueueLogger, type Runner, run, type TaskList } from 'graphile-worker';
import type { z } from 'zod';
import { Lanes } from './lanes.ts';
import type { Log } from './log.ts';
import { openQueuePool } from './queue-pool.ts';
import type { EnqueueOptions, Scope, Scopes } from './scope.ts';
import type { Services } from './services.ts';
import type { Setting } from './verb.ts';

/** Durable work: a payload of ids, done by a worker in the tenant's scope; it re-reads and may find nothing to do. [S14] */
export interface Job<P> {
  name: string;
  payload: z.ZodType<P>;
  run(setting: Setting, payload: P): Promise<void>;
  /** Cron expression, for jobs that come round by themselves (with an empty payload). */
  cron?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds jobs of every payload
const jobs = new Map<string, Job<any>>();

/** Declares a job. Its payload must contain `resellerId` if it works for one tenant. */
export function job<P>(definition: Job<P>): Job<P> {
  jobs.set(definition.name, definition);
  return definition;
}

/** Adds a job in the scope's transaction: it runs if and only if the transaction commits. [S79] */
export async function enqueue<P extends object>(
  scope: Scope,
  what: Job<P>,
  payload: P,
  options: EnqueueOptions = {},
): Promise<void> {
  await scope.enqueue(what.name, payload, options);
}

/** Adds one job per payload in the scope's transaction, however many they are. [S79] */
export async function enqueueAll<P extends object>(
  scope: Scope,
  what: Job<P>,
  payloads: readonly P[],
  options: Pick<EnqueueOptions, 'lane'> = {},
): Promise<void> {
  await scope.enqueueAll(what.name, payloads, options.lane);
}

/** Something that happened, told to subscribers on higher floors: each gets a job of its own. */
export interface Event<P extends object> {
  name: string;
  subscribers: Job<P>[];
}

export const event = <P extends object>(name: string): Event<P> => ({ name, subscribers: [] });

/** Lets a job run whenever the event happens. */
export function on<P extends object>(what: Event<P>, subscriber: Job<P>): Job<P> {
  what.subscribers.push(subscriber);
  return subscriber;
}

/** Emits an event inside the scope's transaction. */
export async function emit<P extends object>(scope: Scope, what: Event<P>, payload: P): Promise<void> {
  for (const subscriber of what.subscribers) await enqueue(scope, subscriber, payload);
}

export interface Worker {
  stop(): Promise<void>;
}

/** Jobs the worker of one process does at once. */
const PLACES = 12;
/** No job takes as long by far: who has held one for so long is gone. */
const FORSAKEN = '10 minutes';
const FORSAKEN_CHECK_MS = 60_000;
/** How long a job waits that found its lane full. */
const LANE_WAIT_MS = 500;
/** How long the worker waits before it starts again after it has lost the queue. */
const RESTART_MS = 1_000;

/** Starts working off the queue with a login that owns the queue and can see no tenant's row. */
export async function startWorker(parts: {
  jobsUrl: string;
  scopes: Scopes;
  log: Log;
  services: Services;
  concurrency?: number;
}): Promise<Worker> {
  const { scopes, log, services, concurrency = PLACES } = parts;
  const lanes = new Lanes(concurrency);
  const pool = openQueuePool(parts.jobsUrl, concurrency + 2);
  const taskList: TaskList = {};
  for (const what of jobs.values()) {
    taskList[what.name] = async (payload, helpers) => {
      const given = payload as { resellerId?: string };
      const setting: Setting = {
        scopes,
        log,
        services,
        requestId: `job-${helpers.job.id}`,
        credentials: { kind: 'system', task: what.name, resellerId: given.resellerId ?? null },
      };
      const parsed = what.payload.safeParse(payload);
      // The cron adds a member of its own to the payload; ids are all that counts.
      if (!parsed.success) throw new Error(`The payload of ${what.name} is not usable.`);
      const flags = Object.keys(helpers.job.flags ?? {});
      const leave = lanes.enter(flags);
      if (!leave) {
        const { key } = helpers.job;
        const runAt = new Date(Date.now() + LANE_WAIT_MS);
        await helpers.addJob(what.name, given, { flags, runAt, ...(key ? { jobKey: key } : {}) });
        return;
      }
      try {
        await what.run(setting, parsed.data);
      } finally {
        leave();
      }
    };
  }
  // A worker that was killed leaves its jobs locked, which the queue by itself believes for four hours.
  const freeForsaken = () =>
    pool
      .query(
        `select graphile_worker.force_unlock_workers(array(
           select distinct locked_by from graphile_worker.jobs where locked_at < now() - $1::interval))`,
        [FORSAKEN],
      )
      .catch((err: unknown) => log.error({ err }, 'jobs of killed workers cannot be freed'));
  const crontab = [...jobs.values()]
    .flatMap((what) => (what.cron ? [`${what.cron} ${what.name}`] : []))
    .join('\n');
  const start = (): Promise<Runner> =>
    run({
      pgPool: pool,
      taskList,
      crontab,
      concurrency,
      forbiddenFlags: () => lanes.full(),
      noHandleSignals: true,
      pollInterval: 1_000,
      // Only what is noted in batches has its failures caught: else one would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: new QueueLogger(() => (level, message, meta) => {
        const failed = (meta as { error?: unknown } | undefined)?.error;
        if (level === 'error')
          log.error({ err: failed instanceof Error ? failed : new Error(message) }, 'job failed');
      }),
    });
  const stopping = new AbortController();
  const { signal } = stopping;
  let runner: Runner | undefined = await start();
  // A worker that cannot note what became of a job stops, as when the server restarts: the next one goes on.
  const working = (async () => {
    while (!signal.aborted) {
      await runner?.promise;
      runner = undefined;
      await pause(RESTART_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      runner = await start().catch((err: unknown) => void log.error({ err }, 'the queue is out of reach'));
    }
    await runner?.stop();
  })();
  await freeForsaken();
  const freeing = setInterval(freeForsaken, FORSAKEN_CHECK_MS).unref();
  return {
    async stop() {
      clearInterval(freeing);
      stopping.abort();
      // It refuses if it is stopping by itself.
      await runner?.stop().catch(() => {});
      await working;
      await pool.end();
    },
  };
}
