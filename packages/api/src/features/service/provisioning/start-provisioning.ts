import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueAttempts } from './queue-attempts.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

/**
 * Makes the job of each of these subscriptions that is still pending: a task by hand, or one for its connector, as its product says.
 * A bundle is provisioned as its parts. Coming twice makes nothing twice. [P1]
 */
export const startProvisioning = verb({
  name: 'startProvisioning',
  permission: 'system',
  input: input('StartProvisioningInput', { subscriptionIds: z.array(id()) }),
  async run(scope, { subscriptionIds }) {
    // The lock keeps a cancellation out until the job is there to be cancelled.
    const jobs = await scope.sql<{ id: string; resellerId: string; companyId: string }>(
      `with started as (
         select id, reseller_id, company_id, end_user_id, product_id from subscription
          where (id = any ($1) or part_of_id = any ($1)) and state = 'PENDING' order by part_of_id nulls first, id for no key update)
       insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, connector_id, state,
           next_attempt_at, created_at)
         select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, 'PROVISION', p.connector,
             case when p.connector <> 'MANUAL' then p.connector_id end, case p.connector when 'MANUAL' then 'WAITING' else 'QUEUED' end,
             case when p.connector <> 'MANUAL' then $2::timestamptz end, $2
           from started s join product p on p.id = s.product_id and p.parts = '[]'
       on conflict (subscription_id, action) where state <> 'CANCELLED' and action in ('PROVISION', 'DEPROVISION') do nothing
       returning id, reseller_id as "resellerId", company_id as "companyId"`,
      [subscriptionIds, scope.now],
    );
    await queueAttempts(
      scope,
      jobs.map((job) => job.id),
    );
    await tellOfJobs(scope, jobs);
    // Who subscribed is noted with the subscription; every attempt of a job is noted by itself.
    return { result: jobs.length, subject: null };
  },
});
