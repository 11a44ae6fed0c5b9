import { date, id, localDate, optional, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { firstDayOfVersion } from '../prices/index.ts';
import { lockTariff } from './tariff-versions.ts';

/**
 * Ends, on a day, that a customer has a tariff of its own: from then on it has the one for everyone. CONFLICT for what has ended. [B2]
 */
export const withdrawTariff = verb({
  name: 'withdrawTariff',
  permission: 'PRICE_LIST_WRITE',
  description: 'The day is the first one on which it no longer holds; without one, today.',
  input: input('WithdrawTariffInput', { customerId: id(), validUntil: optional(date()) }),
  async run(scope, { customerId, validUntil }) {
    const [held] = await scope.sql<{ tariffId: string; from: PlainDate; until: PlainDate | null }>(
      `select tariff_id as "tariffId", valid_from::text as from, valid_until::text as until from tariff_customer where id = $1`,
      [customerId],
    );
    if (!held) throw notFound('assignment');
    const tariff = await lockTariff(scope, held.tariffId);
    const last = firstDayOfVersion(scope.now, validUntil ?? localDate(scope.now), 'validUntil');
    // One that has not begun yet ends before it does.
    const until = [last, held.from].sort().at(-1) as PlainDate;
    if (held.until !== null && held.until <= until)
      throw conflict('It has ended by then already.', 'customerId');
    await scope.sql('update tariff_customer set valid_until = $2 where id = $1', [customerId, until]);
    const { id: tariffId, resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});
