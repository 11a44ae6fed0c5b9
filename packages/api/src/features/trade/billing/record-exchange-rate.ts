import { month } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ForeignCurrency } from './exchange-rate.entity.ts';
import { noteRates } from './note-rates.ts';
import { latestMonth, PER_POUND } from './read-rates-file.ts';

const perPound = () =>
  z
    .string()
    .trim()
    .max(12, 'May have at most 12 characters.')
    .refine(
      (text) => PER_POUND.test(text) && Number(text) > 0,
      'Must be a number such as 1.1534: how much of the currency a pound is.',
    );

/**
 * Notes how much of a currency a pound is in a month, by which invoices that are issued in it say their VAT in pounds; again in place of
 * what was noted. Invoices that are issued keep theirs. [B5]
 */
export const recordExchangeRate = verb({
  name: 'recordExchangeRate',
  permission: 'BILLING_RUN',
  description: 'For the VAT of invoices that are issued in that month; those that are issued keep theirs.',
  input: input('RecordExchangeRateInput', {
    currency: oneOf(ForeignCurrency),
    month: month(),
    perPound: perPound(),
  }),
  async run(scope, rate) {
    if (rate.month > latestMonth(scope.now))
      throw invalid('month', 'Must be this month or the next at the latest: rates are not known before.');
    const [noted] = await noteRates(scope, [rate]);
    if (noted) return { result: noted.id, subject: noted.subject };
    const [kept] = await scope.sql<{ id: string }>(
      'select id from exchange_rate where reseller_id = $1 and currency = $2 and month = $3',
      [memberOf(scope.actor).resellerId, rate.currency, rate.month],
    );
    return { result: kept?.id as string, subject: null };
  },
});
