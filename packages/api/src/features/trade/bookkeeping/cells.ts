import type { PlainDate } from '@steward/shared';
import type { LedgerEntryKind } from '../ledger/index.ts';
import type { JournalRow } from './journal-rows.ts';
import type { SoldRow } from './sold-rows.ts';

/** "30/11/2026" */
export const british = (day: PlainDate): string => day.split('-').reverse().join('/');

/** Pounds and pence as a number, which stays one in a spreadsheet. */
export const amount = (minor: number): number => minor / 100;

const ENTRIES: Record<LedgerEntryKind, string> = {
  INVOICE: 'Invoice',
  DEBIT_NOTE: 'Debit note',
  LATE_PAYMENT: 'Late payment',
  CREDIT_NOTE: 'Credit note',
  PAYMENT: 'Payment',
  PAYMENT_RETURNED: 'Payment returned',
  OVERPAYMENT: 'Paid too much',
  REFUND: 'Paid back',
  WRITE_OFF: 'Written off',
  RECOVERY: 'Recovered',
  CARD_MONEY_HELD: 'Card money held',
  CARD_MONEY_RESOLVED: 'Card money resolved',
};

/** What an entry of the journal is: "Invoice X-00012, Globex Ltd". */
export const entryWords = ({ kind, reference, party }: JournalRow): string =>
  `${ENTRIES[kind]} ${reference}, ${party}`;

/** What a row of a document is for: "Data exchange, invoice X-00012". */
export function supplyWords({ account, category, kind, number }: SoldRow): string {
  if (account === 'LATE_PAYMENT') return `Late payment, ${number}`;
  const supply = category ? category[0] + category.slice(1).toLowerCase().replaceAll('_', ' ') : 'Services';
  return `${supply}, ${ENTRIES[kind].toLowerCase()} ${number}`;
}
