import {
  Choice,
  Computed,
  enumeration,
  Key,
  Moment,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';

export const BillingRunState = enumeration('BillingRunState', { RUNNING: 'RUNNING', DONE: 'DONE' });
export type BillingRunState = keyof typeof BillingRunState;

/** One making of invoices for a month, by the platform for everyone or by a reseller for its companies. */
@Table('billing_run', {
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  may: { platform: 'siu', reseller: 'siu', worker: 'siu' },
})
export class BillingRun {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() period!: string;
  @Choice(BillingRunState) state!: BillingRunState;
  @Whole() invoiceCount!: number;
  @Whole() totalMinor!: number;
  @Ref({ nullable: true }) startedBy!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) finishedAt!: Date | null;

  @Computed(
    () => String,
    (row) =>
      `select coalesce((select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.started_by), 'Steward')`,
  )
  startedByName!: string;
}

/** The next number of an issuer's invoices; locked while one is taken. [S76] */
@Table('invoice_series', {
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  may: { platform: 'siu', reseller: 'siu', worker: 'siu' },
})
export class InvoiceSeries {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Whole() next!: number;
}
