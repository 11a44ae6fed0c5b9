import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
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
import { Payment } from '../billing/index.ts';

export const BankFormat = enumeration('BankFormat', { CAMT: 'CAMT', OFX: 'OFX', CSV: 'CSV' });
/** PROPOSED and UNKNOWN wait for a person; PUT_ASIDE is none of ours, as somebody has said; OUTGOING is only listed. */
export const BankEntryState = enumeration('BankEntryState', {
  PROPOSED: 'PROPOSED',
  UNKNOWN: 'UNKNOWN',
  BOOKED: 'BOOKED',
  PUT_ASIDE: 'PUT_ASIDE',
  OUTGOING: 'OUTGOING',
});
export type BankEntryState = keyof typeof BankEntryState;

/** SQL: the entry with this alias waits for a person. */
export const isWaiting = (row: string): string => `(${row}.state in ('PROPOSED', 'UNKNOWN'))`;

const mine = `reseller_id = ${setting('reseller_id')}`;
/** A bank account is its holder's alone: not even the platform sees a reseller's. */
const whose = {
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what came in is money of customers',
  rows: { platform: mine },
} as const;

/** Which column of the bank's CSV files is what: remembered for the next. */
@Table('bank_columns', {
  data: { kept: 'WHILE_USED', none: 'columns' },
  ...whose,
  internal: true,
  may: { platform: 'siu', reseller: 'siu' },
})
export class BankColumnsRow {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Json() columns!: unknown;
}

/** A file from the bank. [B7] */
@Table('bank_statement', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'uploadedByName' },
    none: 'fileName fileHash format entries newEntries bookedEntries createdAt',
  },
  ...whose,
  may: { platform: 'siu', reseller: 'siu' },
  changes: { platform: ['newEntries', 'bookedEntries'], reseller: ['newEntries', 'bookedEntries'] },
  constraints: { bank_statement_once: ['file', 'This very file has been taken in already.'] },
})
export class BankStatement {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() fileName!: string;
  @Text({ api: false }) fileHash!: string;
  @Choice(BankFormat) format!: keyof typeof BankFormat;
  @Whole({ description: 'All that it holds.' }) entries!: number;
  @Whole({ description: 'Those that had come in no file before.' }) newEntries!: number;
  @Whole({ description: 'Of the new ones those that were booked at once.' }) bookedEntries!: number;
  @Text() uploadedByName!: string;
  @Moment() createdAt!: Date;
}

/** What of an entry paid an invoice. */
@Table('bank_booking', { data: { kept: 'WHILE_USED' }, ...whose, may: { platform: 'si', reseller: 'si' } })
export class BankBooking {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() bankEntryId!: string;
  @Ref() paymentId!: string;

  @One(() => Payment, 'paymentId', { nullable: true }) payment!: Payment | null;
}

const goesOn = ['state', 'because', 'bookedMinor', 'note', 'decidedByName', 'decidedAt'] as const;

/** Money that came into the account of whoever invoices, or went out of it. [B7] */
@Table('bank_entry', {
  data: {
    kept: 'ACCOUNTS',
    since: 'on',
    ends: 'values',
    emptied: { entryKey: 'id::text' },
    CUSTOMER: { for: 'ACCOUNTING', PAYMENT: 'payer reference entryKey' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'decidedByName', CONTENT: 'note' },
    none: 'on amountMinor currency state because bookedMinor decidedAt createdAt',
  },
  ...whose,
  may: { platform: 'siu', reseller: 'siu' },
  changes: { platform: goesOn, reseller: goesOn },
  impersonal: ['state', 'bookedMinor'],
})
export class BankEntry {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() bankStatementId!: string;
  @Text({ api: false }) entryKey!: string;
  @Day() on!: string;
  @Amount({ description: 'Below zero: it went out.' }) amountMinor!: number;
  @Text() currency!: string;
  @Text() payer!: string;
  @Text() reference!: string;
  @Choice(BankEntryState) state!: BankEntryState;
  @Text({ nullable: true, description: 'Why it was booked, or is proposed.' }) because!: string | null;
  @Amount({ description: 'What of it has been booked.' }) bookedMinor!: number;
  @Sealed({ nullable: true }) note!: string | null;
  @Text({ nullable: true }) decidedByName!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => GraphQLMinor,
    (row) => `case when ${isWaiting(row)} then ${row}.amount_minor - ${row}.booked_minor else 0 end`,
    { description: 'What of it waits for a person.' },
  )
  leftMinor!: number;
  @One(() => BankStatement, 'bankStatementId') statement!: BankStatement;
  @Many(() => BankBooking, 'bankEntryId', 'id', 3) bookings!: BankBooking[];
}
