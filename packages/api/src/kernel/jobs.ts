import type { z } from 'zod';
import type { EnqueueOptions, Scope } from './scope.ts';
import type { Setting } from './verb.ts';

/** When many jobs wait: what somebody waits for goes first, what goes to many last. */
const PRIORITIES = { first: -10, normal: 0, last: 10 };

interface Place {
  /** Default: normal. */
  priority?: keyof typeof PRIORITIES;
  /** The outside system it depends on, such as the mail server: jobs of one lane never hold all places of the worker. */
  lane?: string;
}

const placeOf = ({ priority = 'normal', lane }: Place) => ({
  priority: PRIORITIES[priority],
  ...(lane ? { lane } : {}),
});

/** Durable work: a payload of ids, done by a worker in the tenant's scope; it re-reads and may find nothing to do. [S14] */
export interface Job<P> extends Place {
  name: string;
  payload: z.ZodType<P>;
  run(setting: Setting, payload: P): Promise<void>;
  /** Cron expression, for jobs that come round by themselves (with an empty payload). */
  cron?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds jobs of every payload
const jobs = new Map<string, Job<any>>();

/** Every job that is declared, whatever its payload. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds jobs of every payload
export const allJobs = (): readonly Job<any>[] => [...jobs.values()];

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
  await scope.enqueue(what.name, payload, { ...placeOf(what), ...options });
}

/** Adds one job per payload in the scope's transaction, however many they are. [S79] */
export async function enqueueAll<P extends object>(
  scope: Scope,
  what: Job<P>,
  payloads: readonly P[],
): Promise<void> {
  await scope.enqueueAll(what.name, payloads, placeOf(what));
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
