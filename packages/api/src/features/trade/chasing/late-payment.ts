import { id, localDate } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { isIssuedByReader } from '../billing/index.ts';
import { readLeftToCharge } from './read-late.ts';

/** What could be charged by law for the late payment of an invoice, less what has been. */
@ObjectType()
export class LatePayment {
  @Field(() => GraphQLDate, { description: 'The last day reckoned: today, or when it was paid.' })
  through!: string;
  @Field(() => GraphQLMinor) interestMinor!: number;
  @Field(() => GraphQLMinor) fixedMinor!: number;
  @Field(() => [GraphQLDate], {
    description: 'Half-years of which no rate is noted: their days are not in it.',
  })
  missing!: string[];
}

/** What the law gives for the late payment of an invoice in pounds, to a business, that one has issued; nothing while it is not overdue. [B7] */
export const latePayment = view({
  name: 'latePayment',
  permission: 'CHASING_WRITE',
  input: input('LatePaymentInput', { invoiceId: id() }),
  type: () => LatePayment,
  async run(scope, { invoiceId }): Promise<LatePayment> {
    const [own] = await scope.sql(`select from invoice i where i.id = $1 and ${isIssuedByReader('i')}`, [
      invoiceId,
    ]);
    if (!own) throw notFound('invoice');
    const [left] = await readLeftToCharge(scope, [invoiceId]);
    return left ?? { through: localDate(scope.now), interestMinor: 0, fixedMinor: 0, missing: [] };
  },
});
