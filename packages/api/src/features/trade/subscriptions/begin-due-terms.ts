import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { companyOutcome, type Due } from './company-outcome.ts';
import { subscriptionChanged } from './events.ts';

/** Lets a company's subscriptions show the terms whose first day has come, and has what was ordered anew set up so. [C2] [P1] */
export const beginDueTerms = verb({
  name: 'beginDueTerms',
  permission: 'system',
  input: input('BeginDueTermsInput', { companyId: id() }),
  async run(scope, { companyId }) {
    const begun = await scope.sql<Due & { changed: boolean; part: boolean }>(
      `with due as (
         update subscription_term set begun_at = $3 where company_id = $1 and begun_at is null and "from" <= $2 returning *),
       latest as (select distinct on (subscription_id) * from due order by subscription_id, "from" desc)
       update subscription s
         set product_id = t.product_id, quantity = t.quantity, parameters = t.parameters, retail_minor = t.retail_minor, wholesale_minor = t.wholesale_minor
         from latest t join subscription old on old.id = t.subscription_id where s.id = old.id
       returning s.id, s.reseller_id as "resellerId", s.part_of_id is not null as part,
         s.started_at is not null and (old.product_id, old.quantity, old.parameters) <> (t.product_id, t.quantity, t.parameters) as changed`,
      [companyId, localDate(scope.now), scope.now],
    );
    const outcome = companyOutcome(
      companyId,
      begun.filter(({ part }) => !part),
    );
    if (outcome.subject) {
      const { resellerId } = outcome.subject;
      scope.hint({ kind: 'Subscription', resellerId, companyId });
      const subscriptionIds = begun.flatMap(({ id: subscriptionId, changed }) =>
        changed ? subscriptionId : [],
      );
      if (subscriptionIds.length) await emit(scope, subscriptionChanged, { resellerId, subscriptionIds });
    }
    return outcome;
  },
});
