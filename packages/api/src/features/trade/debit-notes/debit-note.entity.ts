import { Field, ID, Int, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  Document,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { type DebitLine, Invoice, InvoiceKind, VatCategory } from '../billing/index.ts';
import { NoteState } from '../credit-notes/index.ts';

/** What a debit note charges more of a line of its invoice, net. */
@ObjectType()
export class DebitNoteLine implements DebitLine {
  @Field(() => ID) citedLineId!: string;
  @Field(() => String) description!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => GraphQLMinor) unitPriceMinor!: number;
  @Field(() => GraphQLDate) from!: string;
  @Field(() => GraphQLDate, { description: 'The day after the last.' }) to!: string;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => Int, { description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!: number;
  @Field(() => VatCategory) vatCategory!: VatCategory;
  vatReason!: string | null;
  vatNotionalBp!: number | null;
}

const mine = `issuer_id = ${setting('reseller_id')}`;
const goesOn = ['state', 'issuedId', 'decidedByName', 'decidedAt', 'decisionNote'] as const;

/**
 * That a debit note was asked for, and what became of it: its issuer's own business. Once it is issued it is an invoice of the kind
 * DEBIT_NOTE, which is what the customer sees. [B6]
 */
@Table('debit_note', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    CUSTOMER: { for: 'ACCOUNTING', IDENTITY: 'customerName' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'requestedByName decidedByName', CONTENT: 'decisionNote' },
    none: 'kind state reason currency lines netMinor vatMinor totalMinor decidedAt createdAt',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  begins: 'even while suspended: what was charged wrongly is put right',
  place: 'where it happened',
  may: { platform: 'siu', reseller: 'siu' },
  rows: { reseller: `reseller_id = ${setting('reseller_id')} and ${mine}` },
  writes: { platform: mine, reseller: mine },
  changes: { platform: goesOn, reseller: goesOn },
  impersonal: ['state', 'totalMinor'],
})
export class DebitNote {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Ref({ nullable: true }) issuedId!: string | null;
  @Choice(InvoiceKind) kind!: InvoiceKind;
  @Choice(NoteState) state!: NoteState;
  @Text() reason!: string;
  @Text() currency!: string;
  @Document(() => [DebitNoteLine]) lines!: DebitNoteLine[];
  @Amount() netMinor!: number;
  @Amount() vatMinor!: number;
  @Amount() totalMinor!: number;
  @Text() customerName!: string;
  @Ref() requestedBy!: string;
  @Ref() requestedByPerson!: string;
  @Text() requestedByName!: string;
  @Text({ nullable: true }) decidedByName!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Sealed({ nullable: true }) decisionNote!: string | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => Boolean,
    (row) => `${row}.requested_by = ${setting('membership_id')}`,
    { description: 'Whoever asks for it here has asked for the note.' },
  )
  requestedByMe!: boolean;
  /** What it is about. */
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  /** What is to be paid, once it is issued. */
  @One(() => Invoice, 'issuedId', { nullable: true }) issued!: Invoice | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
