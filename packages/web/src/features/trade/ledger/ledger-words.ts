import type { ResultOf } from '../../../data/graphql.ts';
import type { BalancesDocument } from './AccountsPage.tsx';

export type Account = ResultOf<typeof BalancesDocument>['ledgerBalances'][number]['account'];

/** What an account is called, and what stands in it. */
export const ACCOUNTS: Readonly<Record<Account, { name: string; words: string }>> = {
  RECEIVABLE: { name: 'Receivable', words: 'What customers owe' },
  CUSTOMER_CREDIT: { name: 'Customer credit', words: 'Credited, and not used yet' },
  BANK: { name: 'Bank', words: 'Transfers received, less those sent' },
  CARD_CLEARING: { name: 'Card clearing', words: 'Taken by card, on its way to the bank' },
  CARD_MONEY_HELD: { name: 'Card money held', words: 'Taken by card, for no invoice yet' },
  SET_OFF: { name: 'Set-off', words: 'Taken by card for resellers, between them and the platform' },
  REVENUE: { name: 'Revenue', words: 'What was supplied, without VAT' },
  LATE_PAYMENT: { name: 'Late payment', words: 'Interest and fixed sums for late payment, charged or borne' },
  BAD_DEBT: { name: 'Bad debt', words: 'Written off, less what was paid after all' },
  OUTPUT_VAT: { name: 'Output VAT', words: 'VAT due on sales' },
  PURCHASES: { name: 'Purchases', words: 'Bought from the platform, without VAT' },
  INPUT_VAT: { name: 'Input VAT', words: 'VAT on purchases' },
  PAYABLE: { name: 'Payable', words: 'What is owed to the platform' },
};

/** What made an entry. */
export const ENTRIES = {
  INVOICE: 'Invoice',
  DEBIT_NOTE: 'Debit note',
  LATE_PAYMENT: 'Late payment',
  CREDIT_NOTE: 'Credit note',
  PAYMENT: 'Payment',
  PAYMENT_RETURNED: 'Payment returned',
  OVERPAYMENT: 'Paid too much',
  REFUND: 'Paid back',
  WRITE_OFF: 'Written off',
  RECOVERY: 'Taken up again',
  CARD_MONEY_HELD: 'Card money held',
  CARD_MONEY_RESOLVED: 'Card money resolved',
} as const;

/** Boxes of a VAT return. */
export const BOXES = {
  BOX_1: { name: 'Box 1', words: 'VAT on sales' },
  BOX_4: { name: 'Box 4', words: 'VAT on purchases' },
  BOX_6: { name: 'Box 6', words: 'Sales without VAT' },
  BOX_7: { name: 'Box 7', words: 'Purchases without VAT' },
} as const;

const CATEGORIES = {
  STANDARD: 'UK VAT',
  ZERO_RATED: 'Zero-rated',
  EXEMPT: 'Exempt from VAT',
  REVERSE_CHARGE: 'Reverse charge',
  OUT_OF_SCOPE: 'Outside the scope of UK VAT',
} as const;

/** Why, and at what rate. */
export const vatWords = (category: keyof typeof CATEGORIES | null, rateBp: number | null): string =>
  category ? `${CATEGORIES[category]}${rateBp ? `, ${rateBp / 100} %` : ''}` : 'Not said by lines of old';
