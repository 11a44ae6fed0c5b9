import { id, optional } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { LedgerEntryKind } from './ledger.entity.ts';
import { assertPeriod, periodRules } from './ledger-period.ts';
import { readStatement } from './read-statement.ts';

/** What changed a customer's account. */
@ObjectType()
export class StatementEntry {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLDate) on!: string;
  @Field(() => LedgerEntryKind) kind!: LedgerEntryKind;
  @Field(() => String, { description: 'The number of the invoice, or what the payment was sent with.' })
  reference!: string;
  @Field(() => ID) invoiceId!: string;
  @Field(() => GraphQLMinor, { description: 'What is owed more, or less if it is negative.' })
  amountMinor!: number;
  @Field(() => Boolean, {
    description: 'Taken by card for the customer, a reseller: it counts against what that owes.',
  })
  setOff!: boolean;
  @Field(() => GraphQLMinor, { description: 'What is owed after it.' }) balanceMinor!: number;
}

/** A customer's account with whoever supplies it, over some days. [B7] */
@ObjectType()
export class Statement {
  @Field(() => String) customerName!: string;
  @Field(() => String, { nullable: true, description: 'None where nothing was invoiced yet.' })
  issuerName!: string | null;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLDate) from!: string;
  @Field(() => GraphQLDate, { description: 'The last day.' }) to!: string;
  @Field(() => GraphQLMinor, { description: 'What was owed before the first day.' }) openingMinor!: number;
  @Field(() => GraphQLMinor, { description: 'What is owed at the end of the last day.' })
  closingMinor!: number;
  @Field(() => [StatementEntry]) entries!: StatementEntry[];
  @Field(() => Boolean, { description: 'Whoever asks issues the invoices.' }) ofIssuer!: boolean;
}

/** A customer's account over some days, for both sides of it. [B7] */
export const statement = view({
  name: 'statement',
  permission: 'INVOICE_READ',
  input: input('StatementInput', { customerId: id(), ...periodRules, issuerId: optional(id()) }),
  type: () => Statement,
  async run(scope, asked): Promise<Statement> {
    assertPeriod(asked);
    const { issuerId, ...found } = await readStatement(scope, asked);
    const { level, resellerId } = memberOf(scope.actor);
    // A reseller's account is with the platform.
    const ofIssuer =
      level !== 'COMPANY' && (issuerId === null ? level === 'PLATFORM' : issuerId === resellerId);
    return { ...found, ofIssuer };
  },
});
