import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Invoice, VatCategory } from '../billing/index.ts';
import { ProductCategory } from '../catalogue/index.ts';
import { boxMinor, boxOf, VatBox } from './vat-box.ts';

/** What money is, or is for. Debits raise what one has and spends, credits what one owes and earns. */
export const LedgerAccount = enumeration('LedgerAccount', {
  RECEIVABLE: 'RECEIVABLE',
  CUSTOMER_CREDIT: 'CUSTOMER_CREDIT',
  BANK: 'BANK',
  CARD_CLEARING: 'CARD_CLEARING',
  CARD_MONEY_HELD: 'CARD_MONEY_HELD',
  SET_OFF: 'SET_OFF',
  REVENUE: 'REVENUE',
  LATE_PAYMENT: 'LATE_PAYMENT',
  BAD_DEBT: 'BAD_DEBT',
  OUTPUT_VAT: 'OUTPUT_VAT',
  PURCHASES: 'PURCHASES',
  INPUT_VAT: 'INPUT_VAT',
  PAYABLE: 'PAYABLE',
});
export type LedgerAccount = keyof typeof LedgerAccount;

/** What an entry was made for. */
export const LedgerEntryKind = enumeration('LedgerEntryKind', {
  INVOICE: 'INVOICE',
  DEBIT_NOTE: 'DEBIT_NOTE',
  LATE_PAYMENT: 'LATE_PAYMENT',
  CREDIT_NOTE: 'CREDIT_NOTE',
  PAYMENT: 'PAYMENT',
  PAYMENT_RETURNED: 'PAYMENT_RETURNED',
  OVERPAYMENT: 'OVERPAYMENT',
  REFUND: 'REFUND',
  WRITE_OFF: 'WRITE_OFF',
  RECOVERY: 'RECOVERY',
  CARD_MONEY_HELD: 'CARD_MONEY_HELD',
  CARD_MONEY_RESOLVED: 'CARD_MONEY_RESOLVED',
});
export type LedgerEntryKind = keyof typeof LedgerEntryKind;

const mine = `ledger_id = ${setting('reseller_id')}`;
/** What a customer's account with its supplier consists of. */
export const ITS_ACCOUNT = `account in ('RECEIVABLE', 'CUSTOMER_CREDIT', 'SET_OFF')`;

/**
 * One side of an entry of the ledger that the platform and each reseller keep: triggers post what documents mean (posting-rules.sql), in the
 * statement that makes them, and nobody else writes here. The tenant is whom it concerns. Whoever pays sees its own account, not
 * what stands against it. [S74]
 */
@Table('ledger_posting', {
  data: {
    kept: 'ACCOUNTS',
    since: 'on',
    none: 'kind on account amountMinor currency category vatRateBp vatCategory reference createdAt',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed, and what is owed can be paid',
  may: { platform: 's', reseller: 's', company: 's', worker: 's', gate: 'si' },
  rows: {
    reseller: `reseller_id = ${setting('reseller_id')} and (${mine} or company_id is null and ${ITS_ACCOUNT})`,
    company: `company_id = ${setting('company_id')} and account in ('RECEIVABLE', 'CUSTOMER_CREDIT')`,
  },
  kept: mine,
})
export class LedgerPosting {
  @Key() id!: string;
  @Ref() ledgerId!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Id({ description: 'Postings of one entry share it; they add up to nothing.' }) entryId!: string;
  @Choice(LedgerEntryKind) kind!: LedgerEntryKind;
  @Day() on!: string;
  @Choice(LedgerAccount) account!: LedgerAccount;
  @Amount({ description: 'Debits are positive, credits negative.' }) amountMinor!: number;
  @Text() currency!: string;
  @Choice(ProductCategory, { nullable: true, description: 'The kind of supply that revenue is from.' })
  category!: ProductCategory | null;
  @Whole({ nullable: true, description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!:
    | number
    | null;
  @Choice(VatCategory, { nullable: true }) vatCategory!: VatCategory | null;
  @Ref() invoiceId!: string;
  @Ref({ nullable: true }) paymentId!: string | null;
  @Text({ description: 'The number of the invoice, or what the payment was sent with.' }) reference!: string;
  @Moment() createdAt!: Date;

  @Computed(() => VatBox, boxOf, { nullable: true, description: 'Of a VAT return, where it belongs in one.' })
  vatBox!: VatBox | null;
  @Computed(() => GraphQLMinor, boxMinor, { nullable: true, description: 'What it adds to that box.' })
  vatBoxMinor!: number | null;
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  /** None for a company that has moved to another one since. */
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
