import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Outcome, verb } from '../../../kernel/verb.ts';
import { companyOutcome, type Due } from './company-outcome.ts';
import { subscriptionEnding } from './events.ts';
import type { SubscriptionState } from './subscription.entity.ts';

/** Takes away a company's cancelled services whose last day is over; what never began simply ends. [C4] [P1] */
export async function endDue(scope: Scope, companyId: string): Promise<Outcome<number>> {
  const due = await scope.sql<Due & { state: SubscriptionState }>(
    `update subscription set state = case when started_at is null then 'ENDED' else 'ENDING' end
      where company_id = $1 and part_of_id is null and ends_on is not null and state in ('PENDING', 'ACTIVE', 'PARKED') and ends_on <= $2
     returning id, reseller_id as "resellerId", state`,
    [companyId, localDate(scope.now)],
  );
  const outcome = companyOutcome(companyId, due);
  const subscriptionIds = due.filter(({ state }) => state === 'ENDING').map((row) => row.id);
  if (outcome.subject) {
    const { resellerId } = outcome.subject;
    if (subscriptionIds.length) await emit(scope, subscriptionEnding, { resellerId, subscriptionIds });
    scope.hint({ kind: 'Subscription', resellerId, companyId });
  }
  return outcome;
}

/** The same by itself, as days go by. */
export const endDueSubscriptions = verb({
  name: 'endDueSubscriptions',
  permission: 'system',
  input: input('EndDueSubscriptionsInput', { companyId: id() }),
  run: (scope, { companyId }) => endDue(scope, companyId),
});
