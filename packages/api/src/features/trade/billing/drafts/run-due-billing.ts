import { localDate, monthOf, previousMonth } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { queueBilling } from '../queue-billing.ts';

/**
 * Bills the month that is over for each issuer that has it billed by itself and whose days of grace have passed, once: who was held
 * or passed over waits for a person. [B4]
 */
export const runDueBilling = verb({
  name: 'runDueBilling',
  permission: 'system',
  input: input('RunDueBillingInput', {}),
  async run(scope) {
    const today = localDate(scope.now);
    const { start, endExclusive } = previousMonth(today);
    const period = monthOf(start);
    const begun = await scope.sql<{ id: string; resellerId: string }>(
      `insert into billing_run (id, reseller_id, period, state, started_by, created_at)
         select uuidv7(), s.reseller_id, $1, 'RUNNING', null, $2 from billing_settings s
           where s.automatic and $3::date + s.grace_days <= $4::date
             and not exists (select from billing_run b where b.reseller_id = s.reseller_id and b.period = $1)
         on conflict (reseller_id, period) where state = 'RUNNING' do nothing
         returning id, reseller_id as "resellerId"`,
      [period, scope.now, endExclusive, today],
    );
    await queueBilling(
      scope,
      begun.map(({ id }) => id),
    );
    return {
      result: begun.length,
      subject: begun.map(({ id, resellerId }) => ({ type: 'BillingRun', id, resellerId, reference: period })),
    };
  },
});

export const runDueBillingJob = job({
  name: 'run-due-billing',
  for: 'platform',
  does: [runDueBilling],
  payload: z.object({}),
  cron: '40 4 * * *',
  async run(setting) {
    await perform(setting, runDueBilling, {});
  },
});
