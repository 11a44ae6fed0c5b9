import type { Seals } from '../../../kernel/keys.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Endpoint, kindOf, openEndpoint } from '../connectors/index.ts';
import { MAX_ATTEMPTS } from './back-off.ts';
import { isHeldUp } from './job-conditions.ts';
import { keepMessage } from './keep-message.ts';
import { isStillWanted } from './locked-job.ts';
import { messageBody } from './message.ts';
import { type ProvidedService, providedService, type Reached } from './provided-service.ts';
import { type ProvisioningAction, ProvisioningJob } from './provisioning-job.entity.ts';
import { queueAttempts } from './queue-attempts.ts';

/** Where an attempt goes: a message to an endpoint, a conversation with a connector, or nowhere, and why. */
export type Target = (Endpoint & { body: string }) | { connector: Reached } | { obstacle: string };

/** A job that this worker, and no other, may attempt now. */
export interface Lease {
  jobId: string;
  leasedAt: Date;
  /** From 1, since somebody last asked for it to be tried. */
  attempt: number;
  connectorId: string | null;
  service: ProvidedService;
  /** Whether the service is to be there in the end. */
  there: boolean;
  target: Target;
}

interface Due {
  subscriptionId: string;
  action: ProvisioningAction;
}

interface Leased {
  action: ProvisioningAction;
  attempt: number;
  /** It was sent before. */
  isKept: boolean;
  createdAt: Date;
}

/** A queue's clock may be ahead of ours by this much. */
const CLOCK_TOLERANCE_MS = 1_000;
/** What is asked of an endpoint by webhook, of which nothing else is known. */
const WEBHOOK_LIMITS = { atOnce: 10, perMinute: 6_000 };

/** SQL: job `j` may be attempted now, as far as it and its subscription go. */
const IS_DUE = `j.id = $1 and j.state in ('QUEUED', 'RETRYING') and j.next_attempt_at <= $2
  and exists (select from subscription s where s.id = j.subscription_id and ${isStillWanted('j')})
  and not ${isHeldUp('j')}`;

/**
 * Takes the lease on a job that is due, if it is its turn at its connector; else it waits for that. Null if there is nothing to do:
 * it is done, called off, parked, not due, leased by another, its subscription no longer wants it, or what comes before it is
 * under way. [S80]
 */
export async function leaseAttempt(scope: Scope, seals: Seals, jobId: string): Promise<Lease | null> {
  const dueAt = new Date(scope.now.getTime() + CLOCK_TOLERANCE_MS);
  const [due] = await scope.sql<Due>(
    `select j.subscription_id as "subscriptionId", j.action from provisioning_job j where ${IS_DUE}`,
    [jobId, dueAt],
  );
  const service = due && (await providedService(scope, due.subscriptionId));
  if (!due || !service) return null;
  const { resellerId, companyId, endUserId } = service;
  // What is to be taken away is taken away where it is.
  const connector =
    due.action === 'DEPROVISION' ? (service.formerly ?? service.connector) : service.connector;
  const connectorId = connector?.connectorId ?? null;
  if (connector && (await waitsForItsTurn(scope, jobId, connector, dueAt))) return null;
  const [leased] = await scope.sql<Leased>(
    `update provisioning_job j set state = 'RUNNING', attempts = j.attempts + 1, leased_at = $3, next_attempt_at = null,
        turn_at = null, connector_id = $4
      where ${IS_DUE}
      returning j.action, j.attempts as attempt, j.body is not null as "isKept", j.created_at as "createdAt"`,
    [jobId, dueAt, scope.now, connectorId],
  );
  if (!leased) return null;
  // What the other side has told until now, this attempt sees.
  await scope.sql('update observation set told = false where subscription_id = $1', [due.subscriptionId]);
  scope.hint({ kind: 'ProvisioningJob', id: jobId, resellerId, companyId, endUserId });
  const body = leased.isKept ? (await scope.load(ProvisioningJob, jobId)).body : null;
  const target = targetOf(connector, { ...leased, body }, service, seals, scope.now);
  if ('body' in target && !body)
    await keepMessage(scope, { id: jobId, resellerId, companyId, body: target.body, message: target.body });
  return {
    jobId,
    leasedAt: scope.now,
    attempt: leased.attempt,
    connectorId,
    service,
    there: leased.action !== 'DEPROVISION',
    target,
  };
}

/** Whether a job has to wait for its connector, which is busy or wants to be left alone; it is put off until then. */
async function waitsForItsTurn(
  scope: Scope,
  jobId: string,
  { connectorId, kind }: Reached,
  at: Date,
): Promise<boolean> {
  const { atOnce, perMinute } = kindOf(kind)?.limits ?? WEBHOOK_LIMITS;
  const [turn] = await scope.sql<{ at: Date | null }>('select take_turn($1, $2, $3, $4, $5) as at', [
    connectorId,
    jobId,
    atOnce,
    perMinute,
    at,
  ]);
  if (!turn?.at) return false;
  // Those that wait do not all come back at one moment.
  const putOff = new Date(turn.at.getTime() + Math.round(Math.random() * 500));
  await scope.sql('update provisioning_job set next_attempt_at = $2 where id = $1', [jobId, putOff]);
  await queueAttempts(scope, [jobId]);
  return true;
}

function targetOf(
  connector: Reached | null,
  { attempt, action, body, createdAt }: Leased & { body: string | null },
  { productName, wanted }: ProvidedService,
  seals: Seals,
  now: Date,
): Target {
  if (!connector) return { obstacle: `No endpoint is configured for ${productName}.` };
  if (connector.disabledAt) {
    return { obstacle: `The endpoint for ${productName} is gone: staff must configure a new one.` };
  }
  // Interrupted attempts do not end by themselves: a job that brings the worker down must not do so for ever.
  if (attempt > MAX_ATTEMPTS) return { obstacle: 'The attempts were interrupted again and again.' };
  if (connector.kind !== 'WEBHOOK') return { connector };
  try {
    const endpoint = openEndpoint(connector, seals, now);
    return { ...endpoint, body: body ?? messageBody(wanted, { action, createdAt }) };
  } catch {
    return {
      obstacle: `The secret of the endpoint for ${productName} cannot be read: staff must configure it anew.`,
    };
  }
}
