import { enumeration } from '../../../kernel/table.ts';
import { ProductCategory } from '../catalogue/index.ts';
import type { LedgerAccount } from '../ledger/index.ts';
import type { BookkeepingTarget } from './bookkeeping-codes.entity.ts';
import type { SoldRow } from './sold-rows.ts';

type Sales = `SALES_${ProductCategory}` | 'SALES_OTHER';
type Account = Exclude<LedgerAccount, 'REVENUE'>;
const VAT = [
  'STANDARD',
  'REDUCED',
  'ZERO_RATED',
  'EXEMPT',
  'REVERSE_CHARGE',
  'OUT_OF_SCOPE',
  'NONE',
] as const;
type Vat = `VAT_${(typeof VAT)[number]}`;
/** What has a code of its own in a bookkeeper's program: a kind of sales, a kind of VAT, an account of ours. */
export type BookkeepingSubject = Sales | Vat | Account;

const SALES = [
  ...Object.keys(ProductCategory).map((category) => `SALES_${category}`),
  'SALES_OTHER',
] as Sales[];
const salesAs = (code: string): Record<Sales, string> =>
  Object.fromEntries(SALES.map((sales) => [sales, code])) as Record<Sales, string>;

/** SALES_…: revenue by the kind of product; VAT_…: rates as they stand on sales; else an account of the ledger, which only a journal names. */
const subject = (named: readonly BookkeepingSubject[]) =>
  Object.fromEntries(named.map((name) => [name, name])) as Record<BookkeepingSubject, BookkeepingSubject>;

/**
 * What a program knows our accounts and rates by as it comes: its usual British accounts and rates. Xero takes no journal against its
 * own receivables, payables and bank accounts, so those are codes of accounts to add there; QuickBooks goes by names.
 */
export const USUAL: Record<BookkeepingTarget, Partial<Record<BookkeepingSubject, string>>> = {
  XERO: {
    ...salesAs('200'),
    VAT_STANDARD: '20% (VAT on Income)',
    VAT_REDUCED: '5% (VAT on Income)',
    VAT_ZERO_RATED: 'Zero Rated Income',
    VAT_EXEMPT: 'Exempt Income',
    VAT_REVERSE_CHARGE: 'Domestic Reverse Charge @ 20% (VAT on Income)',
    VAT_OUT_OF_SCOPE: 'Zero Rated Income',
    VAT_NONE: 'No VAT',
    LATE_PAYMENT: '260',
    BAD_DEBT: '404',
    RECEIVABLE: '611',
    CUSTOMER_CREDIT: '812',
    BANK: '612',
    CARD_CLEARING: '613',
    CARD_MONEY_HELD: '813',
    SET_OFF: '814',
    OUTPUT_VAT: '820',
    PURCHASES: '310',
    INPUT_VAT: '820',
    PAYABLE: '811',
  },
  SAGE_50: {
    ...salesAs('4000'),
    VAT_STANDARD: 'T1',
    VAT_REDUCED: 'T5',
    VAT_ZERO_RATED: 'T0',
    VAT_EXEMPT: 'T2',
    VAT_REVERSE_CHARGE: 'T20',
    VAT_OUT_OF_SCOPE: 'T22',
    VAT_NONE: 'T9',
    LATE_PAYMENT: '4905',
    BAD_DEBT: '8100',
    RECEIVABLE: '1100',
    CUSTOMER_CREDIT: '1100',
    BANK: '1200',
    CARD_CLEARING: '1250',
    CARD_MONEY_HELD: '9998',
    SET_OFF: '9998',
    OUTPUT_VAT: '2200',
    PURCHASES: '5000',
    INPUT_VAT: '2201',
    PAYABLE: '2100',
  },
  SAGE_ACCOUNTING: {
    ...salesAs('4000'),
    VAT_STANDARD: 'Standard',
    VAT_REDUCED: 'Lower Rate',
    VAT_ZERO_RATED: 'Zero Rated',
    VAT_EXEMPT: 'Exempt',
    VAT_REVERSE_CHARGE: 'Zero Rated',
    VAT_OUT_OF_SCOPE: 'Zero Rated',
    VAT_NONE: 'No VAT',
    LATE_PAYMENT: '4905',
  },
  QUICKBOOKS: {
    ...salesAs('Sales'),
    VAT_STANDARD: '20.0% S',
    VAT_REDUCED: '5.0% R',
    VAT_ZERO_RATED: '0.0% Z',
    VAT_EXEMPT: 'Exempt',
    VAT_REVERSE_CHARGE: '20.0% RC MPCCs',
    VAT_OUT_OF_SCOPE: '0.0% Z',
    VAT_NONE: 'No VAT',
    LATE_PAYMENT: 'Other income',
    BAD_DEBT: 'Bad debts',
    RECEIVABLE: 'Debtors',
    CUSTOMER_CREDIT: 'Debtors',
    BANK: 'Current account',
    CARD_CLEARING: 'Undeposited Funds',
    CARD_MONEY_HELD: 'Suspense',
    SET_OFF: 'Suspense',
    OUTPUT_VAT: 'VAT Control',
    PURCHASES: 'Cost of sales',
    INPUT_VAT: 'VAT Control',
    PAYABLE: 'Creditors',
  },
};

export const BookkeepingSubject = enumeration(
  'BookkeepingSubject',
  subject(Object.keys(USUAL.XERO) as BookkeepingSubject[]),
);

/** What something was sold or posted as. */
export const accountOf = ({
  account,
  category,
}: {
  account: LedgerAccount;
  category: ProductCategory | null;
}): BookkeepingSubject => {
  if (account !== 'REVENUE') return account;
  return category ? `SALES_${category}` : 'SALES_OTHER';
};

/** What a rate is; what lines of old do not say goes by whether VAT was charged. What late payment costs is no supply. */
export function vatOf({ account, vatCategory, vatRateBp, vatMinor }: SoldRow): BookkeepingSubject {
  if (account === 'LATE_PAYMENT') return 'VAT_NONE';
  if (!vatCategory) return vatMinor === 0 ? 'VAT_ZERO_RATED' : 'VAT_STANDARD';
  return vatCategory === 'STANDARD' && vatRateBp !== null && vatRateBp < 1000
    ? 'VAT_REDUCED'
    : (`VAT_${vatCategory}` as BookkeepingSubject);
}
