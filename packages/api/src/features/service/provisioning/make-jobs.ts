import type { Scope } from '../../../kernel/scope.ts';
import type { ProvisioningAction } from './provisioning-job.entity.ts';
import { queueAttempts } from './queue-attempts.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

/**
 * Makes jobs that bring the services of running subscriptions to what they are to be. Where one waits that has not been sent yet,
 * that one says it: coming twice makes nothing twice. Returns how many were made.
 */
export async function makeJobs(
  scope: Scope,
  subscriptionIds: readonly string[],
  action: Extract<ProvisioningAction, 'CHANGE' | 'CORRECT'>,
): Promise<number> {
  const jobs = await scope.sql<{ id: string; resellerId: string; companyId: string }>(
    `with changed as (
       select id, reseller_id, company_id, end_user_id, product_id from subscription s
        where (id = any ($1) or part_of_id = any ($1)) and state = any ($4) order by part_of_id nulls first, id for no key update)
     insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, connector_id,
         state, next_attempt_at, created_at)
       select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, $3, p.connector,
           case when p.connector <> 'MANUAL' then p.connector_id end,
           case p.connector when 'MANUAL' then 'WAITING' else 'QUEUED' end,
           case when p.connector <> 'MANUAL' then $2::timestamptz end, $2
         from changed s join product p on p.id = s.product_id and p.parts = '[]'
        where not exists (select from provisioning_job j where j.subscription_id = s.id and j.action <> 'DEPROVISION'
          and j.state in ('QUEUED', 'WAITING', 'RETRYING', 'PARKED') and j.body is null)
     returning id, reseller_id as "resellerId", company_id as "companyId"`,
    [subscriptionIds, scope.now, action, action === 'CHANGE' ? ['PENDING', 'ACTIVE', 'PARKED'] : ['ACTIVE']],
  );
  await queueAttempts(
    scope,
    jobs.map((job) => job.id),
  );
  await tellOfJobs(scope, jobs);
  return jobs.length;
}
