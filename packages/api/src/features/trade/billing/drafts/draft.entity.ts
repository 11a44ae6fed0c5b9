import { setting } from '../../../../kernel/protection.ts';
import { Choice, Flag, Key, Moment, Ref, Sealed, Table, Text, Whole } from '../../../../kernel/table.ts';
import { InvoiceKind } from '../invoice.entity.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;
const SELLERS = ['PLATFORM', 'RESELLER'] as const;
const said = ['purchaseOrder', 'note', 'heldReason', 'heldByName', 'heldAt'] as const;

/** What an issuer says of a customer's coming invoices: of one month's or of every one. One that is held is not made out. [B4] */
@Table('invoice_draft', {
  data: {
    kept: 'ACCOUNTS',
    since: 'heldAt',
    ends: 'values',
    emptied: {
      heldByName: `case when held_by_name is not null then '' end`,
    },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'heldByName', CONTENT: 'note heldReason' },
    none: 'kind period purchaseOrder heldAt',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 's' },
  writes: { platform: mine, reseller: mine },
  changes: { platform: said, reseller: said },
  kept: mine,
  impersonal: ['period', 'purchaseOrder'],
})
export class InvoiceDraft {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Choice(InvoiceKind) kind!: InvoiceKind;
  @Text({ nullable: true, description: 'YYYY-MM; none for every coming invoice.' }) period!: string | null;
  @Text({ nullable: true }) purchaseOrder!: string | null;
  @Text({ nullable: true, description: 'Printed on the invoice.' }) note!: string | null;
  @Sealed({ nullable: true, levels: SELLERS }) heldReason!: string | null;
  @Text({ nullable: true, levels: SELLERS }) heldByName!: string | null;
  @Moment({ nullable: true, description: 'Since when billing passes over the customer.' })
  heldAt!: Date | null;
}

/** Whether the months of an issuer are billed by themselves, and when. [B4] */
@Table('billing_settings', {
  data: { kept: 'WHILE_USED', none: 'automatic graceDays' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siu', reseller: 'siu', worker: 's' },
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
  changes: { platform: ['automatic', 'graceDays'], reseller: ['automatic', 'graceDays'] },
  impersonal: ['automatic', 'graceDays'],
})
export class BillingSettings {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ description: 'A month is billed by itself when its days of grace are over.' }) automatic!: boolean;
  @Whole({ description: 'Days after the end of a month in which its drafts are looked at: 0 to 14.' })
  graceDays!: number;
}
