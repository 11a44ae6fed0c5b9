import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import { setSubscriptionState } from '../../trade/subscriptions/index.ts';
import { lockJob, moveJob, subjectOf } from './locked-job.ts';
import { queueAttempts } from './queue-attempts.ts';

/**
 * Takes a parked job up again, with all its attempts before it. It goes the way the product is provisioned now, which may
 * have become a manual task meanwhile. [P1]
 */
export const retryProvisioningJob = verb({
  name: 'retryProvisioningJob',
  description: 'Tries a parked job again.',
  permission: 'PROVISIONING_RETRY',
  input: input('RetryProvisioningJobInput', { jobId: id() }),
  async run(scope, { jobId }) {
    const job = await lockJob(scope, jobId);
    if (job.state !== 'PARKED') throw conflict('Only a parked job can be tried again.', 'jobId');
    const [product] = await scope.sql<{ connector: ConnectorKind; connectorId: string | null }>(
      `select p.connector, p.connector_id as "connectorId" from subscription s join product p on p.id = s.product_id
        where s.id = $1`,
      [job.subscriptionId],
    );
    const connector = product?.connector ?? job.connector;
    const connectorId = connector === 'MANUAL' ? null : (product?.connectorId ?? null);
    const manual = connector === 'MANUAL';
    const state = manual ? 'WAITING' : 'QUEUED';
    await moveJob(scope, job, {
      state,
      connector,
      connectorId,
      attempts: 0,
      nextAttemptAt: manual ? null : scope.now,
    });
    if (job.action === 'PROVISION') await setSubscriptionState(scope, job.subscriptionId, 'PENDING');
    await queueAttempts(scope, [job.id]);
    return { result: job.id, subject: subjectOf(job, state) };
  },
});
