import { FORMER_CUSTOMER } from '../../../kernel/forgetting.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  Flag,
  Id,
  Json,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Invoice, InvoiceKind, Payment, PaymentMethod, VatCategory } from '../billing/index.ts';
import { NoteState } from './approval.ts';

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;
const begins = 'even while suspended: what was charged wrongly is put right';
const mine = `issuer_id = ${setting('reseller_id')}`;
/** A note that is only asked for, or was declined, is its issuer's own business. */
const shown = (issued: string) => ({
  reseller: `reseller_id = ${setting('reseller_id')} and (${mine} or ${issued})`,
  company: `company_id = ${setting('company_id')} and ${issued}`,
});
const OF_ISSUED = `exists (select from credit_note n where n.id = credit_note_id and n.state = 'ISSUED')`;
const whose = { area: 'billing', tenant, begins, place: 'where it happened', kept: mine } as const;
const writes = { platform: mine, reseller: mine } as const;
/** How a note goes on: decided about, given its number, used. */
const goesOn = [
  'state',
  'number',
  'issuedOn',
  'usedMinor',
  'seller',
  'decidedByName',
  'decidedAt',
  'decisionNote',
] as const;

/** A supply of an invoice that is credited, in whole or in part, net and with the VAT that was charged on it. */
@Table('credit_note_line', {
  data: { kept: 'ACCOUNTS', none: 'position description netMinor vatMinor vatRateBp vatCategory vatReason' },
  ...whose,
  may: { platform: 'si', reseller: 'si', company: 's', worker: 's', gate: 's' },
  rows: shown(OF_ISSUED),
  writes,
})
export class CreditNoteLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() creditNoteId!: string;
  @Id({ description: 'The line of the invoice.' }) invoiceLineId!: string;
  @Whole() position!: number;
  @Text() description!: string;
  @Amount() netMinor!: number;
  @Amount() vatMinor!: number;
  @Whole({ description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!: number;
  @Choice(VatCategory) vatCategory!: VatCategory;
  @Text({ nullable: true }) vatReason!: string | null;
}

/** What became of credit: put against an invoice, or paid back. */
@Table('credit_use', {
  data: { kept: 'ACCOUNTS', since: 'createdAt', none: 'amountMinor on reference createdAt method' },
  ...whose,
  may: { platform: 'si', reseller: 'si', company: 's', worker: 'si', gate: 's' },
  rows: shown(`(overpayment_id is not null or ${OF_ISSUED})`),
  writes,
})
export class CreditUse {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref({ nullable: true }) creditNoteId!: string | null;
  @Ref({ nullable: true }) overpaymentId!: string | null;
  @Ref({ nullable: true }) paymentId!: string | null;
  @Amount() amountMinor!: number;
  @Day() on!: string;
  @Choice(PaymentMethod, { api: false }) method!: PaymentMethod;
  @Text({ nullable: true, description: 'What money that was paid back was sent with.' }) reference!:
    | string
    | null;
  @Moment() createdAt!: Date;

  @One(() => Payment, 'paymentId', { nullable: true }) payment!: Payment | null;
}

/** Takes something of an invoice back: a document with a number of its own. [B6] */
@Table('credit_note', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    emptied: { buyer: FORMER_CUSTOMER, seller: 'seller' },
    CUSTOMER: { for: 'ACCOUNTING', IDENTITY: 'buyer seller' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'requestedByName decidedByName', CONTENT: 'decisionNote' },
    none: 'kind state number issuedOn reason againstInvoice currency netMinor vatMinor totalMinor usedMinor decidedAt createdAt perPound vatSterlingMinor',
  },
  ...whose,
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 'su', gate: 's' },
  rows: shown(`state = 'ISSUED'`),
  writes,
  changes: { platform: goesOn, reseller: goesOn, worker: ['usedMinor'] },
  impersonal: ['state', 'totalMinor'],
})
export class CreditNote {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Choice(InvoiceKind) kind!: InvoiceKind;
  @Choice(NoteState) state!: NoteState;
  @Text({ nullable: true, description: 'Taken when it is issued; gapless per issuer.' }) number!:
    | string
    | null;
  @Day({ nullable: true }) issuedOn!: string | null;
  @Text() reason!: string;
  @Flag({ description: 'It pays what is still due of the invoice as soon as it is issued.' })
  againstInvoice!: boolean;
  @Text() currency!: string;
  @Amount() netMinor!: number;
  @Amount() vatMinor!: number;
  @Amount({ nullable: true, description: 'The VAT in pounds, where the invoice says its VAT in pounds.' })
  vatSterlingMinor!: number | null;
  @Text({ nullable: true, description: 'How much of its currency a pound was, as on the invoice.' })
  perPound!: string | null;
  @Amount() totalMinor!: number;
  @Amount({ description: 'What of it stands against invoices or was paid back.' }) usedMinor!: number;
  @Json() seller!: unknown;
  @Json() buyer!: unknown;
  @Ref() requestedBy!: string;
  @Ref() requestedByPerson!: string;
  @Text() requestedByName!: string;
  @Text({ nullable: true }) decidedByName!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Sealed({ nullable: true }) decisionNote!: string | null;
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
    (row) => `case when ${row}.state = 'ISSUED' then ${row}.total_minor - ${row}.used_minor else 0 end`,
    { description: 'What of it is still for the customer to use.' },
  )
  leftMinor!: number;

  @Computed(
    () => Boolean,
    (row) => `${row}.requested_by = ${setting('membership_id')}`,
    {
      description: 'Whoever asks for it here has asked for the note.',
    },
  )
  requestedByMe!: boolean;

  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Many(() => CreditNoteLine, 'creditNoteId', 'position', 20) lines!: CreditNoteLine[];
  @Many(() => CreditUse, 'creditNoteId', 'created_at', 3) uses!: CreditUse[];
}

/** From which sum on an issuer's notes take a second person. */
@Table('credit_note_policy', {
  data: { kept: 'WHILE_USED', none: 'approveAboveMinor' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: it makes notes harder, if anything',
  may: { platform: 'siu', reseller: 'siu' },
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
  changes: { platform: ['approveAboveMinor'], reseller: ['approveAboveMinor'] },
  impersonal: ['approveAboveMinor'],
})
export class CreditNotePolicy {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Amount({ nullable: true, description: 'None: one person is enough, whatever the sum.' })
  approveAboveMinor!: number | null;
}

/** The next number of an issuer's notes. [S76] */
@Table('credit_note_series', {
  data: { kept: 'WHILE_USED', none: 'next' },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was charged wrongly is put right',
  may: { platform: 'siu', reseller: 'siu' },
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
})
export class CreditNoteSeries {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Whole() next!: number;
}
