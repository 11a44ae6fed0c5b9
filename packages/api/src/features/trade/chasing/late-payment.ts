import { id, localDate } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { isIssuedByReader, isOverdue } from '../billing/index.ts';
import { type HalfYearRate, type LateInvoice, lateCharges } from './late-charges.ts';

/** What could be charged by law for the late payment of an invoice, as of today. */
@ObjectType()
export class LatePayment {
  @Field(() => GraphQLDate) through!: string;
  @Field(() => GraphQLMinor) interestMinor!: number;
  @Field(() => GraphQLMinor) fixedMinor!: number;
  @Field(() => [GraphQLDate], {
    description: 'Half-years of which no rate is noted: their days are not in it.',
  })
  missing!: string[];
}

/** What the law gives for the late payment of an invoice in pounds that one has issued; nothing while it is not overdue. [B7] */
export const latePayment = view({
  name: 'latePayment',
  permission: 'CHASING_WRITE',
  input: input('LatePaymentInput', { invoiceId: id() }),
  type: () => LatePayment,
  async run(scope, { invoiceId }): Promise<LatePayment> {
    const [invoice] = await scope.sql<LateInvoice & { late: boolean }>(
      `select i.due_on::text as "dueOn", i.total_minor::float8 as "totalMinor", ${isOverdue('i')} and i.currency = 'GBP' as late,
          (select coalesce(json_agg(json_build_object('receivedOn', y.received_on, 'amountMinor', y.amount_minor)), '[]')
            from payment y where y.invoice_id = i.id) as payments
        from invoice i where i.id = $1 and ${isIssuedByReader('i')}`,
      [invoiceId],
    );
    if (!invoice) throw notFound('invoice');
    const rates = await scope.sql<HalfYearRate>(
      'select half_year::text as "halfYear", rate_bp as "rateBp" from reference_rate',
    );
    const through = localDate(scope.now);
    const charges = invoice.late ? lateCharges(invoice, rates, through) : null;
    return { through, ...(charges ?? { interestMinor: 0, fixedMinor: 0, missing: [] }) };
  },
});
