import type { Scope } from '../../../kernel/scope.ts';
import type { Shape } from '../connectors/index.ts';
import { sameShape } from './drift.ts';
import { byHand } from './message.ts';
import { wantedOfMany } from './provided-service.ts';
import { tellOfJobs } from './tell-of-jobs.ts';

/**
 * Has tasks that wait say what is to become of outgoing calls by now: what was to be barred and no longer is, is no longer to be done.
 * A task in which nothing else was to be done is over. [P2]
 */
export async function mendCallTasks(scope: Scope, subscriptionIds: readonly string[]): Promise<void> {
  const mended = await scope.sql<Mended>(
    `with said as (
       select j.id, coalesce((select jsonb_agg(i.item order by i.n) from jsonb_array_elements(j.checklist) with ordinality i (item, n)
             where i.item ->> 'words' not like '% outgoing calls%' or i.item ->> 'doneAt' is not null or i.item ->> 'words' = any (t.words)), '[]')
           || coalesce((select jsonb_agg(jsonb_build_object('words', w, 'doneAt', null, 'doneById', null, 'doneByName', null)) from unnest(t.words) w
             where not exists (select from jsonb_array_elements(j.checklist) i where i ->> 'words' = w and i ->> 'doneAt' is null)), '[]') as checklist
         from provisioning_job j cross join lateral (select calls_to_do(j.subscription_id) as words) t
        where j.subscription_id = any ($1) and j.state = 'WAITING' and j.action <> 'DEPROVISION')
     update provisioning_job j set checklist = said.checklist from said where j.id = said.id and j.checklist <> said.checklist
     returning j.id, j.reseller_id as "resellerId", j.company_id as "companyId", j.action = 'CHANGE' and j.checklist = '[]' as emptied,
       j.subscription_id as "subscriptionId", (select o.observed from observation o where o.subscription_id = j.subscription_id) as observed`,
    [subscriptionIds],
  );
  await giveUp(
    scope,
    mended.filter(({ emptied }) => emptied),
  );
  await tellOfJobs(scope, mended);
}

interface Mended {
  id: string;
  resellerId: string;
  companyId: string;
  subscriptionId: string;
  emptied: boolean;
  observed: Shape | null;
}

/** Those of them that were about nothing else: what is wanted is what there is. */
async function giveUp(scope: Scope, emptied: readonly Mended[]): Promise<void> {
  if (!emptied.length) return;
  const wanted = await wantedOfMany(
    scope,
    emptied.map(({ subscriptionId }) => subscriptionId),
  );
  const shapes = new Map(wanted.map((each) => [each.subscriptionId, byHand(each)]));
  const over = emptied.filter(({ subscriptionId, observed }) => {
    const shape = shapes.get(subscriptionId);
    return shape && observed && sameShape(shape, observed);
  });
  await scope.sql(
    `update provisioning_job set state = 'CANCELLED', reason = 'It is no longer to be done.', finished_at = $2
      where id = any ($1) and state = 'WAITING'`,
    [over.map(({ id }) => id), scope.now],
  );
}
