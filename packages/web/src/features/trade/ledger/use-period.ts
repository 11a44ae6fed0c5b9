import { useNavigate, useSearch } from '@tanstack/react-router';
import { today } from '../../../lib/today.ts';

/** Two days, both included. */
export interface Days {
  from: string;
  to: string;
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

/**
 * The days that a page is about, in the address bar, so that they can be kept and sent on. Without them: from the first of the month
 * `monthsBack` months ago until today.
 */
export function usePeriod(monthsBack: number): [Days, (days: Days) => void] {
  const { from, to }: { from?: unknown; to?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const until = isDay(to) ? to : today();
  const first = new Date(`${today().slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - monthsBack);
  const since = isDay(from) ? from : first.toISOString().slice(0, 10);
  const [earlier = since] = [since, until].sort();
  return [
    { from: earlier, to: until },
    (days) => void navigate({ to: '.', search: (was) => ({ ...was, ...days }), replace: true }),
  ];
}
