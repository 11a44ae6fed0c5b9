import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** Says for how many months records of calls are kept: as long as what they cost can be challenged, and no longer. [B3] */
export const setCallRetention = verb({
  name: 'setCallRetention',
  description: 'For how many months records of calls are kept.',
  permission: 'CALL_RETENTION',
  input: input('SetCallRetentionInput', {
    months: z.number().int().min(2, 'Must be at least 2 months.').max(84, 'May be at most 84 months.'),
  }),
  async run(scope, { months }) {
    const { resellerId } = memberOf(scope.actor);
    await scope.sql('select set_call_months($1)', [months]);
    return {
      result: months,
      subject: { type: 'Reseller', id: resellerId, resellerId, reference: `Calls: ${months} months` },
    };
  },
});
