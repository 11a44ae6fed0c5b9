import { addDays, daysBetween, localDate, type PlainDate } from './period.ts';

/** How a component is affected, from least to most: of several at once the worst counts. */
export const SEVERITIES = ['UNDER_MAINTENANCE', 'DEGRADED', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** From when until when something was affected; `until` null: it goes on. */
export interface Impact {
  severity: Severity;
  since: Date;
  until: Date | null;
}

/** A day on the calendar, as long as it is: 23 or 25 hours when clocks change, and today as far as it has come. */
export interface DayOfHistory {
  date: PlainDate;
  minutes: number;
  /** Minutes of each severity; of what overlaps the worst counts, once. */
  affected: Record<Severity, number>;
}

export interface Availability {
  days: DayOfHistory[];
  /**
   * The part of the time outside maintenance in which nothing was out, 0 to 1: a partial or a major outage is out, a degraded
   * service is there. Null where there was no such time.
   */
  available: number | null;
}

const MINUTE_MS = 60_000;

/**
 * What became of something in the days before `now`, the last of which is today, in a time zone: arithmetic over intervals. Whole minutes
 * are made of each day's sums; the part that was available is of the exact ones.
 */
export function availability(
  impacts: readonly Impact[],
  { days, now, zone = 'Europe/London' }: { days: number; now: Date; zone?: string },
): Availability {
  const today = localDate(now, zone);
  const exact = dates(addDays(today, 1 - days), today).map((date) => {
    const from = startOfDay(date, zone);
    const until = Math.min(startOfDay(addDays(date, 1), zone), now.getTime());
    return { date, ms: until - from, affected: affectedMs(impacts, from, until) };
  });
  const sum = (of: (day: (typeof exact)[number]) => number): number =>
    exact.reduce((total, day) => total + of(day), 0);
  const counted = sum(({ ms, affected }) => ms - affected.UNDER_MAINTENANCE);
  const out = sum(({ affected }) => affected.PARTIAL_OUTAGE + affected.MAJOR_OUTAGE);
  return {
    days: exact.map(({ date, ms, affected }) => ({
      date,
      minutes: Math.round(ms / MINUTE_MS),
      affected: bySeverity((severity) => Math.round(affected[severity] / MINUTE_MS)),
    })),
    available: counted > 0 ? (counted - out) / counted : null,
  };
}

/** The moment at which a date begins in a time zone, in milliseconds. */
export function startOfDay(date: PlainDate, zone = 'Europe/London'): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Zones lie between 14 hours ahead and 12 behind; the first moment of that date is found by halving.
  let [before, at] = [midnight - 15 * 3_600_000, midnight + 13 * 3_600_000];
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (localDate(new Date(middle), zone) >= date) at = middle;
    else before = middle;
  }
  return at;
}

function affectedMs(impacts: readonly Impact[], from: number, until: number): Record<Severity, number> {
  const within = impacts
    .map(({ severity, since, until: end }) => ({
      rank: SEVERITIES.indexOf(severity),
      from: Math.max(since.getTime(), from),
      until: Math.min(end?.getTime() ?? until, until),
    }))
    .filter((part) => part.from < part.until);
  const edges = [...new Set(within.flatMap((part) => [part.from, part.until]))].sort((a, b) => a - b);
  const sums = bySeverity(() => 0);
  edges.slice(1).forEach((end, i) => {
    const start = edges[i] as number;
    const worst = Math.max(
      ...within.filter((part) => part.from <= start && part.until >= end).map(({ rank }) => rank),
    );
    const severity = SEVERITIES[worst];
    if (severity) sums[severity] += end - start;
  });
  return sums;
}

const bySeverity = (value: (severity: Severity) => number): Record<Severity, number> =>
  Object.fromEntries(SEVERITIES.map((severity) => [severity, value(severity)])) as Record<Severity, number>;

const dates = (first: PlainDate, last: PlainDate): PlainDate[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, i) => addDays(first, i));
