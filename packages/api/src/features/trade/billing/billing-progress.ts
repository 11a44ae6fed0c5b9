import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { addMoney, Money } from '../../../kernel/money.ts';
import { notFound } from '../../../kernel/problem.ts';
import { BillingRunState } from './billing-run.entity.ts';

/** How far the runs have come that were started together: of all issuers that the reader sees. */
@ObjectType()
export class BillingProgress {
  @Field(() => String) period!: string;
  @Field(() => BillingRunState) state!: BillingRunState;
  @Field(() => Int) issuerCount!: number;
  @Field(() => Int) customerCount!: number;
  @Field(() => Int) customersDone!: number;
  @Field(() => Int) invoiceCount!: number;
  @Field(() => [Money]) totals!: Money[];
  @Field(() => Int, { description: 'Customers that are passed over for want of an exchange rate.' })
  heldCount!: number;
  @Field(() => Int, { description: 'Customers that are passed over because somebody holds their invoices.' })
  setAsideCount!: number;
  @Field(() => [String]) heldFor!: string[];
}

/** How far a run has come, with those of the same month that were started with it or since. [B4] */
export const billingProgress = view({
  name: 'billingProgress',
  permission: 'BILLING_RUN',
  input: input('BillingProgressInput', { billingRunId: id() }),
  type: () => BillingProgress,
  async run(scope, { billingRunId }): Promise<BillingProgress> {
    const [progress] = await scope.sql<BillingProgress>(
      `select run.period, case when bool_or(b.state = 'RUNNING') then 'RUNNING' when bool_or(b.state = 'FAILED') then 'FAILED' else 'DONE' end as state,
          count(*)::int as "issuerCount", sum(b.customer_count)::int as "customerCount", sum(b.customers_done)::int as "customersDone",
          sum(b.invoice_count)::int as "invoiceCount", sum(b.held_count)::int as "heldCount",
          sum(b.set_aside_count)::int as "setAsideCount",
          jsonb_path_query_array(jsonb_agg(b.totals), '$[*][*]') as totals,
          array(select distinct c from billing_run x cross join lateral unnest(x.held_for) c
            where x.period = run.period and x.id >= $1 order by c) as "heldFor"
        from billing_run run join billing_run b on b.period = run.period and b.id >= run.id
        where run.id = $1 group by run.period`,
      [billingRunId],
    );
    if (!progress) throw notFound('billing run');
    return { ...progress, totals: addMoney(...progress.totals) };
  },
});
