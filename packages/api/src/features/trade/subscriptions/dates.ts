import { addDays, formatDate, localDate, type PlainDate } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';

/** How far back a service may have begun or ended when it is entered, in days. */
export const DAYS_BACK = 31;
/** How far ahead one may begin, in days. */
export const DAYS_AHEAD = 365;

/** The first day of a new subscription: the one given, or today. INVALID_INPUT if it is too far from today. [C4] */
export function firstDay(now: Date, given: PlainDate | null): PlainDate {
  const today = localDate(now);
  const startsOn = given ?? today;
  const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)];
  if (startsOn < from || startsOn > to) {
    throw invalid('startsOn', `Must be between ${formatDate(from)} and ${formatDate(to)}.`);
  }
  return startsOn;
}

/**
 * The day after the last one of a subscription that is cancelled: the one given, or tomorrow, so that today is its last
 * day; what has not begun yet never begins. Days that a service has run are owed for, to the reseller and by it to the
 * platform: only who may date back takes some of them off. INVALID_INPUT if it is before the first day or too far back.
 * [C4]
 */
export function dayAfterLast(
  now: Date,
  startsOn: PlainDate,
  given: PlainDate | null,
  { mayDateBack }: { mayDateBack: boolean },
): PlainDate {
  const today = localDate(now);
  const tomorrow = addDays(today, 1);
  const begun = startsOn <= today;
  const endsOn = given ?? (begun ? tomorrow : startsOn);
  if (endsOn < startsOn)
    throw invalid('endsOn', `Must not be before the first day, ${formatDate(startsOn)}.`);
  if (begun && endsOn < tomorrow && !mayDateBack)
    throw invalid(
      'endsOn',
      `Must not be before ${formatDate(tomorrow)}: today is the earliest last day. Only the platform's staff may date an end back.`,
    );
  const from = addDays(today, -DAYS_BACK);
  if (endsOn < from) throw invalid('endsOn', `Must not be before ${formatDate(from)}.`);
  return endsOn;
}
