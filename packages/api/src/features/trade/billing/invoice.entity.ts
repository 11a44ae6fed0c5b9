import { FORMER_CUSTOMER } from '../../../kernel/forgetting.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  column,
  Day,
  Document,
  enumeration,
  Flag,
  Json,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company, Reseller, VatRounding } from '../../platform/tenancy/index.ts';
import { Subscription } from '../subscriptions/index.ts';
import { Checkout, CheckoutState, isUnallocated } from './checkout.entity.ts';
import { CARD_MINOR, isOverdue, isPayable, isToReader, leastByCard } from './invoice-conditions.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { VatCategory } from './vat.ts';

export const InvoiceKind = enumeration('InvoiceKind', { WHOLESALE: 'WHOLESALE', RETAIL: 'RETAIL' });
export type InvoiceKind = keyof typeof InvoiceKind;
/** A debit note charges more of what an invoice was for; late payment is charged by law, beside what was supplied. */
export const DocumentKind = enumeration('DocumentKind', {
  INVOICE: 'INVOICE',
  DEBIT_NOTE: 'DEBIT_NOTE',
  LATE_PAYMENT: 'LATE_PAYMENT',
});
export type DocumentKind = keyof typeof DocumentKind;
export const InvoiceState = enumeration('InvoiceState', {
  DRAFT: 'DRAFT',
  OPEN: 'OPEN',
  PART_PAID: 'PART_PAID',
  PAID: 'PAID',
  WRITTEN_OFF: 'WRITTEN_OFF',
});
export type InvoiceState = keyof typeof InvoiceState;
export const PaymentMethod = enumeration('PaymentMethod', {
  CARD: 'CARD',
  BANK_TRANSFER: 'BANK_TRANSFER',
  CREDIT: 'CREDIT',
  DIRECT_DEBIT: 'DIRECT_DEBIT',
  /** What the operator had taken by card for a reseller, put against what that owes it. */
  SET_OFF: 'SET_OFF',
});
export type PaymentMethod = keyof typeof PaymentMethod;

/** SQL: card money came in for the invoice with this alias that stands against none. */
export const hasUnallocated = (row: string): string =>
  `exists (select from checkout c where c.invoice_id = ${row}.id and ${isUnallocated('c')})`;

const whose = {
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed, and what is owed can be paid',
} as const;
/**
 * A reseller writes what it issues itself, never what the platform issued to it. It is in its books, which it has to keep: a company
 * closes to it whom a line is for, not the invoice. [T3]
 */
const issuer = `issuer_id = ${setting('reseller_id')}`;
const issued = { writes: { reseller: issuer }, kept: issuer } as const;
const may = { platform: 'si', reseller: 'si', company: 's', worker: 'si', gate: 's' } as const;
/** Of what was issued nothing changes but what has been paid of it. */
const paid = ['state', 'paidMinor'] as const;

/** One supply: a product over some days at one price, net, at one VAT rate. It names nobody. */
@Table('invoice_line', {
  data: {
    kept: 'ACCOUNTS',
    none: 'position description quantity unitPriceMinor from to netMinor vatRateBp vatCategory vatReason vatNotionalBp',
  },
  ...whose,
  may,
  ...issued,
})
export class InvoiceLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  /** None on lines of old whose services are gone. */
  @Ref({ nullable: true }) productId!: string | null;
  /** Of what was charged or let off beside what recurs. */
  @Ref({ nullable: true }) chargeId!: string | null;
  @Whole() position!: number;
  @Text() description!: string;
  @Whole() quantity!: number;
  @Amount() unitPriceMinor!: number;
  @Day() from!: string;
  @Day({ description: 'The day after the last.' }) to!: string;
  @Amount() netMinor!: number;
  @Whole({ description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!: number;
  @Choice(VatCategory) vatCategory!: VatCategory;
  @Text({ nullable: true, description: 'What the invoice says of its VAT.' }) vatReason!: string | null;
  @Whole({
    nullable: true,
    description: 'The rate at which the customer accounts for its VAT itself, in the United Kingdom.',
  })
  vatNotionalBp!: number | null;
  /** Of a debit note: the line of the invoice of which more is charged. */
  @Ref({ nullable: true }) citedLineId!: string | null;
}

/**
 * What a subscription adds to a line. People are called by what the directory calls them: nothing of them is kept here. The
 * parts of a line add up to it.
 */
@Table('invoice_line_part', {
  data: { kept: 'ACCOUNTS', none: 'position reference quantity from to netMinor settles' },
  ...whose,
  may,
  writes: { reseller: issuer },
})
export class InvoiceLinePart {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Ref() invoiceLineId!: string;
  @Ref() subscriptionId!: string;
  @Whole({ description: 'Its place on the invoice: line by line, then by company and person.' })
  position!: number;
  @Text({ description: 'Of the subscription.' }) reference!: string;
  @Whole() quantity!: number;
  @Day() from!: string;
  @Day({ description: 'The day after the last.' }) to!: string;
  @Amount() netMinor!: number;
  @Flag({ description: 'It charges more for days that were charged ahead, or gives them back.' })
  settles!: boolean;

  @One(() => InvoiceLine, 'invoiceLineId') line!: InvoiceLine;
  /** None where its company has moved to another reseller since. */
  @One(() => Subscription, 'subscriptionId', { nullable: true }) subscription!: Subscription | null;
}

/** Money received for an invoice. [B7] */
@Table('payment', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    CUSTOMER: { for: 'ACCOUNTING', PAYMENT: 'reference' },
    none: 'method amountMinor receivedOn createdAt',
  },
  ...whose,
  may,
  ...issued,
})
export class Payment {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Choice(PaymentMethod) method!: PaymentMethod;
  @Amount() amountMinor!: number;
  @Day() receivedOn!: string;
  @Text({ nullable: true }) reference!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
}

