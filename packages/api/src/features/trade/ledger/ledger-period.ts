import { date } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';

/** The days that a reading of the ledger is of, both included. */
export const periodRules = { from: date(), to: date() };

/** Throws INVALID for days the wrong way round. */
export function assertPeriod({ from, to }: { from: string; to: string }): void {
  if (to < from) throw invalid('to', 'Must not be before the first day.');
}
