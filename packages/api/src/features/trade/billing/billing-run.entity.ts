import { Money } from '../../../kernel/money.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  Document,
  enumeration,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Reseller } from '../../platform/tenancy/index.ts';
import { InvoiceKind } from './invoice.entity.ts';

export const BillingRunState = enumeration('BillingRunState', {
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
});
export type BillingRunState = keyof typeof BillingRunState;

/** SQL: the month of the run was not run again since. */
const isLast = (row: string): string =>
  `not exists (select from billing_run later where later.reseller_id = ${row}.reseller_id
    and later.period = ${row}.period and later.id > ${row}.id)`;

/** SQL: the run has failed, and its month was not run again since. */
export const isLeftFailed = (row: string): string => `(${row}.state = 'FAILED' and ${isLast(row)})`;

/** SQL: the run has passed over customers, and its month was not run again since. */
export const isLeftHeld = (row: string): string => `(${row}.held_count > 0 and ${isLast(row)})`;

/** One making of an issuer's invoices for a month; `customersDone` of `customerCount` have been seen to. */
@Table('billing_run', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    none: 'period state invoiceCount createdAt finishedAt customerCount customersDone kind failures totals heldCount heldFor setAsideCount dueBy',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siu', reseller: 'si', worker: 'su' },
})
export class BillingRun {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() period!: string;
  @Choice(BillingRunState, {
    description: 'FAILED: it has stopped, and the month can be run again for the rest.',
  })
  state!: BillingRunState;
  /** Of the batch that is next, one after the other. */
  @Whole({ api: false }) failures!: number;
  @Whole({ description: 'Customers with something to be charged for, as the run began.' })
  customerCount!: number;
  @Whole() customersDone!: number;
  @Whole() invoiceCount!: number;
  @Document(() => [Money], { description: 'What its invoices come to, with VAT.' }) totals!: Money[];
  @Whole({ description: 'Customers that it has passed over: VAT cannot be said in pounds without a rate.' })
  heldCount!: number;
  @Whole({ description: 'Customers that it has passed over because somebody holds their invoices.' })
  setAsideCount!: number;
  @column('text[]', () => [String], { description: 'The currencies of which a rate is wanted for that.' })
  heldFor!: string[];
  /** Whom it has come to: the last customer that was seen to, and whether customers at wholesale or at retail are. */
  @Choice(InvoiceKind, { nullable: true, api: false }) kind!: InvoiceKind | null;
  @Ref({ nullable: true }) lastCustomerId!: string | null;
  @Ref({ nullable: true }) startedBy!: string | null;
  @Moment() createdAt!: Date;
  @Day({ description: 'It sees to customers whose time had come by this day.' }) dueBy!: string;
  @Moment({ nullable: true }) finishedAt!: Date | null;

  @One(() => Reseller, 'resellerId') issuer!: Reseller;
  @Computed(() => Boolean, isLeftFailed, {
    description: 'It has failed, and its month was not run again since.',
  })
  leftFailed!: boolean;
  @Computed(() => Boolean, isLeftHeld, {
    description: 'It has passed over customers, and its month was not run again since.',
  })
  leftHeld!: boolean;
  @Computed(
    () => String,
    (row) =>
      `case when ${row}.started_by is null then 'Steward' else coalesce((select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.started_by), 'The platform’s staff') end`,
  )
  startedByName!: string;
}

/**
 * How far a subscription has been billed at one side: the day after the last that is charged, and the first of which it is still looked
 * at what came of it, where it was charged ahead. [S75]
 */
@Table('billed_subscription', {
  // Up to when each service has been charged: without it a month would be charged again.
  data: { called: 'note up to when a service is charged', kept: 'ACCOUNTS', none: 'kind billedTo settledTo' },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siu', reseller: 's', company: 's', worker: 'siu' },
  // How far its reseller has paid for it is none of a company's business.
  rows: {
    company: `reseller_id = ${setting('reseller_id')} and company_id = ${setting('company_id')} and kind = 'RETAIL'`,
  },
})
export class BilledSubscription {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() subscriptionId!: string;
  @Choice(InvoiceKind) kind!: InvoiceKind;
  @Day() billedTo!: string;
  @Day() settledTo!: string;
}

/** The next number of an issuer's invoices; locked while one is taken. [S76] */
@Table('invoice_series', {
  data: { kept: 'WHILE_USED', none: 'next nextDebitNote' },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siu', reseller: 'siu', worker: 'siu' },
})
export class InvoiceSeries {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Whole() next!: number;
  @Whole() nextDebitNote!: number;
}
