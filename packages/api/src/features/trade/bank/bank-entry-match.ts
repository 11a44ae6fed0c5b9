import { id } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { type MoneyIn, matchEntries } from './match-entries.ts';
import { openInvoices } from './open-invoices.ts';

const MOST = 50;

/** An invoice that an entry may be for. */
@ObjectType()
export class BankCandidate {
  @Field(() => ID) invoiceId!: string;
  @Field(() => String) number!: string;
  @Field(() => String) customer!: string;
  @Field(() => GraphQLMinor) dueMinor!: number;
  @Field(() => GraphQLMinor, { description: 'What of the entry is proposed for it; 0: nothing.' })
  amountMinor!: number;
}

/** What an entry, or what is left of it, is probably for: the invoices proposed, then all else that their customers owe. [B7] */
export const bankEntryMatch = view({
  name: 'bankEntryMatch',
  permission: 'PAYMENT_WRITE',
  input: input('BankEntryMatchInput', { entryId: id() }),
  type: () => [BankCandidate],
  async run(scope, { entryId }): Promise<BankCandidate[]> {
    const [entry] = await scope.sql<MoneyIn>(
      `select (amount_minor - booked_minor)::float8 as "amountMinor", currency, payer, reference from bank_entry
        where id = $1 and amount_minor > booked_minor`,
      [entryId],
    );
    if (!entry) return [];
    const open = await openInvoices(scope);
    const [match] = matchEntries([entry], open);
    const proposed = new Map(match?.parts.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]));
    const customers = new Set(
      open.filter(({ id: one }) => proposed.has(one)).map(({ customerId }) => customerId),
    );
    return open
      .filter(({ customerId, currency }) => customers.has(customerId) && currency === entry.currency)
      .map(({ id: invoiceId, number, customer, dueMinor }) => ({
        invoiceId,
        number,
        customer,
        dueMinor,
        amountMinor: proposed.get(invoiceId) ?? 0,
      }))
      .toSorted((a, b) => Number(b.amountMinor > 0) - Number(a.amountMinor > 0))
      .slice(0, MOST);
  },
});
