import { setting } from '../../../kernel/protection.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  Document,
  enumeration,
  Flag,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Invoice } from '../billing/index.ts';
import { ChasingStep, ChasingTone } from './chasing-step.ts';
import { CustomerGroup } from './customer-group.entity.ts';

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;
const mine = `issuer_id = ${setting('reseller_id')}`;
const place = 'where it happened';
const begins = 'even while suspended: what is owed is asked for, and can be disputed';
const whose = { area: 'billing', tenant, begins, place, kept: mine } as const;

/** SQL: the policy with this alias is for everyone. */
export const isForEveryone = (row: string): string =>
  `(${row}.company_id is null and ${row}.group_id is null and ${row}.reseller_id = ${row}.issuer_id)`;

/** When an issuer reminds everyone, or a group of customers or one of them otherwise, of what is to be paid. It is its own business. [B7] */
@Table('chasing_policy', {
  data: { kept: 'WHILE_USED', none: 'active steps createdAt warningDays' },
  area: 'billing',
  tenant,
  begins,
  place,
  may: { platform: 'siud', reseller: 'siud', worker: 's' },
  rows: { reseller: `reseller_id = ${setting('reseller_id')} and ${mine}` },
  writes: { platform: mine, reseller: mine },
  changes: { platform: ['active', 'steps', 'warningDays'], reseller: ['active', 'steps', 'warningDays'] },
  impersonal: ['active', 'warningDays'],
})
export class ChasingPolicy {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref({ nullable: true }) groupId!: string | null;
  @Flag({ description: 'Reminders are sent. Of a group or one customer: no means never.' }) active!: boolean;
  @Document(() => [ChasingStep]) steps!: ChasingStep[];
  @Whole({ description: 'For how many days it is said before anything is restricted.' }) warningDays!: number;
  @Moment() createdAt!: Date;

  @Computed(() => Boolean, isForEveryone, {
    description: 'It is for everyone who has none of their own, nor of their group.',
  })
  forEveryone!: boolean;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => CustomerGroup, 'groupId', { nullable: true }) group!: CustomerGroup | null;
}

/** A reminder that was sent: of one invoice, for one step, once. [B7] */
@Table('invoice_reminder', {
  data: { kept: 'ACCOUNTS', since: 'createdAt', none: 'day tone last dueMinor recipientCount createdAt' },
  ...whose,
  may: { platform: 'si', reseller: 's', company: 's', worker: 'si' },
})
export class InvoiceReminder {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Whole({ description: 'From the day on which the invoice was due.' }) day!: number;
  @Choice(ChasingTone) tone!: ChasingTone;
  @Flag({ description: 'No other was to follow.' }) last!: boolean;
  @Amount({ description: 'What was still to be paid then.' }) dueMinor!: number;
  @Whole({ description: 'How many people it went to.' }) recipientCount!: number;
  @Moment() createdAt!: Date;

  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
}

export const InvoicePauseKind = enumeration('InvoicePauseKind', { DISPUTE: 'DISPUTE', PROMISE: 'PROMISE' });
export type InvoicePauseKind = keyof typeof InvoicePauseKind;

/** Why an invoice is not chased: its customer disputes it, or has promised to pay. [B7] */
@Table('invoice_pause', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    emptied: { endedByName: `case when ended_by_name is not null then '' end` },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'begunByName endedByName', CONTENT: 'reason outcome' },
    none: 'kind until createdAt endedAt',
  },
  ...whose,
  may: { platform: 'siu', reseller: 'siu', company: 'si', worker: 's' },
  writes: {
    platform: mine,
    reseller: `(${mine} or kind = 'DISPUTE' and company_id is null)`,
    company: `kind = 'DISPUTE'`,
  },
  changes: {
    platform: ['endedAt', 'endedByName', 'outcome'],
    reseller: ['endedAt', 'endedByName', 'outcome'],
  },
  impersonal: ['kind', 'until'],
  constraints: {
    invoice_pause_under_way: ['invoiceId', 'This is noted already, and not settled yet.'],
  },
})
export class InvoicePause {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Choice(InvoicePauseKind) kind!: InvoicePauseKind;
  @Sealed({
    nullable: true,
    description: 'What is disputed, or who has promised to pay; null once its time is over.',
  })
  reason!: string | null;
  @Day({ nullable: true, description: 'Of a promise: the last day on which it is waited.' }) until!:
    | string
    | null;
  @Text() begunByName!: string;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Text({ nullable: true }) endedByName!: string | null;
  @Sealed({ nullable: true, description: 'How a dispute was settled.' }) outcome!: string | null;

  @Computed(
    () => Boolean,
    (row) => `(${row}.issuer_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`,
    { description: 'Whoever asks issued the invoice.' },
  )
  ofIssuer!: boolean;
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
}
