import { id, newId, priceMinor } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { edit } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/**
 * A reseller sets what its companies pay for a product from now on, or with null goes back to the recommended price.
 * Subscriptions keep the price they began with. [C3]
 */
export const setRetailPrice = verb({
  name: 'setRetailPrice',
  permission: 'PRICE_WRITE',
  description:
    'Null goes back to the recommended price. Subscriptions that run keep the price they began with.',
  input: edit('SetRetailPriceInput', { productId: id() }, { retailMinor: priceMinor().nullable() }),
  async run(scope, { productId, retailMinor, known }) {
    const { resellerId } = memberOf(scope.actor);
    // There may be no row yet that could be held, and the product is not the reseller's to hold.
    await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `retail_price ${resellerId} ${productId}`,
    ]);
    const [product] = await scope.sql<{ code: string; priced: number; listed: number }>(
      `select p.code, coalesce(r.retail_minor, p.list_retail_minor) as priced, p.list_retail_minor as listed
        from product p left join retail_price r on r.product_id = p.id where p.id = $1`,
      [productId],
    );
    if (!product) throw notFound('product');
    // What was seen is what companies pay, whether the reseller set it or it is the recommended price.
    known?.assertStill({ retailMinor: product.priced }, { retailMinor: retailMinor ?? product.listed });
    const set =
      retailMinor === null
        ? await scope.sql('delete from retail_price where product_id = $1 returning id', [productId])
        : await scope.sql(
            `insert into retail_price (id, reseller_id, product_id, retail_minor) values ($1, $2, $3, $4)
             on conflict (reseller_id, product_id) do update set retail_minor = excluded.retail_minor
               where retail_price.retail_minor <> excluded.retail_minor
             returning id`,
            [newId(), resellerId, productId, retailMinor],
          );
    const subject = {
      type: 'Product',
      id: productId,
      resellerId,
      reference: product.code,
      changed: { retailMinor: [product.priced, retailMinor ?? product.listed] as const },
    };
    return { result: productId, subject: set.length ? subject : null };
  },
});
