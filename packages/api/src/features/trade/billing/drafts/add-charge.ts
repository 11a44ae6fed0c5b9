import { addDays, date, formatDate, id, line, localDate, optional, priceMinor } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../../kernel/input.ts';
import { invalid } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { verb } from '../../../../kernel/verb.ts';
import { who } from '../../../people/identity/index.ts';
import { SupplyKind } from '../../catalogue/index.ts';
import { chargedProduct } from './charged-product.ts';
import { customerFields, invoicedCustomer } from './invoiced-customer.ts';
import { MICRO_PER_MINOR, writeCharges } from './write-charges.ts';

/** How far from today the days of a charge may lie. */
const MOST_DAYS = 366;
/** What one charge may come to at most. */
const MOST_MINOR = 2_000_000_000;

/**
 * Charges a customer for something beside what recurs: it is a line of the next invoice of a month in which its days have begun.
 * Once more is a second line. [B4]
 */
export const addCharge = verb({
  name: 'addCharge',
  permission: 'DRAFT_WRITE',
  description:
    'On the customer’s next invoice of a month in which its days have begun. `to` is the day after the last; one day, if it is left out. To VAT it is what its product is, if that is not said; or else standard.',
  input: input('AddChargeInput', {
    ...customerFields,
    description: line(200),
    quantity: z
      .number()
      .int('Must be a whole number.')
      .min(1, 'Must be at least 1.')
      .max(1_000_000, 'May be at most 1,000,000.')
      .default(1),
    unitMinor: priceMinor().min(1, 'Must be at least 0.01.'),
    supplyKind: optional(oneOf(SupplyKind)),
    productId: optional(id()),
    from: date(),
    to: optional(date()),
  }),
  async run(
    scope,
    { companyId, resellerId, description, quantity, unitMinor, supplyKind, productId, ...days },
  ) {
    const customer = await invoicedCustomer(scope, { companyId, resellerId });
    const to = days.to ?? addDays(days.from, 1);
    assertDays(scope, days.from, to);
    if (quantity * unitMinor > MOST_MINOR)
      throw invalid('unitMinor', 'Must come to at most 20,000,000.00 in all.');
    const product = await chargedProduct(scope, productId);
    const [chargeId = ''] = await writeCharges(scope, [
      {
        ...customer,
        source: 'MANUAL',
        description,
        supplyKind: supplyKind ?? product?.supplyKind ?? 'STANDARD',
        productId,
        quantity,
        from: days.from,
        to,
        amountMicro: quantity * unitMinor * MICRO_PER_MINOR,
        addedByName: (await who(scope)).name,
      },
    ]);
    const { resellerId: of, companyId: company } = customer;
    return {
      result: chargeId,
      subject: { type: 'Charge', id: chargeId, resellerId: of, companyId: company },
    };
  },
});

function assertDays(scope: Scope, from: string, to: string): void {
  const today = localDate(scope.now);
  const [first, last] = [addDays(today, -MOST_DAYS), addDays(today, MOST_DAYS)];
  if (from < first || from > last)
    throw invalid('from', `Must be from ${formatDate(first)} to ${formatDate(last)}.`);
  if (to <= from) throw invalid('to', 'Must be after the first day.');
  if (to > addDays(from, MOST_DAYS)) throw invalid('to', 'May be at most a year after the first day.');
}
