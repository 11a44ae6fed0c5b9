import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { watchCallsJob } from './watch-calls.ts';

/**
 * Finds the sellers for whom something of calls is to be looked at by itself: what has come in files of the operator's, and what is barred:
 * a day that is over in London lets calls go out again. [B2]
 */
export const findCallsToWatch = verb({
  name: 'findCallsToWatch',
  permission: 'system',
  input: input('FindCallsToWatchInput', {}),
  async run(scope) {
    const sellers = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from resellers_with_calls_to_watch() reseller_id',
    );
    await enqueueAll(scope, watchCallsJob, sellers);
    return { result: sellers.length, subject: null };
  },
});

export const findCallsToWatchJob = job({
  name: 'find-calls-to-watch',
  for: 'platform',
  does: [findCallsToWatch],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, findCallsToWatch, {})),
});
