import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { companyOutcome, type Due } from './company-outcome.ts';

/** Lets a company's subscriptions show the terms whose first day has come. [C2] */
export const beginDueTerms = verb({
  name: 'beginDueTerms',
  permission: 'system',
  input: input('BeginDueTermsInput', { companyId: id() }),
  async run(scope, { companyId }) {
    const begun = await scope.sql<Due>(
      `with due as (
         update subscription_term set begun_at = $3 where company_id = $1 and begun_at is null and "from" <= $2 returning *),
       latest as (select distinct on (subscription_id) * from due order by subscription_id, "from" desc)
       update subscription s
         set product_id = t.product_id, quantity = t.quantity, retail_minor = t.retail_minor, wholesale_minor = t.wholesale_minor
         from latest t where s.id = t.subscription_id
       returning s.id, s.reseller_id as "resellerId"`,
      [companyId, localDate(scope.now), scope.now],
    );
    const outcome = companyOutcome(companyId, begun);
    if (outcome.subject)
      scope.hint({ kind: 'Subscription', resellerId: outcome.subject.resellerId, companyId });
    return outcome;
  },
});
