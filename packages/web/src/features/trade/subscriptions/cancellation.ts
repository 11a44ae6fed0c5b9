import { addDays } from '@steward/shared';

/** What cancelling with this last day comes to. NEVER: it has not begun and will not. NOW: taken away at once. */
export type Outcome = 'NEVER' | 'NOW' | 'LATER';

/**
 * The rules of the API for ending a subscription, so that people know before they confirm [C4].
 *
 * @param lastDay the last day that is charged, "2026-10-31"
 */
export function outcomeOf({
  today,
  startsOn,
  lastDay,
}: {
  today: string;
  startsOn: string;
  lastDay: string;
}): Outcome {
  if (startsOn > today && lastDay < startsOn) return 'NEVER';
  return lastDay > today ? 'LATER' : 'NOW';
}

/** The API takes the day after the last one. */
export function endsOnAfter(lastDay: string): string {
  return addDays(lastDay, 1);
}

/** How far back a last day may be, in days. */
const DAYS_BACK = 31;

/**
 * The earliest last day: of what has not begun the day before it does, of what has begun today. Staff may date it back, not
 * for long, and not before days that have been invoiced.
 *
 * @param invoicedTo the day after the last that has been invoiced
 */
export function earliestLastDay({
  today,
  startsOn,
  invoicedTo,
  level,
}: {
  today: string;
  startsOn: string;
  invoicedTo: string | null;
  level: string;
}): string {
  const days = [addDays(startsOn, -1)];
  if (startsOn <= today) days.push(level === 'PLATFORM' ? addDays(today, -DAYS_BACK) : today);
  if (invoicedTo) days.push(addDays(invoicedTo, -1));
  return days.sort().at(-1) as string;
}
