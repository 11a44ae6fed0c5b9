import { id, line, optional } from '@steward/shared';
import { z } from 'zod';
import type { Tenancy } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { setSubscriptionState } from '../../trade/subscriptions/index.ts';
import { queueAttempts } from './queue-attempts.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

/** Jobs that are taken up again at once. */
const MOST = 5_000;

interface Retried extends Tenancy {
  id: string;
  companyId: string;
  subscriptionId: string;
  action: string;
  state: string;
  reference: string;
}

/**
 * Takes up again every job that has failed, or those at one connector, those that had none, or those that failed in one way: what is done when their
 * cause is gone. Each goes the way its product is provisioned now. [P1]
 */
export const retryProvisioningJobs = verb({
  name: 'retryProvisioningJobs',
  description:
    'Tries all failed jobs again: of one connector, with one fault, or all; at most 5,000 at once. Says how many.',
  permission: 'PROVISIONING_WRITE',
  input: input('RetryProvisioningJobsInput', {
    connectorId: optional(id()),
    fault: optional(line(40)),
    unconnected: z.boolean().default(false),
  }),
  async run(scope, { connectorId, fault, unconnected }) {
    const parked = `j.state = 'PARKED' and ($1::uuid is null or j.connector_id = $1) and ($2::text is null or j.fault = $2)
      and (not $3::boolean or j.connector_id is null)`;
    // Everyone locks the bundle before its parts, and the subscription before its job.
    await scope.sql(
      `select from subscription h where h.id in (select s.part_of_id from subscription s join provisioning_job j on j.subscription_id = s.id
          where ${parked}) order by h.id for no key update`,
      [connectorId, fault, unconnected],
    );
    const chosen = await scope.sql<{ id: string }>(
      `select j.id from subscription s join provisioning_job j on j.subscription_id = s.id
        where ${parked}
        order by s.id, j.id limit ${MOST} for no key update of s`,
      [connectorId, fault, unconnected],
    );
    const jobs = await scope.sql<Retried>(
      `update provisioning_job j set attempts = 0, reason = null, fault = null, leased_at = null, turn_at = null,
           connector = p.connector, connector_id = case when p.connector <> 'MANUAL' then p.connector_id end,
           state = case p.connector when 'MANUAL' then 'WAITING' else 'QUEUED' end,
           next_attempt_at = case when p.connector <> 'MANUAL' then $2::timestamptz end
         from subscription s join product p on p.id = s.product_id
        where j.id = any ($1) and j.state = 'PARKED' and s.id = j.subscription_id
        returning j.id, j.reseller_id as "resellerId", j.company_id as "companyId", j.end_user_id as "endUserId",
          j.subscription_id as "subscriptionId", j.action, j.state, s.reference`,
      [chosen.map((job) => job.id), scope.now],
    );
    const begun = jobs.filter(({ action }) => action === 'PROVISION');
    await setSubscriptionState(
      scope,
      begun.map(({ subscriptionId }) => subscriptionId),
      'PENDING',
    );
    await queueAttempts(
      scope,
      jobs.map((job) => job.id),
    );
    await tellOfJobs(scope, jobs);
    return {
      result: jobs.length,
      subject: jobs.map(({ id: jobId, resellerId, companyId, endUserId, reference, state }) => ({
        type: 'ProvisioningJob',
        id: jobId,
        resellerId,
        companyId,
        endUserId,
        reference,
        changed: { state: ['PARKED', state] as [string, string] },
      })),
    };
  },
});