/** What was sent of an invoice or a credit note: PDF and e-invoice, byte for byte, each once. They are made right after issue and never change; drafts have none. [S77] */
@Table('invoice_file', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'row',
    CUSTOMER: { for: 'ACCOUNTING', CONTENT: 'pdf ubl' },
    none: 'pdfSha256 ublSha256 createdAt',
  },
  ...whose,
  may: { platform: 'si', reseller: 's', company: 's', worker: 'si', gate: 's' },
  kept: issuer,
  internal: true,
  impersonal: ['pdfSha256', 'ublSha256'],
})
export class InvoiceFile {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref({ nullable: true }) invoiceId!: string | null;
  /** One of both. */
  @Ref({ nullable: true }) creditNoteId!: string | null;
  @column('bytea', () => String, { api: false }) pdf!: Buffer;
  @column('bytea', () => String, { api: false }) ubl!: Buffer;
  @Text() pdfSha256!: string;
  @Text() ublSha256!: string;
  @Moment() createdAt!: Date;
}

/** An invoice of the platform to a reseller or direct company, or of a reseller to its company. [B4] */
@Table('invoice', {
  data: {
    kept: 'ACCOUNTS',
    since: 'issuedOn',
    ends: 'values',
    emptied: { buyer: FORMER_CUSTOMER, seller: 'seller' },
    CUSTOMER: { for: 'ACCOUNTING', IDENTITY: 'buyer seller', CONTENT: 'note' },
    none: 'kind state number periodStart periodEnd issuedOn dueOn currency netMinor vatMinor totalMinor paidMinor createdAt perPound vatSterlingMinor vatBreakdown purchaseOrder document reason vatRounding inAdvance',
  },
  ...whose,
  may: { ...may, platform: 'siu', reseller: 'siu', worker: 'siu' },
  changes: { platform: paid, reseller: paid, worker: paid },
  ...issued,
})
export class Invoice {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Choice(InvoiceKind) kind!: InvoiceKind;
  @Choice(DocumentKind) document!: DocumentKind;
  @Ref({ nullable: true }) citedInvoiceId!: string | null;
  @Text({ nullable: true, description: 'Why a debit note was issued, or late payment charged.' }) reason!:
    | string
    | null;
  @Choice(InvoiceState) state!: InvoiceState;
  @Text({ nullable: true, description: 'Taken when it is issued; gapless per issuer.' }) number!:
    | string
    | null;
  @Day() periodStart!: string;
  @Day({ description: 'The day after the last.' }) periodEnd!: string;
  @Flag({ description: 'What recurs is charged ahead, for these days.' }) inAdvance!: boolean;
  @Day({ nullable: true }) issuedOn!: string | null;
  @Day({ nullable: true }) dueOn!: string | null;
  @Text() currency!: string;
  @Amount() netMinor!: number;
  @Amount() vatMinor!: number;
  @Amount({ nullable: true, description: 'The VAT in pounds, of an invoice in another currency.' })
  vatSterlingMinor!: number | null;
  @Text({ nullable: true, description: 'How much of its currency a pound was, by which that was reckoned.' })
  perPound!: string | null;
  @Amount() totalMinor!: number;
  @Amount() paidMinor!: number;
  @Document(() => [InvoiceVat], {
    description: 'Net and VAT of each rate and category, as they were reckoned at issue.',
  })
  vatBreakdown!: InvoiceVat[];
  @Choice(VatRounding, { api: false }) vatRounding!: VatRounding;
  @Text({ nullable: true, description: 'The number of the customer’s purchase order.' })
  purchaseOrder!: string | null;
  @Text({ nullable: true, description: 'What its issuer has written on it.' }) note!: string | null;
  /** Both parties as they were on the day of issue. */
  @Json() seller!: unknown;
  @Json() buyer!: unknown;
  @Moment() createdAt!: Date;

  @Computed(
    () => String,
    (row) => `${row}.seller->>'name'`,
  )
  issuerName!: string;
  @Computed(
    () => String,
    (row) => `${row}.buyer->>'name'`,
  )
  customerName!: string;
  @Computed(
    () => GraphQLMinor,
    (row) => `${row}.total_minor - ${row}.paid_minor`,
  )
  dueMinor!: number;
  @Computed(() => Boolean, isOverdue)
  overdue!: boolean;
  @Computed(
    () => Boolean,
    (row) =>
      `${isPayable(row)} and ${isToReader(row)} and ${row}.total_minor - ${row}.paid_minor between ${leastByCard(`${row}.currency`)} and ${CARD_MINOR.most}
        and not ${hasUnallocated(row)}`,
    {
      description:
        'Whoever asks is the one who pays it, and what is due can be paid by card where cards are taken.',
    },
  )
  canPayByCard!: boolean;
  @Computed(
    () => CheckoutState,
    (row) =>
      `select c.state from checkout c where c.invoice_id = ${row}.id order by c.created_at desc, c.id desc limit 1`,
    { nullable: true, description: 'How the latest card payment stands, if one was begun.' },
  )
  cardState!: CheckoutState | null;
  /** None for a company that has moved to another one since. */
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => Invoice, 'citedInvoiceId', { nullable: true }) citedInvoice!: Invoice | null;
  @Many(() => InvoiceLine, 'invoiceId', 'position', 20) lines!: InvoiceLine[];
  @Many(() => Payment, 'invoiceId', 'created_at') payments!: Payment[];
  @Many(() => Checkout, 'invoiceId', 'created_at', 2) checkouts!: Checkout[];
}
