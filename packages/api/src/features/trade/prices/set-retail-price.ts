import { id, localDate, newId, priceMinor } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { edit } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertMeant, belowCost, soldBelowCost } from './below-cost.ts';
import { addVersion, type LockedList, lockList, versionOn } from './list-versions.ts';

/**
 * A reseller sets what its companies pay for a product from now on, or with null goes back to what its rules or else the operator
 * recommend: a further version of its list for everyone. Subscriptions keep the price they began with. [C3]
 */
export const setRetailPrice = verb({
  name: 'setRetailPrice',
  permission: 'PRICE_WRITE',
  description:
    'Null goes back to the recommended price. Subscriptions that run keep the price they began with. Below cost only with the reason.',
  input: edit(
    'SetRetailPriceInput',
    { productId: id(), belowCost: belowCost() },
    { retailMinor: priceMinor().nullable() },
  ),
  async run(scope, { productId, retailMinor, belowCost: reason, known }) {
    const { resellerId } = memberOf(scope.actor);
    const list = await listForEveryone(scope, resellerId);
    const held = await versionOn(scope, list.id);
    const [product] = await scope.sql<{
      code: string;
      priced: number | null;
      listed: number | null;
      own: number | null;
      tiers: number;
    }>(
      `select p.code, r.minor as priced, case p.currency when r.currency then p.list_retail_minor end as listed, own.minor as own,
          (select count(*)::integer from list_price l where l.price_list_version_id = $2 and l.product_id = p.id) as tiers
        from product p cross join lateral retail_here(p.id, null, 1, $3) r
        left join list_price own on own.price_list_version_id = $2 and own.product_id = p.id and own.from_quantity = 1
        where p.id = $1`,
      [productId, held, localDate(scope.now)],
    );
    if (!product) throw notFound('product');
    // What was seen is what companies pay, whether the reseller set it or it is the recommended price.
    known?.assertStill({ retailMinor: product.priced }, { retailMinor: retailMinor ?? product.listed });
    const same = retailMinor === product.own && (retailMinor !== null || product.tiers === 0);
    if (same) return { result: productId, subject: null };
    if (retailMinor !== null) {
      const price = { productId, fromQuantity: 1, minor: retailMinor };
      assertMeant(await soldBelowCost(scope, [price], list.currency, localDate(scope.now)), reason);
    }
    await replacePrice(scope, list, held, productId, retailMinor, reason);
    const [now] = await scope.sql<{ minor: number | null }>(
      'select minor from retail_here($1, null, 1, $2)',
      [productId, localDate(scope.now)],
    );
    return {
      result: productId,
      subject: {
        type: 'Product',
        id: productId,
        resellerId,
        reference: product.code,
        changed: { retailMinor: [product.priced, now?.minor ?? null] as const },
      },
    };
  },
});

/** A reseller's list for everyone in its own currency, held; made if there is none. */
async function listForEveryone(scope: Scope, resellerId: string): Promise<LockedList> {
  // There may be no row yet that could be held.
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`retail_list ${resellerId}`]);
  const [there] = await scope.sql<{ id: string }>(
    `select l.id from price_list l join reseller r on r.id = l.reseller_id and r.currency = l.currency
      where r.id = $1 and l.kind = 'RETAIL' and l.everyone`,
    [resellerId],
  );
  if (there) return lockList(scope, there.id);
  const listId = newId();
  await scope.sql(
    `insert into price_list (id, reseller_id, kind, name, currency, everyone, created_at)
       select $1, $2, 'RETAIL', 'Retail prices' || coalesce(' ' || nullif(count(*), 0) + 1, ''),
           (select currency from reseller where id = $2), true, $3
         from price_list where reseller_id = $2 and name_key ^@ 'retail prices'`,
    [listId, resellerId, scope.now],
  );
  return lockList(scope, listId);
}

/** A version from today on with another price of one product, whatever its number; null: without one. */
async function replacePrice(
  scope: Scope,
  list: LockedList,
  held: string | null,
  productId: string,
  minor: number | null,
  reason: string | null,
): Promise<void> {
  const version = await addVersion(scope, list, {
    from: localDate(scope.now),
    state: 'PUBLISHED',
    copyOf: held,
    without: productId,
    belowCostReason: reason,
  });
  if (minor === null) return;
  await scope.sql(
    `insert into list_price (id, reseller_id, price_list_version_id, product_id, from_quantity, minor) values ($1, $2, $3, $4, 1, $5)`,
    [newId(), list.resellerId, version, productId, minor],
  );
}
