import { localDate, type PlainDate } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { heldOn, heldTerms, monthEnds } from './month-ends.ts';
import { monthlyCurrency, monthlyPrice } from './subscription-conditions.ts';

/** What a month changed of the monthly price of all subscriptions, in one currency. [O1] */
@ObjectType()
export class RevenueMovement {
  @Field(() => GraphQLDate, { description: 'Its last day, or today.' }) on!: PlainDate;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor, { description: 'At the end of the month before.' }) openingMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Of services that began.' }) newMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Of more units or a higher price.' }) moreMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Of fewer units or a lower price; not positive.' })
  lessMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Of services that ended; not positive.' }) goneMinor!: number;
  @Field(() => GraphQLMinor) closingMinor!: number;
}

/**
 * How recurring revenue has moved over twelve months and until today: at the prices that held on each day, of what whoever asks
 * is paid, or pays. The staff's is wholesale, and retail of direct customers.
 */
export const recurringRevenue = view({
  name: 'recurringRevenue',
  permission: 'SUBSCRIPTION_READ',
  input: input('RecurringRevenueInput', {}),
  type: () => [RevenueMovement],
  async run(scope): Promise<RevenueMovement[]> {
    const { level } = memberOf(scope.actor);
    const days = monthEnds(localDate(scope.now));
    const points = days.map((_, i) => heldOn('minor', `$${i + 1}::date`));
    const changed = (condition: string, by: string) =>
      `sum(case when ${condition} then ${by} else 0 end)::float8`;
    const [was, is] = ['v[i]', 'v[i + 1]'];
    return scope.sql<RevenueMovement>(
      `with held as (${heldTerms(`s.id as subscription_id, (${monthlyPrice('s', level, 't')})::bigint * t.quantity as minor, ${monthlyCurrency('s', level, 'seller')} as currency`)}),
       service as (select subscription_id, currency, array[${points.join(', ')}] as v from held group by subscription_id, currency)
       select (array[${days.map((_, i) => `$${i + 1}::date`).join(', ')}])[i + 1]::text as "on", currency, sum(${was})::float8 as "openingMinor",
           ${changed(`${was} = 0`, is)} as "newMinor", ${changed(`${was} > 0 and ${is} > ${was}`, `${is} - ${was}`)} as "moreMinor",
           ${changed(`${is} > 0 and ${is} < ${was}`, `${is} - ${was}`)} as "lessMinor", ${changed(`${was} > 0 and ${is} = 0`, `-${was}`)} as "goneMinor",
           sum(${is})::float8 as "closingMinor"
         from service cross join generate_series(1, ${days.length - 1}) i
         group by currency, i having sum(${was}) + sum(${is}) > 0 order by currency, i`,
      days,
    );
  },
});
