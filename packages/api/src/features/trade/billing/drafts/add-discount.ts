import { id, line, moneyMinor, month, monthPeriod, optional } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../../kernel/input.ts';
import { invalid } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { who } from '../../../people/identity/index.ts';
import { SupplyKind } from '../../catalogue/index.ts';
import { chargedProduct } from './charged-product.ts';
import { customerFields, invoicedCustomer } from './invoiced-customer.ts';
import { MICRO_PER_MINOR, writeCharges } from './write-charges.ts';

/** As much as one charge comes to. */
const MOST_MINOR = 2_000_000_000;

/**
 * Lets a customer off an amount, or a share of all or of one product, on one invoice or on those of several months. An invoice is
 * never less than nothing: what is left of an amount is on the next one. [B4]
 */
export const addDiscount = verb({
  name: 'addDiscount',
  permission: 'DRAFT_WRITE',
  description:
    'An amount or a share (`percentBp`: 1000 is 10 %), net, of all or of one product, from the invoice of a month on. An amount is off what is of the same kind to VAT; what is left of it is on the next invoice.',
  input: input('AddDiscountInput', {
    ...customerFields,
    description: line(200),
    amountMinor: optional(moneyMinor()),
    percentBp: optional(
      z
        .number()
        .int('Must be whole hundredths of a per cent.')
        .min(1, 'Must be at least 0.01 %.')
        .max(10_000, 'May be at most 100 %.'),
    ),
    productId: optional(id()),
    supplyKind: optional(oneOf(SupplyKind)),
    period: month(),
    months: z
      .number()
      .int('Must be a whole number.')
      .min(1, 'Must be at least 1.')
      .max(60, 'May be at most 60.')
      .default(1),
  }),
  async run(scope, { amountMinor, percentBp, supplyKind, productId, period, description, months, ...named }) {
    if (!amountMinor === !percentBp)
      throw invalid('amountMinor', 'Must be filled in, or else the share: one of the two.');
    if (amountMinor && amountMinor > MOST_MINOR)
      throw invalid('amountMinor', 'Must be at most 20,000,000.00.');
    if (percentBp && supplyKind)
      throw invalid('supplyKind', 'Must be left out of a share, which is off whatever is charged.');
    const customer = await invoicedCustomer(scope, named);
    const product = await chargedProduct(scope, productId);
    const { start: from, endExclusive: to } = monthPeriod(period);
    const [chargeId = ''] = await writeCharges(scope, [
      {
        ...customer,
        source: 'DISCOUNT',
        description,
        supplyKind: percentBp ? null : (supplyKind ?? product?.supplyKind ?? 'STANDARD'),
        productId,
        quantity: 1,
        from,
        to,
        amountMicro: amountMinor ? -amountMinor * MICRO_PER_MINOR : null,
        percentBp,
        months,
        addedByName: (await who(scope)).name,
      },
    ]);
    const { resellerId, companyId } = customer;
    return { result: chargeId, subject: { type: 'Charge', id: chargeId, resellerId, companyId } };
  },
});
