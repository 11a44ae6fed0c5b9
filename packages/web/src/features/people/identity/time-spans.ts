import { plural } from '../../../lib/format.ts';

/** `1440` → "1 day"; `90` → "90 minutes": in the largest unit that is whole. */
export function span(minutes: number): string {
  if (minutes % 1440 === 0) return plural(minutes / 1440, 'day');
  if (minutes % 60 === 0) return plural(minutes / 60, 'hour');
  return plural(minutes, 'minute');
}
