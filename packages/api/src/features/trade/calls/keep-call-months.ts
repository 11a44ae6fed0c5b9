import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** Makes the months of calls to come, drops those whose calls can no longer be challenged, and gives up files that broke off. [B3] */
export const keepCallMonths = verb({
  name: 'keepCallMonths',
  permission: 'system',
  input: input('KeepCallMonthsInput', {}),
  async run(scope) {
    await scope.sql(`select keep_call_months($1, $1::timestamptz + interval '2 months')`, [scope.now]);
    await scope.sql('select give_up_call_imports()');
    await scope.sql('select forget_call_days()');
    const [row] = await scope.sql<{ dropped: number }>('select drop_call_months() as dropped');
    await scope.sql('select drop_superseded_ratings()');
    return { result: row?.dropped ?? 0, subject: null };
  },
});

export const keepCallMonthsJob = job({
  name: 'keep-call-months',
  for: 'platform',
  does: [keepCallMonths],
  payload: z.object({}),
  cron: '40 2 * * *',
  run: async (setting) => void (await perform(setting, keepCallMonths, {})),
});
