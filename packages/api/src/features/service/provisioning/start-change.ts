import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueAttempts } from './queue-attempts.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

/**
 * Makes the job that brings a changed subscription's service to what it is now. Where one waits that has not been sent yet, or
 * the service is still to be set up and nothing was sent, that one says it: coming twice makes nothing twice. [P1]
 */
export const startChange = verb({
  name: 'startChange',
  permission: 'system',
  input: input('StartChangeInput', { subscriptionIds: z.array(id()) }),
  async run(scope, { subscriptionIds }) {
    const jobs = await scope.sql<{ id: string; resellerId: string; companyId: string }>(
      `with changed as (
         select id, reseller_id, company_id, end_user_id, product_id from subscription s
          where id = any ($1) and state in ('PENDING', 'ACTIVE', 'PARKED') order by id for no key update)
       insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, connector_id, state,
           next_attempt_at, created_at)
         select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, 'CHANGE', p.connector,
             case when p.connector <> 'MANUAL' then p.connector_id end, case p.connector when 'MANUAL' then 'WAITING' else 'QUEUED' end,
             case when p.connector <> 'MANUAL' then $2::timestamptz end, $2
           from changed s join product p on p.id = s.product_id
          where not exists (select from provisioning_job j where j.subscription_id = s.id and j.action <> 'DEPROVISION'
            and j.state in ('QUEUED', 'WAITING', 'RETRYING', 'PARKED') and j.body is null)
       returning id, reseller_id as "resellerId", company_id as "companyId"`,
      [subscriptionIds, scope.now],
    );
    await queueAttempts(
      scope,
      jobs.map((job) => job.id),
    );
    await tellOfJobs(scope, jobs);
    return { result: jobs.length, subject: null };
  },
});
