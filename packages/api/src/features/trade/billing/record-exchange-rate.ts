import { addDays, localDate, month, monthOf, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ForeignCurrency } from './exchange-rate.entity.ts';

const perPound = () =>
  z
    .string()
    .trim()
    .max(12, 'May have at most 12 characters.')
    .refine(
      (text) => /^\d{1,4}(\.\d{1,6})?$/.test(text) && Number(text) > 0,
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
  async run(scope, { currency, month: of, perPound: rate }) {
    const next = monthOf(addDays(`${monthOf(localDate(scope.now))}-01`, 31));
    if (of > next)
      throw invalid('month', 'Must be this month or the next at the latest: rates are not known before.');
    const { resellerId } = memberOf(scope.actor);
    const [before] = await scope.sql<{ id: string; perPound: string }>(
      `select id, per_pound as "perPound" from exchange_rate where reseller_id = $1 and currency = $2 and month = $3 for update`,
      [resellerId, currency, of],
    );
    if (before && Number(before.perPound) === Number(rate)) return { result: before.id, subject: null };
    const [kept] = await scope.sql<{ id: string }>(
      `insert into exchange_rate (id, reseller_id, currency, month, per_pound, updated_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (reseller_id, currency, month) do update set per_pound = excluded.per_pound, updated_at = excluded.updated_at
         returning id`,
      [newId(), resellerId, currency, of, rate, scope.now],
    );
    const id = kept?.id as string;
    scope.hint({ kind: 'ExchangeRate', id, resellerId });
    return {
      result: id,
      subject: {
        type: 'ExchangeRate',
        id,
        resellerId,
        reference: `${currency} ${of}`,
        changed: { perPound: [before?.perPound ?? null, rate] as const },
      },
    };
  },
});
