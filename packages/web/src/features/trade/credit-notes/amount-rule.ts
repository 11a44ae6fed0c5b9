import { type Minor, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { money } from '../../../lib/format.ts';

/** An amount that is typed, of which there may be at most so much. */
export const amountUpTo = (mostMinor: Minor, currency: string) =>
  z
    .string()
    .refine((typed) => (parseMoney(typed, currency) ?? 0) > 0, 'Must be an amount such as 10.00.')
    .refine(
      (typed) => (parseMoney(typed, currency) ?? 0) <= mostMinor,
      `Must be at most ${money(mostMinor, currency)}, which is what is left.`,
    );
