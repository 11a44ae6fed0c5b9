import { z } from 'zod';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { giveBack, QUARANTINE_DAYS } from './give-back-numbers.ts';
import { lockNumbers } from './lock-numbers.ts';

/**
 * Takes numbers out of use. What was in use is kept from everybody for a while first (90 days, unless it is said otherwise; 0 frees it
 * at once), so that nobody gets the calls of whoever had it. [R1] [R2]
 */
export const releaseNumbers = verb({
  name: 'releaseNumbers',
  permission: 'NUMBER_SUPPLY',
  input: input('ReleaseNumbersInput', {
    ids: bulkIds('number'),
    quarantineDays: z
      .number()
      .int()
      .min(0, 'Must not be negative.')
      .max(730, 'May be at most 730.')
      .nullish(),
  }),
  async run(scope, { ids, quarantineDays }) {
    const numbers = await lockNumbers(scope, ids);
    const idle = ({ state, endUserId, subscriptionId, confirmed, pending }: (typeof numbers)[number]) =>
      state === 'QUARANTINED' ||
      (state === 'FREE' && !endUserId && !subscriptionId && !confirmed && !pending);
    const good = numbers.filter((one) => !idle(one));
    const subject = await giveBack(scope, good, quarantineDays ?? QUARANTINE_DAYS);
    const result: BulkOutcome = {
      done: good.length,
      refused: numbers.filter(idle).map(({ id, national, state }) => ({
        id,
        name: national,
        reason: state === 'FREE' ? 'Is free already.' : 'Has been released already.',
      })),
    };
    return { result, subject };
  },
});
