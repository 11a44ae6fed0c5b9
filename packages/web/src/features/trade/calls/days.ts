import { today } from '../../../lib/today.ts';

/** The first day of the month before this one. */
export function monthBefore(): string {
  const [year = 0, month = 0] = today().split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}
