import { localDate, month } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { billableMonth } from './billable-month.ts';
import { dueLines } from './drafts/due-charges.ts';
import { InvoiceKind } from './invoice.entity.ts';

/** What a run would invoice at one side in one currency. Sums are net. */
@ObjectType()
export class BillingPreviewSide {
  @Field(() => InvoiceKind) kind!: InvoiceKind;
  @Field(() => String) currency!: string;
  @Field(() => Int, { description: 'Who makes out these invoices.' }) issuerCount!: number;
  @Field(() => Int) invoiceCount!: number;
  @Field(() => Int) lineCount!: number;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => Int, { description: 'Subscriptions that are charged for the first time.' })
  newSubscriptionCount!: number;
  @Field(() => GraphQLMinor) newMinor!: number;
  @Field(() => GraphQLMinor, {
    description: 'Of days before the month, which nobody has been charged for yet.',
  })
  earlierMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Of charges beside what recurs, less what is let off.' })
  chargeMinor!: number;
}

/** What a billing run of a month would do now. [B4] */
@ObjectType()
export class BillingPreview {
  @Field(() => String) period!: string;
  @Field(() => [BillingPreviewSide]) sides!: BillingPreviewSide[];
}

/** What is still to be invoiced for a month to everyone whose time has come; a side of which nothing is left is not named. */
export const billingPreview = view({
  name: 'billingPreview',
  permission: 'BILLING_RUN',
  input: input('BillingPreviewInput', { period: month() }),
  type: () => BillingPreview,
  async run(scope, { period }): Promise<BillingPreview> {
    const { start, endExclusive } = await billableMonth(scope, period);
    const sides: InvoiceKind[] =
      memberOf(scope.actor).level === 'PLATFORM' ? ['WHOLESALE', 'RETAIL'] : ['RETAIL'];
    const rows = await scope.sql<BillingPreviewSide>(
      `${sides.map(sumsOf).join(' union all ')} order by kind desc, currency`,
      [start, endExclusive, localDate(scope.now)],
    );
    return { period, sides: rows.filter(({ lineCount }) => lineCount > 0) };
  },
});

/** Row security decides whose: staff see the customers of all, a reseller its own. */
const sumsOf = (kind: InvoiceKind): string => `(
  with ${dueLines(kind, { dueBy: '$3::date' })},
  begun as (
    select reseller_id, customer_id, count(distinct subscription_id) filter (where billed_to is null) as new,
        sum(net_minor) filter (where billed_to is null) as new_net
      from part group by reseller_id, customer_id),
  customer as (
    select reseller_id, customer_id, count(*) as lines, sum(net_minor) as net,
        sum(net_minor) filter (where charge_id is not null or product_id is null) as charge_net, bool_or(change <> '') as changed,
        sum(net_minor) filter (where "from" < $1::date) as earlier_net
      from due_line group by reseller_id, customer_id)
  select '${kind}' as kind, buyer.currency, ${kind === 'RETAIL' ? 'count(distinct customer.reseller_id)::int' : '1'} as "issuerCount",
      count(*) filter (where net > 0 or charge_net is not null or changed)::int as "invoiceCount", coalesce(sum(lines), 0)::int as "lineCount",
      coalesce(sum(net), 0)::float8 as "netMinor", coalesce(sum(new), 0)::int as "newSubscriptionCount",
      coalesce(sum(new_net), 0)::float8 as "newMinor", coalesce(sum(earlier_net), 0)::float8 as "earlierMinor",
      coalesce(sum(charge_net), 0)::float8 as "chargeMinor"
    from customer left join begun using (reseller_id, customer_id)
    join ${kind === 'RETAIL' ? 'company' : 'reseller'} buyer on buyer.id = customer.customer_id
    group by buyer.currency)`;
