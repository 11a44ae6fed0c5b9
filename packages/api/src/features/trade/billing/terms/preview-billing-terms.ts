import {
  billingDay,
  localDate,
  monthOf,
  monthOfYear,
  monthPeriod,
  optional,
  previousMonth,
} from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../../kernel/scalars.ts';
import { CHARGED, dueLines } from '../drafts/due-charges.ts';
import { customerFields, invoicedCustomer } from '../drafts/invoiced-customer.ts';
import { customerOf } from '../due-lines.ts';
import type { InvoiceKind } from '../invoice.entity.ts';
import { BillingCycle, firstDayOf, madeOut, turnOf } from './billing-turn.ts';

/** The next invoice of a customer by some terms, as things stand. [B4] */
@ObjectType()
export class BillingTermsPreview {
  @Field(() => GraphQLDate, { description: 'The first day on which it can be made out.' })
  madeOutFrom!: string;
  @Field(() => GraphQLDate, { description: 'Its first day.' }) periodStart!: string;
  @Field(() => GraphQLDate, { description: 'The day after its last.' }) periodEnd!: string;
  @Field(() => Boolean, { description: 'What recurs is charged ahead, for these days.' }) inAdvance!: boolean;
  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'When the next month, quarter or year in advance begins; none in arrears.',
  })
  nextAheadFrom!: string | null;
  @Field(() => Int) lineCount!: number;
  @Field(() => GraphQLMinor, { description: 'What it will come to, net.' }) netMinor!: number;
  @Field(() => String) currency!: string;
}

/** SQL, an expression of a `with`: the terms that are tried, and otherwise those that are agreed. */
const TRIED = `agreed_cycle as materialized (
    select coalesce($5, c.cycle) as cycle, coalesce($6::integer, c.billing_day) as billing_day, coalesce($7::integer, c.first_month) as first_month
      from (values (1)) one left join cycle_of($3::uuid, $4::uuid) c on true)`;
const CYCLE = '(select * from agreed_cycle)';

/** The next invoice of a customer, by the terms agreed with it or by others: when it comes, for which days, and to what it comes. */
export const previewBillingTerms = view({
  name: 'previewBillingTerms',
  permission: 'BILLING_RUN',
  input: input('PreviewBillingTermsInput', {
    ...customerFields,
    cycle: optional(oneOf(BillingCycle)),
    billingDay: optional(billingDay()),
    firstMonth: optional(monthOfYear()),
  }),
  type: () => BillingTermsPreview,
  async run(
    scope,
    { companyId, resellerId, cycle, billingDay: day, firstMonth },
  ): Promise<BillingTermsPreview> {
    const customer = await invoicedCustomer(scope, { companyId, resellerId });
    const { kind, issuerId, currency } = customer;
    const today = localDate(scope.now);
    const given = [issuerId, customer.companyId ?? customer.resellerId, cycle, day, firstMonth];
    const [next] = await scope.sql<
      Omit<BillingTermsPreview, 'lineCount' | 'netMinor' | 'currency'> & { month: string }
    >(nextOf(kind), [previousMonth(today).start, today, ...given]);
    const { month, ...turn } = next as NonNullable<typeof next>;
    const { start, endExclusive } = monthPeriod(monthOf(month));
    const [sums] = await scope.sql<Pick<BillingTermsPreview, 'lineCount' | 'netMinor'>>(
      `with ${TRIED}, ${dueLines(kind, {
        issuer: '$3::uuid',
        terms: CYCLE,
        subscriptions: `${customerOf(kind)} = $4::uuid`,
        charges: `${CHARGED} = $4::uuid`,
      })} select count(*)::int as "lineCount", coalesce(sum(net_minor), 0)::float8 as "netMinor" from due_line`,
      [start, endExclusive, ...given],
    );
    return { ...turn, lineCount: sums?.lineCount ?? 0, netMinor: sums?.netMinor ?? 0, currency };
  },
});

/** SQL: the first invoice that is made out on $2 or later and is not yet, in the months from the one that begins on $1. */
function nextOf(kind: InvoiceKind): string {
  const reseller = kind === 'RETAIL' ? '$3::uuid' : '$4::uuid';
  return `with ${TRIED}, turn as materialized (
      select month.first, turn.* from generate_series($1::date, $1::date + interval '13 months', interval '1 month') month (first)
        cross join lateral ${turnOf('$3::uuid', '$4::uuid', CYCLE, 'month.first', "(month.first + interval '1 month')")}
        where turn.cut_off >= $2::date)
    select turn.first::date::text as month, turn.cut_off::text as "madeOutFrom", ${firstDayOf('$3::uuid', reseller, '$4::uuid')}::text as "periodStart",
        turn.period_end::text as "periodEnd", turn.in_advance as "inAdvance",
        (select min(a.cut_off)::text from turn a where a.in_advance and a.cut_off >= turn.cut_off) as "nextAheadFrom"
      from turn where not exists ${madeOut('$3::uuid', reseller, '$4::uuid')} order by turn.cut_off limit 1`;
}
