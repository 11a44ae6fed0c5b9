import { wholeMonths } from '@steward/shared';
import { monthName, period } from '../../../lib/format.ts';

/** What an invoice is of: the month, where it is of one, or its days. */
export const invoiceDays = (from: string, endExclusive: string): string =>
  wholeMonths({ start: from, endExclusive }) === 1 ? monthName(from) : period(from, endExclusive);
