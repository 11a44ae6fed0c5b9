import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { setSubscriptionState } from '../../trade/subscriptions/index.ts';
import { NOTHING_PROVISIONED } from './attempt-outcome.ts';
import { queueAttempts } from './queue-attempts.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

interface JobRow {
  id: string;
  resellerId: string;
  companyId: string;
}
const JOB_ROW = 'id, reseller_id as "resellerId", company_id as "companyId"';

/**
 * Takes back what was provisioned for subscriptions that are ending. What has not been tried yet is called off; a
 * subscription for which nothing can have been provisioned has ended with that. An attempt that is under way is left to
 * finish: its outcome decides nothing any more, and what takes the service away waits for it. [P1]
 */
export const endProvisioning = verb({
  name: 'endProvisioning',
  permission: 'system',
  input: input('EndProvisioningInput', { subscriptionIds: z.array(id()) }),
  async run(scope, { subscriptionIds }) {
    const ending = await scope.sql<{ id: string; bundle: boolean }>(
      `select id, exists (select from subscription p where p.part_of_id = s.id) as bundle from subscription s
        where (id = any ($1) or part_of_id = any ($1)) and state = 'ENDING' order by part_of_id nulls first, id for no key update`,
      [subscriptionIds],
    );
    const ids = ending.flatMap(({ id: one, bundle }) => (bundle ? [] : one));
    const cancelled = await scope.sql<JobRow>(
      `update provisioning_job set state = 'CANCELLED', reason = 'The subscription was cancelled.', next_attempt_at = null,
          body = null, finished_at = $2
        where subscription_id = any($1) and action <> 'DEPROVISION' and state in ('QUEUED', 'WAITING', 'RETRYING', 'PARKED')
        returning ${JOB_ROW}`,
      [ids, scope.now],
    );
    const never = new Set(await neverProvisioned(scope, ids));
    await setSubscriptionState(scope, [...never], 'ENDED');
    const made = await takeAway(
      scope,
      ids.filter((subscriptionId) => !never.has(subscriptionId)),
    );
    await queueAttempts(
      scope,
      made.map((job) => job.id),
    );
    await tellOfJobs(scope, [...cancelled, ...made]);
    return { result: made.length, subject: null };
  },
});

/** Those that never had a job, or whose jobs were all called off before anything can have reached the target. */
async function neverProvisioned(scope: Scope, subscriptionIds: readonly string[]): Promise<string[]> {
  const rows = await scope.sql<{ id: string }>(
    `select s.id from subscription s
      where s.id = any($1) and not exists (
        select from provisioning_job j where j.subscription_id = s.id and j.action = 'PROVISION'
          and (j.state <> 'CANCELLED' or exists (
            select from provisioning_attempt a where a.job_id = j.id and (a.outcome <> all ($2) or a.steps <> '[]'))))`,
    [subscriptionIds, NOTHING_PROVISIONED],
  );
  return rows.map((row) => row.id);
}

/** Jobs that take the services away, by the way they were last provisioned. */
const takeAway = (scope: Scope, subscriptionIds: readonly string[]): Promise<JobRow[]> =>
  scope.sql<JobRow>(
    `insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, connector_id, state,
         next_attempt_at, created_at)
       select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, 'DEPROVISION', way.connector,
           case when way.connector <> 'MANUAL' then coalesce(o.connector_id, p.connector_id) end,
           case way.connector when 'MANUAL' then 'WAITING' else 'QUEUED' end,
           case when way.connector <> 'MANUAL' then $2::timestamptz end, $2
         from subscription s join product p on p.id = s.product_id
         left join observation o on o.subscription_id = s.id and o.observed is not null
         cross join lateral (select j.connector from provisioning_job j
           where j.subscription_id = s.id and (j.action = 'PROVISION' or j.action = 'CHANGE' and j.state = 'DONE')
           order by j.created_at desc, j.id desc limit 1) way
        where s.id = any($1)
     on conflict (subscription_id, action) where state <> 'CANCELLED' and action in ('PROVISION', 'DEPROVISION') do nothing
     returning ${JOB_ROW}`,
    [subscriptionIds, scope.now],
  );
