import { id, month } from '@steward/shared';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { UsageAggregation, UsagePricing } from '../catalogue/index.ts';
import { Subscription } from '../subscriptions/index.ts';

@ObjectType({ description: 'What was used on a day: added up, the greatest or the last, as the month is.' })
export class UsageDay {
  @Field(() => GraphQLDate) day!: string;
  @Field(() => Float) quantity!: number;
}

@ObjectType({ description: 'What falls to one price.' })
export class UsagePart {
  @Field(() => Int, { description: 'From which unit on the price list has this price.' })
  fromQuantity!: number;
  @Field(() => Float) quantity!: number;
  @Field(() => GraphQLMinor, { description: 'Of one unit.' }) unitMinor!: number;
  @Field(() => GraphQLMinor) netMinor!: number;
}

@ObjectType({ description: 'How what was used comes to what is charged at a side, without VAT.' })
export class UsageSum {
  @Field(() => String) currency!: string;
  @Field(() => [UsagePart]) parts!: UsagePart[];
  @Field(() => GraphQLMinor) netMinor!: number;
}

/** What was used of a subscription in a month, by day, and how it is charged. [B1] [B2] */
@ObjectType()
export class UsageOfMonth {
  @Field(() => String) product!: string;
  @Field(() => String) unit!: string;
  @Field(() => UsageAggregation) aggregation!: keyof typeof UsageAggregation;
  @Field(() => UsagePricing) pricing!: keyof typeof UsagePricing;
  @Field(() => Int, { description: 'Events that count.' }) events!: number;
  @Field(() => Float) quantity!: number;
  @Field(() => Int) included!: number;
  @Field(() => Float, { description: 'What is charged of it.' }) beyond!: number;
  @Field(() => [UsageDay]) days!: UsageDay[];
  @Field(() => UsageSum) retail!: UsageSum;
  @Field(() => UsageSum, { nullable: true, description: 'What the reseller pays; not shown below it.' })
  wholesale!: UsageSum | null;
}

/** SQL: a side of the month `m`, of which `b.used` is beyond what is included. */
const sumOf = (side: 'retail' | 'wholesale'): string => `jsonb_build_object('currency', m.${side}_currency,
    'netMinor', round(m.${side}_micro / 10000.0),
    'parts', (select coalesce(jsonb_agg(jsonb_build_object('fromQuantity', t.from_quantity, 'quantity', t.quantity, 'unitMinor', t.minor,
        'netMinor', round(t.micro / 10000)) order by t.from_quantity), '[]')
      from usage_parts(m.${side}_tiers, p.meter ->> 'pricing', b.used) t))`;

/** SQL: what a day, or a month, comes to of events `e`. */
const AGGREGATED = `case p.meter ->> 'aggregation' when 'SUM' then sum(e.quantity) when 'MAXIMUM' then max(e.quantity)
  else (array_agg(e.quantity order by e.at desc, e.id desc))[1] end`;

/** What was used of a subscription in a month, by day, and how it comes to what is charged; one for each product that it was to. [B1] [B2] */
export const usageOfMonth = view({
  name: 'usageOfMonth',
  permission: 'USAGE_READ',
  shows: { of: () => Subscription, by: 'subscriptionId' },
  input: input('UsageOfMonthInput', { subscriptionId: id(), month: month() }),
  type: () => [UsageOfMonth],
  async run(scope, { subscriptionId, month: of }): Promise<UsageOfMonth[]> {
    const sells = memberOf(scope.actor).level !== 'COMPANY';
    return scope.sql<UsageOfMonth>(
      `select p.name as product, p.meter ->> 'unit' as unit, p.meter ->> 'aggregation' as aggregation, p.meter ->> 'pricing' as pricing, m.events,
          m.quantity::float8 as quantity, (p.meter -> 'included')::integer as included, b.used::float8 as beyond,
          (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'quantity', d.quantity) order by d.day), '[]') from (
            select timezone('Europe/London', e.at)::date as day, ${AGGREGATED} as quantity from usage_event e
              where e.subscription_id = m.subscription_id and e.product_id = m.product_id and e.reseller_id = m.reseller_id and e.replaced_by_id is null
                and e.at >= timezone('Europe/London', m.month::timestamp) and e.at < timezone('Europe/London', m.month + interval '1 month')
              group by 1) d) as days,
          ${sumOf('retail')} as retail,
          ${sells ? `case when m.wholesale_tiers is not null then ${sumOf('wholesale')} end` : 'null'} as wholesale
        from usage_month m join product p on p.id = m.product_id
          cross join lateral (select greatest(0, m.quantity - (p.meter ->> 'included')::numeric) as used) b
        where m.subscription_id = $1 and m.month = $2::date order by p.name, m.id`,
      [subscriptionId, `${of}-01`],
    );
  },
});
