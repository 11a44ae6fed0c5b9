import { date, id, localDate, optional } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { type BelowCost, belowCostIn, versionWithBefore } from '../prices/index.ts';

@ObjectType()
export class SoldBelowCost {
  @Field(() => String) product!: string;
  @Field(() => Int) fromQuantity!: number;
}

@ObjectType()
export class PriceListEffect {
  @Field(() => Int, {
    description: 'Subscriptions that keep another price than the version’s until they are moved.',
  })
  subscriptions!: number;
  @Field(() => Int, { description: 'Companies that have them.' }) customers!: number;
  @Field(() => [SoldBelowCost]) belowCost!: BelowCost[];
}

/** What publishing a version comes to: what goes on at other prices, and what would be sold below cost. [C2] [C3] */
export const priceListEffect = view({
  name: 'priceListEffect',
  permission: 'PRICE_LIST_READ',
  input: input('PriceListEffectInput', { versionId: id(), validFrom: optional(date()) }),
  type: () => PriceListEffect,
  async run(scope, { versionId, validFrom }): Promise<PriceListEffect> {
    const { kind, currency } = await versionWithBefore(scope, versionId);
    const [kept] = await scope.sql<{ subscriptions: number; customers: number }>(KEPT[kind], [versionId]);
    const below =
      kind === 'RETAIL'
        ? await belowCostIn(scope, versionId, currency, validFrom ?? localDate(scope.now))
        : [];
    return { subscriptions: kept?.subscriptions ?? 0, customers: kept?.customers ?? 0, belowCost: below };
  },
});

/** SQL: how many of those whom the list is for go on at another price than the version $1 has, judged by their own number. */
const kept = (price: 'retail_minor' | 'wholesale_minor', isFor: string): string =>
  `select count(*)::integer as subscriptions, count(distinct s.company_id)::integer as customers
    from price_list_version v join price_list l on l.id = v.price_list_id
    join subscription s on s.part_of_id is null and s.state not in ('ENDING', 'ENDED') and ${isFor}
    cross join lateral (select own.minor from list_price own where own.price_list_version_id = v.id
      and own.product_id = s.product_id and own.from_quantity <= s.quantity order by own.from_quantity desc limit 1) listed
    where v.id = $1 and listed.minor <> s.${price}
      and l.currency = ${price === 'retail_minor' ? 's.currency' : '(select r.currency from reseller r where r.id = s.reseller_id)'}`;

const named = (condition: string): string =>
  `exists (select from price_list_customer c where c.price_list_id = l.id and ${condition})`;
const elsewhere = (condition: string): string =>
  `not exists (select from price_list_customer c where c.price_list_id <> l.id and ${condition})`;
const group = `c.tenant_group_id in (select m.tenant_group_id from tenant_group_member m where m.reseller_id = s.reseller_id)`;
const reseller = `(c.for_reseller_id = s.reseller_id or ${group})`;

const KEPT = {
  RETAIL: kept(
    'retail_minor',
    `s.reseller_id = l.reseller_id and (${named('c.company_id = s.company_id')} or l.everyone and ${elsewhere('c.company_id = s.company_id')})`,
  ),
  WHOLESALE: kept('wholesale_minor', `(${named(reseller)} or l.everyone and ${elsewhere(reseller)})`),
};
