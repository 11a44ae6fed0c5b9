import { formatDate, localDate, type Month, monthPeriod, type Period } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';

/** The days of a month that is over; INVALID_INPUT before that, with the day from which it can be billed. */
export function billableMonth(now: Date, period: Month): Period {
  const days = monthPeriod(period);
  if (localDate(now) >= days.endExclusive) return days;
  const first = formatDate(days.endExclusive);
  throw invalid('period', `The month is not over yet: it can be billed from ${first}.`);
}
