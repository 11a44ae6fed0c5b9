import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
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
  @Field(() => GraphQLMinor) totalMinor!: number;
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
          sum(b.invoice_count)::int as "invoiceCount", sum(b.total_minor)::float8 as "totalMinor"
        from billing_run run join billing_run b on b.period = run.period and b.id >= run.id
        where run.id = $1 group by run.period`,
      [billingRunId],
    );
    if (!progress) throw notFound('billing run');
    return progress;
  },
});
