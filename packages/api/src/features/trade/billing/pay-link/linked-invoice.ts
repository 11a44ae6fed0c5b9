import { line, type Minor } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../../kernel/graphql/door.ts';
import { input } from '../../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../../kernel/scalars.ts';
import { Brand, hashSecret } from '../../../people/identity/index.ts';
import type { Currency } from '../../../platform/tenancy/index.ts';
import { CheckoutState } from '../checkout.entity.ts';
import { InvoiceState } from '../invoice.entity.ts';
import { CARD_MINOR } from '../invoice-conditions.ts';
import type { BuyerSnapshot, SellerSnapshot } from '../invoice-document.ts';
import { InvoiceVat } from '../invoice-vat.ts';
import { VatCategory } from '../vat.ts';
import { linkOver } from './find-pay-link.ts';

/** Who an invoice is from or to, as on the day of issue. */
@ObjectType()
export class LinkedParty {
  @Field(() => String) name!: string;
  @Field(() => [String]) addressLines!: string[];
  @Field(() => String, { nullable: true }) vatNumber!: string | null;
}

/** Where the seller takes transfers. */
@ObjectType()
export class LinkedAccount {
  @Field(() => String) accountName!: string;
  @Field(() => String, { nullable: true }) sortCode!: string | null;
  @Field(() => String, { nullable: true }) accountNumber!: string | null;
  @Field(() => String, { nullable: true }) iban!: string | null;
  @Field(() => String, { nullable: true }) bic!: string | null;
}

@ObjectType()
export class LinkedLine {
  @Field(() => ID) id!: string;
  @Field(() => String) description!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => GraphQLMinor) unitPriceMinor!: number;
  @Field(() => GraphQLDate) from!: string;
  @Field(() => GraphQLDate, { description: 'The day after the last.' }) to!: string;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => Int, { description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!: number;
  @Field(() => VatCategory) vatCategory!: VatCategory;
}

/** What stands on an invoice that is still to be paid. */
@ObjectType()
export class LinkedContent {
  @Field(() => LinkedParty) seller!: LinkedParty;
  @Field(() => LinkedParty) buyer!: LinkedParty;
  @Field(() => LinkedAccount, { nullable: true, description: 'None where the seller has named none.' })
  bank!: LinkedAccount | null;
  @Field(() => GraphQLDate) periodStart!: string;
  @Field(() => GraphQLDate, { description: 'The day after the last.' }) periodEnd!: string;
  @Field(() => GraphQLDate) issuedOn!: string;
  @Field(() => GraphQLDate) dueOn!: string;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => GraphQLMinor) totalMinor!: number;
  @Field(() => GraphQLMinor) paidMinor!: number;
  @Field(() => GraphQLMinor, { nullable: true }) vatSterlingMinor!: number | null;
  @Field(() => String, { nullable: true }) perPound!: string | null;
  @Field(() => [InvoiceVat]) vatBreakdown!: InvoiceVat[];
  @Field(() => [LinkedLine]) lines!: LinkedLine[];
}

/** The one invoice that a pay link shows. */
@ObjectType()
export class LinkedInvoice {
  @Field(() => String) number!: string;
  @Field(() => InvoiceState) state!: InvoiceState;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor) dueMinor!: number;
  @Field(() => Boolean, { description: 'What is due can be paid by card here.' }) canPayByCard!: boolean;
  @Field(() => CheckoutState, { nullable: true, description: 'How the latest card payment stands, if any.' })
  cardState!: CheckoutState | null;
  @Field(() => Brand) brand!: Brand;
  @Field(() => LinkedContent, {
    nullable: true,
    description: 'None once nothing is to be paid any more: the link then shows no more than that.',
  })
  content!: LinkedContent | null;
}

interface Found extends Omit<LinkedInvoice, 'canPayByCard' | 'content'> {
  currency: Currency;
  dueMinor: Minor;
  unallocated: boolean;
  content:
    | (Omit<LinkedContent, 'seller' | 'buyer' | 'bank'> & { seller: SellerSnapshot; buyer: BuyerSnapshot })
    | null;
}

const partyOf = ({ name, addressLines, vatNumber }: SellerSnapshot | BuyerSnapshot): LinkedParty => ({
  name,
  addressLines: (addressLines ?? []).filter(Boolean),
  vatNumber: vatNumber ?? null,
});

/** What a pay link shows to whoever has it. NOT_FOUND if it has expired or never was. [B7] */
export const linkedInvoice = view({
  name: 'linkedInvoice',
  permission: 'anonymous',
  input: input('LinkedInvoiceInput', { token: line(200) }),
  type: () => LinkedInvoice,
  async run(scope, { token }, { payments }): Promise<LinkedInvoice> {
    const [row] = await scope.sql<{ found: Found | null }>('select linked_invoice($1) as found', [
      hashSecret(token),
    ]);
    if (!row?.found) throw linkOver();
    const { content, unallocated, ...shown } = row.found;
    const { currency, dueMinor } = shown;
    const byCard = dueMinor >= CARD_MINOR.least[currency] && dueMinor <= CARD_MINOR.most;
    return {
      ...shown,
      canPayByCard: payments !== undefined && content !== null && byCard && !unallocated,
      content: content && {
        ...content,
        seller: partyOf(content.seller),
        buyer: partyOf(content.buyer),
        bank: content.seller.bank ?? null,
      },
    };
  },
});
