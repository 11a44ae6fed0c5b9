import { setting } from '../../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../../kernel/table.ts';
import { Company, Reseller } from '../../../platform/tenancy/index.ts';
import { Product, SupplyKind } from '../../catalogue/index.ts';
import { Invoice, InvoiceKind } from '../invoice.entity.ts';

export const ChargeSource = enumeration('ChargeSource', {
  MANUAL: 'MANUAL',
  DISCOUNT: 'DISCOUNT',
  USAGE: 'USAGE',
});
export type ChargeSource = keyof typeof ChargeSource;

/** SQL: the charge with this alias is on no invoice yet. */
export const isWaiting = (row: string): string => `(${row}.invoice_id is null)`;

const mine = `issuer_id = ${setting('reseller_id')}`;
const changed = ['description', 'quantity', 'amountMicro', 'from', 'to'] as const;

/**
 * What a customer is to be charged beside what recurs, or is let off: it waits until its issuer makes out an invoice of a month
 * in which it has begun, and never changes from then on. A company sees what is charged to it, not what its reseller is. [B4]
 */
@Table('charge', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'addedByName' },
    none: 'kind source key description supplyKind quantity from to currency amountMicro percentBp months createdAt used',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siud', reseller: 'siud', company: 's', worker: 'siu', gate: 'siud' },
  writes: { reseller: mine },
  // What the platform bills is billed as the platform.
  changes: {
    platform: [...changed, 'invoiceId'],
    reseller: changed,
    worker: [...changed, 'invoiceId'],
    gate: [...changed, 'used'],
  },
  kept: mine,
  impersonal: ['kind', 'source', 'quantity', 'netMinor', 'percentBp', 'months', 'from', 'to'],
  constraints: {
    charge_key: ['key', 'This is waiting for an invoice already: add to it.'],
  },
})
export class Charge {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Choice(InvoiceKind) kind!: InvoiceKind;
  @Choice(ChargeSource) source!: ChargeSource;
  @Text({ nullable: true, api: false }) key!: string | null;
  @Text() description!: string;
  @Choice(SupplyKind, {
    nullable: true,
    description: 'What it is to VAT. None of a share: that is by what it is taken off.',
  })
  supplyKind!: SupplyKind | null;
  @Ref({ nullable: true }) productId!: string | null;
  @Ref({ nullable: true }) subscriptionId!: string | null;
  @Whole() quantity!: number;
  @Day() from!: string;
  @Day({ description: 'The day after the last.' }) to!: string;
  @Text() currency!: string;
  @column('bigint', () => String, { nullable: true, api: false }) amountMicro!: string | null;
  @column('bigint', () => String, { nullable: true, api: false }) used!: string | null;
  @Whole({
    nullable: true,
    description: 'Of a share of the invoice: hundredths of a per cent that are taken off, 1000 is 10 %.',
  })
  percentBp!: number | null;
  @Computed(
    () => GraphQLMinor,
    (row) => `${row}.net_minor`,
    {
      nullable: true,
      description: 'Less than nothing for what is let off; of a share known once it is on an invoice.',
    },
  )
  netMinor!: number | null;
  @Whole({ description: 'How many invoices it is on, the next included.' }) months!: number;
  @Text({ nullable: true, levels: ['PLATFORM', 'RESELLER'], description: 'None: Steward did.' })
  addedByName!: string | null;
  @Ref({ nullable: true }) invoiceId!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Product, 'productId', { nullable: true }) product!: Product | null;
  /** None while it waits. */
  @One(() => Invoice, 'invoiceId', { nullable: true }) invoice!: Invoice | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
