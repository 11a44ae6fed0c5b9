import { invalid } from '../../../kernel/problem.ts';

const LONGEST_MS = 14 * 24 * 3_600_000;

/** INVALID_INPUT unless work can be planned from then until then: it ends after it begins, and is not over. */
export function assertWindow({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, now: Date): void {
  if (endsAt <= startsAt) throw invalid('endsAt', 'Must be later than the beginning.');
  if (endsAt <= now) throw invalid('endsAt', 'Must be in the future: this window is over.');
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS)
    throw invalid('endsAt', 'Must be within a fortnight of the beginning.');
}
