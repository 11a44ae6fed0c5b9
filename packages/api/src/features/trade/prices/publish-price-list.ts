import { date, id, optional, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertMeant, type BelowCost, belowCost, soldBelowCost } from './below-cost.ts';
import { firstDayOfVersion } from './first-day.ts';
import { lockVersion, makeRoom } from './list-versions.ts';

/**
 * Lets a draft hold from a day on, today or later: whichever version held on that day ends there, and it is never changed
 * afterwards. Subscriptions keep their price until they are moved. What is sold below cost takes the reason for it. [C2] [C3]
 */
export const publishPriceList = verb({
  name: 'publishPriceList',
  permission: 'PRICE_LIST_WRITE',
  description: 'Subscriptions that run keep their price until they are moved.',
  input: input('PublishPriceListInput', {
    versionId: id(),
    validFrom: optional(date()),
    belowCost: belowCost(),
  }),
  async run(scope, { versionId, validFrom, belowCost: reason }) {
    const { state, list, validFrom: drafted } = await lockVersion(scope, versionId);
    if (state !== 'DRAFT') throw conflict('It has been published already.', 'versionId');
    const from = firstDayOfVersion(scope.now, validFrom ?? drafted);
    const [filled] = await scope.sql(
      `select from list_price where price_list_version_id = $1 union all
       select from price_rule where price_list_version_id = $1 limit 1`,
      [versionId],
    );
    if (!filled) throw invalid('versionId', 'Must hold a price or a rule: it is empty.');
    if (list.kind === 'RETAIL') assertMeant(await belowCostIn(scope, versionId, list.currency, from), reason);
    const until = await makeRoom(scope, list.id, from);
    await scope.sql(
      `update price_list_version set state = 'PUBLISHED', valid_from = $2, valid_until = $3, published_at = $4, below_cost_reason = $5
        where id = $1`,
      [versionId, from, until, scope.now, reason],
    );
    const { id: listId, resellerId, name } = list;
    return { result: listId, subject: { type: 'PriceList', id: listId, resellerId, reference: name } };
  },
});

/** What a version sells below cost on its first day: prices of its own, and those that a negative mark-up makes. */
export async function belowCostIn(
  scope: Scope,
  versionId: string,
  currency: string,
  day: PlainDate,
): Promise<BelowCost[]> {
  const own = await scope.sql<{ productId: string; fromQuantity: number; minor: number }>(
    `select product_id as "productId", from_quantity as "fromQuantity", minor from list_price where price_list_version_id = $1`,
    [versionId],
  );
  const ruled = await scope.sql<{ productId: string; fromQuantity: number; minor: number }>(
    `select p.id as "productId", 1 as "fromQuantity", marked_up(w.minor, r.percent_bp, r.amount_minor, r.rounding) as minor
       from product p
       cross join lateral (select r.* from price_rule r where r.price_list_version_id = $1
         and (r.product_id = p.id or r.product_id is null and coalesce(r.category = p.category, true))
         order by r.product_id, r.category limit 1) r
       cross join lateral wholesale_here(p.id, null, 1, $2) w
       where (p.active or p.unit = 'PER_USE') and w.currency = $3 and (r.percent_bp < 0 or r.amount_minor < 0)
         and not exists (select from list_price l where l.price_list_version_id = $1 and l.product_id = p.id and l.from_quantity = 1)`,
    [versionId, day, currency],
  );
  return soldBelowCost(scope, [...own, ...ruled], currency, day);
}
