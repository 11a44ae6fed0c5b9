import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { rateHeldCallsJob } from './rate-held-calls.ts';

/** Finds the holders of sources of which calls wait: numbers become somebody's, and tariffs are given to others. [B2] */
export const findHeldCalls = verb({
  name: 'findHeldCalls',
  permission: 'system',
  input: input('FindHeldCallsInput', {}),
  async run(scope) {
    const holders = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from holders_of_held_calls() reseller_id',
    );
    await enqueueAll(scope, rateHeldCallsJob, holders);
    return { result: holders.length, subject: null };
  },
});

export const findHeldCallsJob = job({
  name: 'find-held-calls',
  for: 'platform',
  does: [findHeldCalls],
  payload: z.object({}),
  cron: '23 * * * *',
  run: async (setting) => void (await perform(setting, findHeldCalls, {})),
});
