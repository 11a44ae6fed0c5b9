import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';

/** What one's own customers get by mail. */
@ObjectType()
export class OwnBillingLetters {
  @Field(() => Boolean) eInvoice!: boolean;
  @Field(() => Boolean) monthlyStatements!: boolean;
}

/** What one's customers get by mail, as it was set, or nothing beyond the PDF. [B7] */
export const ownBillingLetters = view({
  name: 'ownBillingLetters',
  permission: 'BILLING_RUN',
  input: input('OwnBillingLettersInput', {}),
  type: () => OwnBillingLetters,
  async run(scope): Promise<OwnBillingLetters> {
    const [set] = await scope.sql<OwnBillingLetters>(
      `select e_invoice as "eInvoice", monthly_statements as "monthlyStatements" from billing_letters where reseller_id = $1`,
      [memberOf(scope.actor).resellerId],
    );
    return set ?? { eInvoice: false, monthlyStatements: false };
  },
});
