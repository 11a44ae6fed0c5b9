import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { companyOutcome, type Due } from './company-outcome.ts';
import { subscriptionStarted } from './events.ts';

/** Asks for the provisioning of a company's subscriptions whose first day has come, once for each. [C4] [P1] */
export const startDueSubscriptions = verb({
  name: 'startDueSubscriptions',
  permission: 'system',
  input: input('StartDueSubscriptionsInput', { companyId: id() }),
  async run(scope, { companyId }) {
    const due = await scope.sql<Due>(
      `update subscription set started_at = $3
        where company_id = $1 and part_of_id is null and state = 'PENDING' and started_at is null and starts_on <= $2
          and (ends_on is null or ends_on > $2)
       returning id, reseller_id as "resellerId"`,
      [companyId, localDate(scope.now), scope.now],
    );
    const outcome = companyOutcome(companyId, due);
    if (outcome.subject) {
      const { resellerId } = outcome.subject;
      await emit(scope, subscriptionStarted, { resellerId, subscriptionIds: due.map((row) => row.id) });
      scope.hint({ kind: 'Subscription', resellerId, companyId });
    }
    return outcome;
  },
});
