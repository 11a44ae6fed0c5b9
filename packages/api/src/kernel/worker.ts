import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type JobHelpers, Logger as QueueLogger, run, type TaskList } from 'graphile-worker';
import { allJobs, type Job, systemOf } from './jobs.ts';
import { Lanes } from './lanes.ts';
import type { Log } from './log.ts';
import { Presence } from './presence.ts';
import { openQueuePool } from './queue-pool.ts';
import type { Scopes } from './scope.ts';
import type { Services } from './services.ts';
import type { Setting } from './verb.ts';

/** Jobs the worker of one process does at once. */
const PLACES = 12;
/** How long a job waits that found its lane full. */
const LANE_WAIT_MS = 500;
/** How long the worker waits before it starts again after it has lost the queue. */
const RESTART_MS = 1_000;
/** A runner that gives up may never say that it has ended: after so long it is left behind. */
const GIVE_UP_MS = 4_000;
/** Jobs that are not done by then are given back when the process stops. */
const FINISH_MS = 8_000;

export interface Worker {
  /** Takes no more jobs, finishes those under way within eight seconds and gives the others back. */
  stop(): Promise<void>;
}

export interface WorkerParts {
  /** Of a login that owns the queue and can see no tenant's row. */
  jobsUrl: string;
  scopes: Scopes;
  log: Log;
  services: Services;
  concurrency?: number;
  /** No other process works off this queue: whatever is taken when this one starts was left by one that is gone. */
  alone?: boolean;
  /** Milliseconds between looks for workers that are gone; default 10 seconds. */
  lookMs?: number;
}

/** A runner of the queue; there is another one after each time that the queue was lost. */
interface Shift {
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Works off the queue until it is stopped, through whatever happens to the database meanwhile. [S80] */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { log, concurrency = PLACES } = parts;
  const pool = openQueuePool(parts.jobsUrl, concurrency + 2);
  const presence = new Presence(parts.jobsUrl, log, parts.lookMs);
  const lanes = new Lanes(concurrency);
  const taskList = Object.fromEntries(allJobs().map((what) => [what.name, taskOf(what, parts, lanes)]));
  const crontab = allJobs()
    .flatMap((what) => (what.cron ? [`${what.cron} ${what.name}`] : []))
    .join('\n');

  const begin = async (): Promise<Shift> => {
    const events = new EventEmitter();
    let worker = '';
    events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      worker = workerPool.id;
      presence.enter(worker);
    });
    // If several notes of finished jobs fail at once, the runner's own promise never ends.
    const givenUp = new Promise<void>((resolve) => {
      events.once('pool:gracefulShutdown', () => setTimeout(resolve, GIVE_UP_MS));
    });
    const runner = await run({
      pgPool: pool,
      taskList,
      crontab,
      concurrency,
      events,
      forbiddenFlags: () => lanes.full(),
      noHandleSignals: true,
      pollInterval: 1_000,
      // Only what is noted in batches has its failures caught: else one would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: queueLogger(log),
    });
    // It refuses if it is stopping by itself.
    const stop = () => runner.stop().catch(() => {});
    const over = async () => {
      await stop();
      presence.leave(worker);
    };
    return { ended: Promise.race([runner.promise, givenUp]).then(() => void over()), stop };
  };

  const stopping = new AbortController();
  const { signal } = stopping;
  if (parts.alone) await presence.giveBackAll();
  let shift: Shift | undefined = await begin();
  void (async () => {
    while (!signal.aborted) {
      await shift?.ended;
      await pause(RESTART_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      shift = await begin().catch((err: unknown) => void log.error({ err }, 'the queue is out of reach'));
      if (signal.aborted) await shift?.stop();
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await Promise.race([shift?.stop(), pause(FINISH_MS, undefined, { ref: false })]);
      await presence.end();
      await pool.end();
    },
  };
}

/** What the queue calls for a job: it runs in the scope of its tenant, if there is room in its lane. */
function taskOf(what: Job<unknown>, { scopes, log, services }: WorkerParts, lanes: Lanes): TaskList[string] {
  return async (payload: unknown, { job: { id, key, flags: given, priority }, addJob }: JobHelpers) => {
    const parsed = what.payload.safeParse(payload);
    // The cron adds a member of its own to the payload; ids are all that counts.
    if (!parsed.success) throw new Error(`The payload of ${what.name} is not usable.`);
    const setting: Setting = {
      scopes,
      log,
      services,
      requestId: `job-${id}`,
      credentials: systemOf(what, parsed.data),
    };
    const flags = Object.keys(given ?? {});
    const leave = lanes.enter(flags);
    if (!leave) {
      const runAt = new Date(Date.now() + LANE_WAIT_MS);
      await addJob(what.name, payload, { flags, runAt, priority, ...(key ? { jobKey: key } : {}) });
      return;
    }
    try {
      await what.run(setting, parsed.data);
    } finally {
      leave();
    }
  };
}

const queueLogger = (log: Log): QueueLogger =>
  new QueueLogger(() => (level, message, meta) => {
    if (level !== 'error') return;
    const failed = (meta as { error?: unknown } | undefined)?.error;
    log.error({ err: failed instanceof Error ? failed : new Error(message) }, 'job failed');
  });
