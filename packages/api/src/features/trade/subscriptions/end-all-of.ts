import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Outcome } from '../../../kernel/verb.ts';
import { endDue } from './end-due-subscriptions.ts';

/**
 * Ends everything that a company has, by a day that has come: what is there is taken away, what was to begin later never does. Whoever
 * asks has seen to terms that run longer, and to what is owed. [T7]
 */
export async function endAllOf(scope: Scope, companyId: string, by: PlainDate): Promise<Outcome<number>> {
  await scope.sql(
    `update subscription set ends_on = greatest(starts_on, $2::date), state = case when started_at is null and starts_on >= $2::date then 'ENDED' else state end
      where company_id = $1 and part_of_id is null and state not in ('ENDING', 'ENDED') and coalesce(ends_on > $2::date, true)`,
    [companyId, by],
  );
  return endDue(scope, companyId);
}
