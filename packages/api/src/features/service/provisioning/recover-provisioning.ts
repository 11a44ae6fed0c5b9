import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import type { AttemptOutcome } from './attempt-outcome.ts';
import { isStillWanted } from './locked-job.ts';
import { queueAttempts } from './queue-attempts.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

/** A worker that holds a job longer than this is gone: an attempt takes ten seconds at most. */
const LEASE_MS = 120_000;
/** Jobs put back into the queue at once. */
const BATCH = 1_000;

const INTERRUPTED: AttemptOutcome = 'INTERRUPTED';

/**
 * Finds what a killed worker left behind: jobs it was at become due again, and jobs that are long due are put into the queue
 * once more, at their old place. Works for all tenants. [S80]
 */
export const recoverProvisioning = verb({
  name: 'recoverProvisioning',
  permission: 'system',
  input: input('RecoverProvisioningInput', {}),
  async run(scope) {
    const before = new Date(scope.now.getTime() - LEASE_MS);
    const left = await scope.sql<{ id: string; resellerId: string; companyId: string }>(
      `with left_behind as (
         update provisioning_job j set leased_at = null,
             state = case when wanted then 'RETRYING' else 'CANCELLED' end,
             next_attempt_at = case when wanted then $1::timestamptz end,
             finished_at = case when wanted then null else $1::timestamptz end,
             body = case when wanted then j.body end,
             fault = case when wanted then $3 end,
             reason = case when wanted then 'The attempt was interrupted.' else 'The subscription was cancelled.' end
           from (select o.id, ${isStillWanted('o')} as wanted
                   from provisioning_job o join subscription s on s.id = o.subscription_id
                  where o.state = 'RUNNING' and o.leased_at < $2) stale
          where j.id = stale.id and j.state = 'RUNNING' and j.leased_at < $2
         returning j.*),
       noted as (
         insert into provisioning_attempt (id, reseller_id, company_id, end_user_id, job_id, at, outcome)
           select uuidv7(), reseller_id, company_id, end_user_id, id, $1, $3 from left_behind)
       select id, reseller_id as "resellerId", company_id as "companyId" from left_behind`,
      [scope.now, before, INTERRUPTED],
    );
    const overdue = await scope.sql<{ id: string }>(
      `select id from provisioning_job where state in ('QUEUED', 'RETRYING') and next_attempt_at < $1
        order by next_attempt_at limit ${BATCH}`,
      [before],
    );
    await queueAttempts(
      scope,
      [...left, ...overdue].map((job) => job.id),
    );
    await tellOfJobs(scope, left);
    return { result: left.length, subject: null };
  },
});
