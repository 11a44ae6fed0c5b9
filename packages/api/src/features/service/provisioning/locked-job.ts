import { newId } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import { type SubscriptionState, setSubscriptionState } from '../../trade/subscriptions/index.ts';
import type { AttemptOutcome } from './attempt-outcome.ts';
import type { StepTaken } from './carry-out.ts';
import {
  type ProvisioningAction,
  ProvisioningAttempt,
  type ProvisioningState,
} from './provisioning-job.entity.ts';
import { queueAttempts } from './queue-attempts.ts';

/** A job and its subscription, both locked until the end of the transaction. */
export interface LockedJob extends Tenancy {
  id: string;
  companyId: string;
  subscriptionId: string;
  action: ProvisioningAction;
  connector: ConnectorKind;
  connectorId: string | null;
  state: ProvisioningState;
  attempts: number;
  leasedAt: Date | null;
  subscriptionState: SubscriptionState;
  /** The subscription's. */
  reference: string;
}

/**
 * Locks the bundle that the subscription is part of, the subscription, then the job: everyone takes them in this order, so that nobody
 * waits in a circle.
 * NOT_FOUND if the job is not there or not visible.
 */
export async function lockJob(scope: Scope, jobId: string): Promise<LockedJob> {
  const locked = await scope.sql<{ subscriptionState: SubscriptionState; reference: string }>(
    `select s.state as "subscriptionState", s.reference from subscription s
      where s.id in (select unnest(array[o.id, o.part_of_id]) from provisioning_job j join subscription o on o.id = j.subscription_id
        where j.id = $1)
      order by s.part_of_id nulls first for no key update`,
    [jobId],
  );
  const subscription = locked.at(-1);
  const [job] = await scope.sql<Omit<LockedJob, 'subscriptionState' | 'reference'>>(
    `select id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId",
        subscription_id as "subscriptionId", action, connector, connector_id as "connectorId", state, attempts, leased_at as "leasedAt"
       from provisioning_job where id = $1 for no key update`,
    [jobId],
  );
  if (!subscription || !job) throw await notLocked(scope, 'provisioning_job', jobId);
  return { ...job, ...subscription };
}

/** What a job becomes. */
export interface Move {
  state: ProvisioningState;
  /** Why it waits, is tried again or was parked; shown to the customer. */
  reason?: string | null;
  nextAttemptAt?: Date | null;
  attempts?: number;
  connector?: ConnectorKind;
  connectorId?: string | null;
  /** What came of the attempt that has not succeeded. */
  fault?: AttemptOutcome;
  /** The target has said no to the message: the next attempt, if there is one, may bring another. */
  refused?: boolean;
}

/**
 * Moves a job to another state. Its message is kept as long as attempts may follow that must repeat it, for the target may have
 * acted on it although no answer came.
 */
export async function moveJob(scope: Scope, job: LockedJob, to: Move): Promise<void> {
  const finished = to.state === 'DONE' || to.state === 'CANCELLED';
  await scope.sql(
    `update provisioning_job set state = $2, reason = $3, next_attempt_at = $4, finished_at = $5,
        attempts = coalesce($6, attempts), connector = coalesce($7, connector), leased_at = null,
        body = case when $8 then body end, fault = $9, turn_at = null,
        connector_id = case when $10 then $11::uuid else connector_id end
      where id = $1`,
    [
      job.id,
      to.state,
      to.reason ?? null,
      to.nextAttemptAt ?? null,
      finished ? scope.now : null,
      to.attempts ?? null,
      to.connector ?? null,
      !finished && to.state !== 'WAITING' && !to.refused,
      to.fault ?? null,
      to.connectorId !== undefined,
      to.connectorId ?? null,
    ],
  );
}

/** The states of a subscription that wants what a job is for. */
const WANTED: Record<ProvisioningAction, readonly SubscriptionState[]> = {
  PROVISION: ['PENDING', 'PARKED'],
  CHANGE: ['PENDING', 'ACTIVE', 'PARKED'],
  CORRECT: ['ACTIVE'],
  DEPROVISION: ['ENDING'],
};

/** What a subscription becomes when the job is done. */
const RESULT: Partial<Record<ProvisioningAction, 'ACTIVE' | 'ENDED'>> = {
  PROVISION: 'ACTIVE',
  DEPROVISION: 'ENDED',
};

/** Whether the subscription still wants what the job is for. */
export const stillWanted = ({ action, subscriptionState }: LockedJob): boolean =>
  WANTED[action].includes(subscriptionState);

/** SQL: the same of a subscription `s` and the job of this alias. */
export const isStillWanted = (job: string): string =>
  `s.state = any (case ${job}.action ${Object.entries(WANTED)
    .map(
      ([action, states]) => `when '${action}' then array[${states.map((state) => `'${state}'`).join(', ')}]`,
    )
    .join(' ')} end)`;

/** The job has succeeded: so has the subscription, unless it was cancelled meanwhile. What waited for it goes on. */
export async function finishJob(scope: Scope, job: LockedJob, attempts = job.attempts): Promise<void> {
  await moveJob(scope, job, { state: 'DONE', attempts });
  const result = RESULT[job.action];
  if (stillWanted(job) && result) await setSubscriptionState(scope, job.subscriptionId, result);
  await wakeSuccessors(scope, job);
}

/** What changes the service, or takes it away, may have waited for this job, and so may what else the same person is given. */
export async function wakeSuccessors(scope: Scope, job: LockedJob): Promise<void> {
  const waiting = await scope.sql<{ id: string }>(
    `select id from provisioning_job where id <> $1 and state in ('QUEUED', 'RETRYING')
        and (subscription_id = $2 or end_user_id = $3 and connector_id = $4)`,
    [job.id, job.subscriptionId, job.endUserId, job.connectorId],
  );
  await queueAttempts(
    scope,
    waiting.map((other) => other.id),
  );
}

/** Keeps one attempt as evidence. */
export async function noteAttempt(
  scope: Scope,
  { id, resellerId, companyId, endUserId }: LockedJob,
  {
    outcome,
    detail,
    durationMs,
    steps = [],
  }: {
    outcome: AttemptOutcome;
    detail: string | null;
    durationMs: number | null;
    steps?: readonly StepTaken[];
  },
): Promise<void> {
  await scope.insert(ProvisioningAttempt, {
    id: newId(),
    resellerId,
    companyId,
    endUserId,
    jobId: id,
    at: scope.now,
    outcome,
    detail,
    durationMs,
    steps,
  });
}

/** The job as the subject of an audit row, moved to another state. */
export const subjectOf = (
  { id, resellerId, companyId, endUserId, reference, state }: LockedJob,
  to: ProvisioningState,
): Subject => ({
  type: 'ProvisioningJob',
  id,
  resellerId,
  companyId,
  endUserId,
  reference,
  changed: { state: [state, to] },
});
