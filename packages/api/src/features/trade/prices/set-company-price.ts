import { date, id, localDate, newId, optional, priceMinor } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertMeant, belowCost, soldBelowCost } from './below-cost.ts';
import { firstDayOfVersion } from './first-day.ts';

/**
 * Agrees what one company pays for a product from a day on, whatever lists say, until a day if one is given; null: lists hold
 * again from that day. It is in the company's currency. What was agreed for later days gives way. Subscriptions keep their price until they are moved. [C2] [C3]
 */
export const setCompanyPrice = verb({
  name: 'setCompanyPrice',
  permission: 'PRICE_LIST_WRITE',
  description: 'Null ends what was agreed. Subscriptions that run keep their price until they are moved.',
  input: input('SetCompanyPriceInput', {
    companyId: id(),
    productId: id(),
    fromQuantity: optional(
      z.number().int().min(1, 'Must be at least 1.').max(100_000, 'May be at most 100,000.'),
    ),
    minor: priceMinor().nullable(),
    validFrom: optional(date()),
    validUntil: optional(date()),
    belowCost: belowCost(),
  }),
  async run(
    scope,
    { companyId, productId, fromQuantity: given, minor, validFrom, validUntil, belowCost: reason },
  ) {
    const { resellerId } = memberOf(scope.actor);
    const from = firstDayOfVersion(scope.now, validFrom ?? localDate(scope.now));
    if (validUntil !== null && validUntil <= from)
      throw invalid('validUntil', 'Must be after the first day: the day from which it no longer holds.');
    const fromQuantity = given ?? 1;
    const [company] = await scope.sql<{ currency: string }>(
      'select currency from company where id = $1 and reseller_id = $2 for no key update',
      [companyId, resellerId],
    );
    if (!company) throw notFound('company');
    const [product] = await scope.sql<{ code: string }>('select code from product where id = $1', [
      productId,
    ]);
    if (!product) throw notFound('product');
    if (minor !== null)
      assertMeant(
        await soldBelowCost(scope, [{ productId, fromQuantity, minor }], company.currency, from),
        reason,
      );
    const same = [resellerId, companyId, productId, fromQuantity, from];
    const ended = await scope.sql<{ id: string }>(
      `update company_price set valid_until = greatest(valid_from, $5)
        where reseller_id = $1 and company_id = $2 and product_id = $3 and from_quantity = $4
          and coalesce(valid_until > greatest(valid_from, $5), true) returning id`,
      same,
    );
    if (minor !== null)
      await scope.sql(
        `insert into company_price (id, reseller_id, company_id, product_id, from_quantity, valid_from, minor, currency, valid_until,
             below_cost_reason, created_at)
           values ($6, $1, $2, $3, $4, $5, $7, $11, $8, $9, $10)`,
        [...same, newId(), minor, validUntil, reason, scope.now, company.currency],
      );
    const did = minor !== null || ended.length > 0;
    scope.hint({ kind: 'CompanyPrice', resellerId, companyId });
    return {
      result: companyId,
      subject: did
        ? { type: 'Company', id: companyId, resellerId, companyId, reference: product.code }
        : null,
    };
  },
});
