import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { setSubscriptionState } from '../../trade/subscriptions/index.ts';
import { TEMPORARY } from './attempt-outcome.ts';
import { MAX_ATTEMPTS, waitAfter } from './back-off.ts';
import { type Delivery, deliver } from './deliver.ts';
import { type Lease, leaseAttempt } from './lease-attempt.ts';
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
import type { ProvisioningState } from './provisioning-job.entity.ts';
import { queueAttempts } from './queue-attempts.ts';

/**
 * Makes one attempt at a webhook job: leases it, sends its message, notes what came of it. A passing trouble is tried again
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
    const { jobId, target, body, leasedAt, attempt } = lease;
    const delivery: Delivery =
      'obstacle' in target
        ? { outcome: 'NOT_SENT', reason: target.obstacle, detail: null, durationMs: null }
        : await deliver(target, { id: jobId, body, at: leasedAt }, services.outbound.allow);
    if (delivery.outcome !== 'DONE') {
      const { outcome, durationMs } = delivery;
      log.warn({ provisioningJob: jobId, attempt, outcome, durationMs }, 'provisioning attempt failed');
    }
    return delivery;
  },
  async settle(scope, lease, delivery) {
    if (!lease || !delivery) return { result: null, subject: null };
    const job = await lockJob(scope, lease.jobId);
    // The lease ran out and the job was taken up again: the next attempt repeats the message and gets the same answer.
    if (job.state !== 'RUNNING' || job.leasedAt?.getTime() !== lease.leasedAt.getTime()) {
      return { result: null, subject: null };
    }
    await noteAttempt(scope, job, delivery);
    if (delivery.outcome === 'GONE' && 'url' in lease.target) {
      // Staff may have configured another address meanwhile.
      await scope.sql(
        'update connector set disabled_at = $3 where id = $1 and url = $2 and disabled_at is null',
        [lease.connectorId, lease.target.url, scope.now],
      );
    }
    const state = await conclude(scope, job, lease, delivery);
    if (!stillWanted(job)) await wakeSuccessors(scope, job);
    return { result: state, subject: subjectOf(job, state) };
  },
});

async function conclude(
  scope: Scope,
  job: LockedJob,
  lease: Lease,
  { outcome, reason }: Delivery,
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
  const waitMs = temporary ? waitAfter(lease.attempt, Math.random()) : undefined;
  if (waitMs !== undefined) {
    const nextAttemptAt = new Date(scope.now.getTime() + waitMs);
    await moveJob(scope, job, { state: 'RETRYING', reason, nextAttemptAt });
    await queueAttempts(scope, [job.id]);
    return 'RETRYING';
  }
  const given = temporary ? `Given up after ${MAX_ATTEMPTS} attempts. ${reason}` : reason;
  await moveJob(scope, job, { state: 'PARKED', reason: given, refused: !temporary });
  // A subscription that is being taken away stays ENDING: it holds nobody back from taking the service again.
  if (job.action === 'PROVISION') await setSubscriptionState(scope, job.subscriptionId, 'PARKED');
  return 'PARKED';
}
