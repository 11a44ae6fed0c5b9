import { id, type Minor, type PlainDate } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ProductCategory, ProductUnit } from '../catalogue/index.ts';
import { PriceListKind, PriceListState, PriceRounding } from './price-list.entity.ts';

/** One product in a version, from so many on. Prices are per unit and month, minor units, without VAT. */
@ObjectType()
export class PriceListRow {
  @Field(() => ID) productId!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => ProductCategory) category!: ProductCategory;
  @Field(() => ProductUnit) unit!: ProductUnit;
  @Field(() => Int) fromQuantity!: number;
  @Field(() => GraphQLMinor, { nullable: true, description: 'The version’s own price.' })
  ownMinor!: Minor | null;
  @Field(() => GraphQLMinor, { nullable: true, description: 'What its rule makes of wholesale.' })
  ruleMinor!: Minor | null;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'What holds where this version says nothing; null if nothing does in its currency.',
  })
  otherwiseMinor!: Minor | null;
  @Field(() => GraphQLMinor, { nullable: true, description: 'In the version before.' })
  beforeMinor!: Minor | null;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'What whoever sells at it pays, if that is known and in the currency of the list.',
  })
  costMinor!: Minor | null;
}

@ObjectType()
export class PriceListRule {
  @Field(() => ID) key!: string;
  @Field(() => ID, { nullable: true }) productId!: string | null;
  @Field(() => String, { nullable: true }) product!: string | null;
  @Field(() => ProductCategory, { nullable: true }) category!: ProductCategory | null;
  @Field(() => Int, { description: 'Hundredths of a per cent.' }) percentBp!: number;
  @Field(() => GraphQLMinor) amountMinor!: Minor;
  @Field(() => PriceRounding) rounding!: PriceRounding;
}

@ObjectType()
export class PriceListGrid {
  @Field(() => ID) versionId!: string;
  @Field(() => ID) priceListId!: string;
  @Field(() => String) name!: string;
  @Field(() => PriceListKind) kind!: PriceListKind;
  @Field(() => String) currency!: string;
  @Field(() => Boolean, {
    description: 'Whether it can hold mark-ups: it is for companies, in what their seller pays in.',
  })
  marksUp!: boolean;
  @Field(() => Int) number!: number;
  @Field(() => PriceListState) state!: PriceListState;
  @Field(() => GraphQLDate) validFrom!: PlainDate;
  @Field(() => GraphQLDate, { nullable: true }) validUntil!: PlainDate | null;
  @Field(() => Int, { nullable: true, description: 'The version before.' }) beforeNumber!: number | null;
  @Field(() => [PriceListRule]) rules!: PriceListRule[];
  @Field(() => [PriceListRow]) rows!: PriceListRow[];
}

/** A version with what it says of every product, what that would cost whoever sells, and what was asked before. [C2] [C3] */
export const priceListGrid = view({
  name: 'priceListGrid',
  permission: 'PRICE_LIST_READ',
  input: input('PriceListGridInput', { versionId: id() }),
  type: () => PriceListGrid,
  async run(scope, { versionId }): Promise<PriceListGrid> {
    const version = await versionWithBefore(scope, versionId);
    const { beforeId, ...said } = version;
    return {
      ...said,
      rules: await rulesOf(scope, versionId),
      rows: await rowsOf(scope, version),
    };
  },
});

type Version = Omit<PriceListGrid, 'rules' | 'rows'> & { beforeId: string | null };

/** A version and the one that holds before it; NOT_FOUND for others'. */
export async function versionWithBefore(scope: Scope, versionId: string): Promise<Version> {
  const [version] = await scope.sql<Version>(
    `select v.id as "versionId", l.id as "priceListId", l.name, l.kind, l.currency,
        l.kind = 'RETAIL' and l.currency = (select r.currency from reseller r where r.id = l.reseller_id) as "marksUp", v.number, v.state,
        v.valid_from::text as "validFrom", v.valid_until::text as "validUntil", b.number as "beforeNumber", b.id as "beforeId"
      from price_list_version v join price_list l on l.id = v.price_list_id
      left join lateral (select o.id, o.number from price_list_version o
        where o.price_list_id = l.id and o.id <> v.id and o.state = 'PUBLISHED' and o.valid_from <= v.valid_from
          and (o.published_at < v.published_at or v.published_at is null)
        order by o.valid_from desc, o.number desc limit 1) b on true
      where v.id = $1`,
    [versionId],
  );
  if (!version) throw notFound('version');
  return version;
}

const rulesOf = (scope: Scope, versionId: string): Promise<PriceListRule[]> =>
  scope.sql<PriceListRule>(
    `select r.id as key, r.product_id as "productId", p.name as product, r.category, r.percent_bp as "percentBp",
        r.amount_minor as "amountMinor", r.rounding
      from price_rule r left join product p on p.id = r.product_id where r.price_list_version_id = $1
      order by p.name_key, r.category`,
    [versionId],
  );

/** SQL: what the rules of a version make of the wholesale price `w.minor` of the product `p`, if that is in the currency $5. */
const ruled = (version: string): string =>
  `(select marked_up(w.minor, r.percent_bp, r.amount_minor, r.rounding) from price_rule r
     where r.price_list_version_id = ${version} and (r.product_id = p.id or r.product_id is null and coalesce(r.category = p.category, true))
       and w.currency = $5
     order by r.product_id, r.category limit 1)`;

/** SQL: the price of a version's own that holds for so many. */
const held = (version: string): string =>
  `(select l.minor from list_price l where l.price_list_version_id = ${version} and l.product_id = p.id
     and l.from_quantity <= t.from_quantity order by l.from_quantity desc limit 1)`;

/** Every product that is sold, and every unit of usage, in each of its tiers here or in the version before. */
export const rowsOf = (
  scope: Scope,
  {
    versionId,
    beforeId,
    kind,
    validFrom,
    currency,
  }: Pick<Version, 'versionId' | 'beforeId' | 'kind' | 'validFrom' | 'currency'>,
): Promise<PriceListRow[]> =>
  scope.sql<PriceListRow>(
    `select p.id as "productId", p.code, p.name, p.category, p.unit, t.from_quantity as "fromQuantity", own.minor as "ownMinor",
        case when $3 = 'RETAIL' then ${ruled('$1')} end as "ruleMinor",
        case when p.currency = $5 then case when $3 = 'RETAIL' then p.list_retail_minor else p.list_wholesale_minor end end as "otherwiseMinor",
        coalesce(${held('$2')}, case when $3 = 'RETAIL' then ${ruled('$2')} end) as "beforeMinor",
        case when $3 = 'RETAIL' and w.currency = $5 then w.minor end as "costMinor"
      from product p
      cross join lateral (select 1 as from_quantity union
        select l.from_quantity from list_price l where l.product_id = p.id and l.price_list_version_id in ($1, $2)) t
      left join list_price own on own.price_list_version_id = $1 and own.product_id = p.id and own.from_quantity = t.from_quantity
      cross join lateral wholesale_here(p.id, null, t.from_quantity, $4) w
      where p.active or p.unit = 'PER_USE' or own.id is not null
      order by p.name_key, p.id, t.from_quantity`,
    [versionId, beforeId, kind, validFrom, currency],
  );
