import { plural } from '../../../lib/format.ts';

/** What is done about a difference, as one chooses it. */
export const POLICIES = {
  ASK: 'Show it, and leave it to staff',
  CORRECT: 'Correct it',
  ACCEPT: 'Keep it as it is',
} as const;
export type Policy = keyof typeof POLICIES;

export const isPolicy = (value: string): value is Policy => value in POLICIES;

/** What is done, as it is told. */
export const policyWords = (policy: string): string =>
  ({ CORRECT: 'Corrected by itself', ACCEPT: 'Kept as it is' })[policy] ?? 'Shown, for staff to decide';

/** How often somebody looks: "Every hour", "Every 6 hours". */
export const everyWords = (hours: number): string =>
  hours === 1 ? 'Every hour' : `Every ${plural(hours, 'hour')}`;
