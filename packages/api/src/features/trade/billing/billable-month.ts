import { formatDate, localDate, type Month, monthPeriod, type Period } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { cutOffOf } from './terms/billing-turn.ts';

/**
 * The days of a month that can be billed: it is over, or the billing day of some customer in it has come. INVALID_INPUT before that, with the
 * day from which it can be billed.
 */
export async function billableMonth(scope: Scope, period: Month): Promise<Period> {
  const days = monthPeriod(period);
  const today = localDate(scope.now);
  if (today >= days.endExclusive) return days;
  const [turned] = await scope.sql(
    `select from billing_terms t where t.billing_day > 1 and ${cutOffOf('t.billing_day')} <= $3::date limit 1`,
    [days.start, days.endExclusive, today],
  );
  if (turned) return days;
  const first = formatDate(days.endExclusive);
  throw invalid('period', `The month is not over yet: it can be billed from ${first}.`);
}
