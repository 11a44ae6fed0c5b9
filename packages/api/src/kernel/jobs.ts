import { isId } from '@steward/shared';
import type { z } from 'zod';
import type { System } from './actor.ts';
import type { EnqueueOptions, Scope } from './scope.ts';
import type { Setting } from './verb.ts';

/** When many jobs wait: what somebody waits for goes first, what goes to many last. */
const PRIORITIES = { first: -10, normal: 0, last: 10 };

interface Place {
  /** Default: normal. */
  priority?: keyof typeof PRIORITIES;
  /** The outside system it depends on, such as the mail server, or what draws files: jobs of one lane never hold all places of the worker. */
  lane?: string;
}

const placeOf = ({ priority = 'normal', lane }: Place) => ({
  priority: PRIORITIES[priority],
  ...(lane ? { lane } : {}),
});

/** Durable work: a payload of ids, done by a worker; it re-reads and may find nothing to do. [S14] */
export interface Job<P> extends Place {
  name: string;
  payload: z.ZodType<P>;
  /**
   * One tenant, which the payload names: a payload that names none fails. Or the platform: it looks at all tenants, and
   * adds a tenant's job for each that needs one.
   */
  for: 'tenant' | 'platform';
  /** The verbs it does; it may do no other. */
  does: readonly { name: string }[];
  run(setting: Setting, payload: P): Promise<void>;
  /** Cron expression, for jobs of the platform that come round by themselves (with an empty payload). */
  cron?: string;
}

/** What the payload of a tenant's job names. */
export interface ForTenant {
  resellerId: string;
}

type TenantJob<P extends ForTenant> = Job<P> & { for: 'tenant'; cron?: never };
type PlatformJob<P> = Job<P> & { for: 'platform' };

// biome-ignore lint/suspicious/noExplicitAny: a registry holds jobs of every payload
const jobs = new Map<string, Job<any>>();

/** Every job that is declared, whatever its payload. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds jobs of every payload
export const allJobs = (): readonly Job<any>[] => [...jobs.values()];

/** Declares a job: for the tenant that its payload names, or for the platform. */
export function job<P extends ForTenant>(definition: TenantJob<P>): TenantJob<P>;
export function job<P>(definition: PlatformJob<P>): PlatformJob<P>;
export function job<P>(definition: Job<P>): Job<P> {
  jobs.set(definition.name, definition);
  return definition;
}

/**
 * As whom a job works. Throws if the payload is not usable, or if a tenant's job is not told whose it is: it never works
 * for the platform instead.
 */
export function systemOf<P>(what: Job<P>, payload: P): System {
  const does = what.does.map(({ name }) => name);
  if (what.for === 'platform') return { kind: 'system', task: what.name, resellerId: null, does };
  const { resellerId } = payload as Partial<ForTenant>;
  if (!resellerId || !isId(resellerId)) throw new Error(`The payload of ${what.name} names no tenant.`);
  return { kind: 'system', task: what.name, resellerId, does };
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
