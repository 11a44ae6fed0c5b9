import { localDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { beginDueTerms } from './begin-due-terms.ts';
import { endDueSubscriptions } from './end-due-subscriptions.ts';
import { isToRemind, remindOfTermsJob } from './remind-of-terms.ts';
import { isDue, renewDueCommitments } from './renew-due-commitments.ts';
import { startDueSubscriptions } from './start-due-subscriptions.ts';

export const keepSubscriptionDaysJob = job({
  name: 'keep-subscription-days',
  for: 'tenant',
  does: [startDueSubscriptions, renewDueCommitments, beginDueTerms, endDueSubscriptions],
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  async run(setting, { companyId }) {
    await perform(setting, startDueSubscriptions, { companyId });
    // Before other terms begin: a term that renews may be at another price.
    await perform(setting, renewDueCommitments, { companyId });
    await perform(setting, beginDueTerms, { companyId });
    await perform(setting, endDueSubscriptions, { companyId });
  },
});

/** Finds the companies, of all tenants, with a subscription whose first day has come, whose last is over, whose term is, that has other terms from now on, or of which people are to be told. [C4] */
export const findDueSubscriptions = verb({
  name: 'findDueSubscriptions',
  permission: 'system',
  input: input('FindDueSubscriptionsInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string; companyId: string }>(
      `select reseller_id as "resellerId", company_id as "companyId" from subscription
        where state = 'PENDING' and started_at is null and starts_on <= $1
       union
       select reseller_id, company_id from subscription
        where ends_on is not null and state in ('PENDING', 'ACTIVE', 'PARKED') and ends_on <= $1
       union
       select reseller_id, company_id from subscription_term where begun_at is null and "from" <= $1
       union
       select c.reseller_id, c.company_id from subscription_commitment c join subscription s on s.id = c.subscription_id
        where ${isDue('c', 's', '$1')}`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, keepSubscriptionDaysJob, due);
    const told = await scope.sql<{ resellerId: string; companyId: string }>(
      `select distinct c.reseller_id as "resellerId", c.company_id as "companyId"
        from subscription_commitment c join subscription s on s.id = c.subscription_id where ${isToRemind('c', 's')}`,
    );
    await enqueueAll(scope, remindOfTermsJob, told);
    return { result: due.length + told.length, subject: null };
  },
});

/** Every hour, for the day does not begin at the same hour of UTC all year; what is done already is not found again. */
export const findDueSubscriptionsJob = job({
  name: 'due-subscriptions',
  for: 'platform',
  does: [findDueSubscriptions],
  payload: z.object({}),
  cron: '2 * * * *',
  async run(setting) {
    await perform(setting, findDueSubscriptions, {});
  },
});
