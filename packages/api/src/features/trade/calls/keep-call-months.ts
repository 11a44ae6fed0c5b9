import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { heldMonths } from './held-months.ts';

/** Makes the months of calls to come, drops those whose calls can no longer be challenged, and gives up files that broke off. [B3] */
export const keepCallMonths = verb({
  name: 'keepCallMonths',
  permission: 'system',
  input: input('KeepCallMonthsInput', {}),
  async run(scope) {
    await scope.sql(`select keep_call_months($1, $1::timestamptz + interval '2 months')`, [scope.now]);
    await scope.sql('select give_up_call_imports()');
    await scope.sql('select forget_call_days()');
    const held = await heldMonths(scope);
    const [over] = await scope.counted<{ count: number }>(
      'ALL',
      `select count(*)::integer as count from call_record
        where started_at < date_trunc('month', $1::timestamptz - make_interval(months => $2), 'UTC')
          and to_char(started_at at time zone 'UTC', 'YYYY-MM') <> all ($3)`,
      [scope.now, await callMonths(scope), held],
    );
    const [row] = await scope.sql<{ dropped: number }>('select drop_call_months($1) as dropped', [held]);
    await scope.sql('select drop_superseded_ratings($1)', [held]);
    const [platform] = await scope.sql<{ id: string }>('select id from reseller where is_platform');
    const reference = `${over?.count ?? 0} calls of ${row?.dropped ?? 0} months gone`;
    return {
      result: row?.dropped ?? 0,
      subject:
        row?.dropped && platform
          ? { type: 'Reseller', id: platform.id, resellerId: platform.id, reference }
          : null,
    };
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

/** For how many months calls are kept. */
async function callMonths(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ months: number }>('select call_months() as months');
  return row?.months ?? 12;
}
