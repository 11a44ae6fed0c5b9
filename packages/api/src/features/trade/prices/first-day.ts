import { addDays, formatDate, localDate, type PlainDate } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';

const DAYS_AHEAD = 730;

/** The first day of a version or of a price: today or later. INVALID_INPUT, at `path`, if it is past or too far from today. */
export function firstDayOfVersion(now: Date, given: PlainDate, path = 'validFrom'): PlainDate {
  const today = localDate(now);
  const last = addDays(today, DAYS_AHEAD);
  if (given >= today && given <= last) return given;
  throw invalid(path, `Must be between ${formatDate(today)} and ${formatDate(last)}.`);
}
