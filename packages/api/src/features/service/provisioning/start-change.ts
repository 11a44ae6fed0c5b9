import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { makeJobs } from './make-jobs.ts';
import { mendCallTasks } from './mend-call-tasks.ts';
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
    const result = await makeJobs(scope, subscriptionIds, 'CHANGE');
    await addToTasks(scope, subscriptionIds);
    await mendCallTasks(scope, subscriptionIds);
    return { result, subject: null };
  },
});

/** A task that waits already, and would not say what is to become of mail that is passed on, says so as well. [P2] */
async function addToTasks(scope: Scope, subscriptionIds: readonly string[]): Promise<void> {
  const tasks = await scope.sql<{ id: string; resellerId: string; companyId: string }>(
    `with more as (
       select j.id, jsonb_agg(jsonb_build_object('words', w.words, 'doneAt', null, 'doneById', null, 'doneByName', null) order by w.n) as items
         from provisioning_job j left join observation o on o.subscription_id = j.subscription_id
           cross join lateral unnest(mail_to_do(j.subscription_id, o.observed)) with ordinality w (words, n)
        where j.subscription_id = any ($1) and j.state = 'WAITING' and j.action <> 'DEPROVISION'
          and not exists (select from jsonb_array_elements(j.checklist) i where i ->> 'words' = w.words)
        group by j.id)
     update provisioning_job j set checklist = j.checklist || more.items from more where j.id = more.id
     returning j.id, j.reseller_id as "resellerId", j.company_id as "companyId"`,
    [subscriptionIds],
  );
  await tellOfJobs(scope, tasks);
}
