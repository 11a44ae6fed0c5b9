import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { setSubscriptionState } from '../../trade/subscriptions/index.ts';
import { TEMPORARY } from './attempt-outcome.ts';
import { MAX_ATTEMPTS, waitAfter } from './back-off.ts';
import { carryOut, type Delivery } from './carry-out.ts';
import { deliver } from './deliver.ts';
import { stillAccepted } from './drift.ts';
import { endpointGone } from './endpoint-gone.ts';
import { type Lease, leaseAttempt } from './lease-attempt.ts';
import { LONGEST_ASKED_MS, leaveAlone } from './leave-alone.ts';
import {
  finishJob,
  type LockedJob,
  lockJob,
  moveJob,
  noteAttempt,
  stillWanted,
  subjectOf,
  wakeSuccessors,
} from './locked-job.ts';
import { acknowledged } from './message.ts';
import { noteObservation } from './note-observation.ts';
import type { ProvisioningState } from './provisioning-job.entity.ts';
import { queueAttempts } from './queue-attempts.ts';
import { shapeOf } from './shape-of.ts';

/**
 * Makes one attempt at a job: leases it, tells the endpoint or brings what is at the connector to what is wanted, notes what came
 * of it. A passing trouble is tried again
 * later, a refusal parks the job with its reason. The result is the job's new state, null if there was nothing to do.
 * [P1] [S78] [S80]
 */
export const attemptProvisioning = outsideVerb({
  name: 'attemptProvisioning',
  permission: 'system',
  input: input('AttemptProvisioningInput', { jobId: id() }),
  plan: (scope, { jobId }, { seals }) => leaseAttempt(scope, seals, jobId),
  async call(lease, _input, { log, services }): Promise<Delivery | null> {
    if (!lease) return null;
    const { jobId, attempt } = lease;
    const delivery = await attemptOf(lease, services);
    if (delivery.outcome !== 'DONE') {
      const { outcome, durationMs } = delivery;
      log.warn(
        { provisioningJob: jobId, attempt, fault: outcome, durationMs },
        'provisioning attempt failed',
      );
    }
    return delivery;
  },
  async settle(scope, lease, delivery) {
    if (!lease || !delivery) return { result: null, subject: null };
    if (lease.connectorId && delivery.outcome === 'THROTTLED')
      await leaveAlone(scope, lease.connectorId, delivery.retryAfterMs);
    const job = await lockJob(scope, lease.jobId);
    // The lease ran out and the job was taken up again: the next attempt repeats the message and gets the same answer.
    if (job.state !== 'RUNNING' || job.leasedAt?.getTime() !== lease.leasedAt.getTime()) {
      return { result: null, subject: null };
    }
    await noteAttempt(scope, job, delivery);
    if (delivery.outcome === 'GONE' && 'url' in lease.target && !('connector' in lease.target)) {
      await endpointGone(scope, lease.connectorId, lease.target.url);
    }
    await noteSeen(scope, job, lease, delivery);
    const state = await conclude(scope, job, lease, delivery);
    if (state !== 'RETRYING') await wakeSuccessors(scope, job);
    return { result: state, subject: subjectOf(job, state) };
  },
});

/** Goes where the lease says, and tells what came of it. */
async function attemptOf(
  { jobId, leasedAt, target, service, there }: Lease,
  { outbound, seals }: Services,
): Promise<Delivery> {
  if ('obstacle' in target) {
    return { outcome: 'NOT_SENT', reason: target.obstacle, detail: null, durationMs: null };
  }
  const { wanted, known, formerly } = service;
  if (there && formerly && formerly.kind !== 'WEBHOOK') {
    const gone = await carryOut(
      { connector: formerly, wanted, there: false, accepted: [] },
      seals,
      outbound.allow,
    );
    if (gone.outcome !== 'DONE') return { ...gone, observed: undefined };
  }
  if ('body' in target) {
    return deliver(target, { id: jobId, body: target.body, at: leasedAt }, outbound.allow);
  }
  return carryOut(
    { connector: target.connector, wanted, there, accepted: known.accepted },
    seals,
    outbound.allow,
  );
}

/** Keeps what an attempt has seen: by looking, or by the word of a receiver that is only told. */
async function noteSeen(
  scope: Scope,
  job: LockedJob,
  { target, service, there, connectorId }: Lease,
  { outcome, observed, knownAs }: Delivery,
): Promise<void> {
  if ('body' in target) {
    if (outcome !== 'DONE') return;
    const said = acknowledged(target.body);
    const seen = { connectorId, desired: said, observed: said, drift: [], accepted: [], again: false };
    return noteObservation(scope, job, seen);
  }
  if (!('connector' in target) || observed === undefined) return;
  const desired = there ? shapeOf(target.connector, service.wanted) : null;
  const done = outcome === 'DONE';
  const accepted = stillAccepted(service.known.accepted, desired);
  await noteObservation(scope, job, {
    connectorId,
    desired,
    observed,
    ...(knownAs && { knownAs }),
    // What is being put right is not right before that is done.
    ...(done ? { drift: [], accepted } : {}),
    again: there,
  });
}

async function conclude(
  scope: Scope,
  job: LockedJob,
  lease: Lease,
  { outcome, reason, retryAfterMs }: Delivery,
): Promise<ProvisioningState> {
  if (outcome === 'DONE') {
    await finishJob(scope, job);
    return 'DONE';
  }
  if (!stillWanted(job)) {
    await moveJob(scope, job, { state: 'CANCELLED', reason: 'The subscription was cancelled.' });
    return 'CANCELLED';
  }
  const temporary = TEMPORARY.includes(outcome);
  // Being asked to come later is no attempt that has failed.
  const throttled = outcome === 'THROTTLED';
  const attempt = throttled ? Math.max(1, lease.attempt - 1) : lease.attempt;
  const waitMs = temporary ? waitAfter(attempt, Math.random()) : undefined;
  if (waitMs !== undefined) {
    const asked = Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS);
    const nextAttemptAt = new Date(scope.now.getTime() + Math.max(throttled && asked ? 0 : waitMs, asked));
    const attempts = throttled ? lease.attempt - 1 : lease.attempt;
    await moveJob(scope, job, { state: 'RETRYING', reason, nextAttemptAt, attempts, fault: outcome });
    await queueAttempts(scope, [job.id]);
    return 'RETRYING';
  }
  const given = temporary ? `Given up after ${MAX_ATTEMPTS} attempts. ${reason}` : reason;
  await moveJob(scope, job, { state: 'PARKED', reason: given, refused: !temporary, fault: outcome });
  // A subscription that is being taken away stays ENDING: it holds nobody back from taking the service again.
  if (job.action === 'PROVISION') await setSubscriptionState(scope, job.subscriptionId, 'PARKED');
  return 'PARKED';
}
