import type { BandTime } from './tariff.entity.ts';

export const WEEK_MINUTES = 10_080;
const DAY_MINUTES = 1_440;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const ALL_WEEK: readonly BandTime[] = [{ fromMinute: 0, untilMinute: WEEK_MINUTES }];

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/**
 * The minutes of the week from one time of day until another, on some days (0 is Monday). What ends no later than it begins goes on
 * into the next day, on Sundays into Monday.
 */
export function timesOf(days: readonly number[], from: string, until: string): BandTime[] {
  return days.flatMap((day) => {
    const fromMinute = day * DAY_MINUTES + minuteOf(from);
    const end = day * DAY_MINUTES + minuteOf(until);
    const untilMinute = end > fromMinute ? end : end + DAY_MINUTES;
    if (untilMinute <= WEEK_MINUTES) return [{ fromMinute, untilMinute }];
    return [
      { fromMinute, untilMinute: WEEK_MINUTES },
      { fromMinute: 0, untilMinute: untilMinute - WEEK_MINUTES },
    ];
  });
}

/** A minute of the week in words: `Friday 18:00`. */
export function weekTime(minute: number): string {
  const within = minute % WEEK_MINUTES;
  const clock = [Math.floor((within % DAY_MINUTES) / 60), within % 60];
  return `${DAYS[Math.floor(within / DAY_MINUTES)]} ${clock.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** What is wrong with bands that are to cover the week, each minute once; null if nothing is. */
export function weekProblem(bands: readonly { name: string; times: readonly BandTime[] }[]): string | null {
  const all = bands
    .flatMap(({ name, times }) => times.map((time) => ({ ...time, name })))
    .sort((a, b) => a.fromMinute - b.fromMinute);
  let covered = 0;
  let before = '';
  for (const { name, fromMinute, untilMinute } of all) {
    if (fromMinute > covered) return gap(covered, fromMinute);
    if (fromMinute < covered)
      return `has two rates from ${weekTime(fromMinute)} on: ${before === name ? `the band ${name} names that time twice` : `${before} and ${name}`}.`;
    covered = untilMinute;
    before = name;
  }
  return covered < WEEK_MINUTES ? gap(covered, WEEK_MINUTES) : null;
}

const gap = (from: number, until: number): string =>
  `has no rate from ${weekTime(from)} until ${until === WEEK_MINUTES ? 'the end of Sunday' : weekTime(until)}: its bands must cover the whole week.`;
