import { localDate, monthOf, monthPeriod, previousMonth } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { queueBilling } from '../queue-billing.ts';
import { cutOffOf } from '../terms/billing-turn.ts';

/**
 * Bills whoever's month is over for each issuer that has that done by itself, when the days of grace have passed, once for each billing
 * day: who was held or passed over waits for a person, or for the next billing day. [B4]
 */
export const runDueBilling = verb({
  name: 'runDueBilling',
  permission: 'system',
  input: input('RunDueBillingInput', {}),
  async run(scope) {
    const today = localDate(scope.now);
    const months = [previousMonth(today), monthPeriod(monthOf(today))];
    const begun = await scope.sql<{ id: string; resellerId: string; period: string }>(
      `insert into billing_run (id, reseller_id, period, state, started_by, created_at, due_by)
         select uuidv7(), s.reseller_id, to_char(month.first, 'YYYY-MM'), 'RUNNING', null, $2, $3::date - s.grace_days
           from billing_settings s cross join unnest($1::date[]) month (first)
           where s.automatic and exists (
             select from (select 1 as day union select t.billing_day from billing_terms t where t.issuer_id = s.reseller_id) turned
               cross join lateral (select ${cutOffOf('turned.day', 'month.first', "(month.first + interval '1 month')")} as on_day) cut
               where cut.on_day + s.grace_days <= $3::date and not exists (select from billing_run b
                 where b.reseller_id = s.reseller_id and b.period = to_char(month.first, 'YYYY-MM') and b.due_by >= cut.on_day))
         on conflict (reseller_id, period) where state = 'RUNNING' do nothing
         returning id, reseller_id as "resellerId", period`,
      [months.map(({ start }) => start), scope.now, today],
    );
    await queueBilling(
      scope,
      begun.map(({ id }) => id),
    );
    return {
      result: begun.length,
      subject: begun.map(({ id, resellerId, period }) => ({
        type: 'BillingRun',
        id,
        resellerId,
        reference: period,
      })),
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
