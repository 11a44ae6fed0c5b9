import { amount, british, entryWords, supplyWords } from './cells.ts';
import type { Columns } from './formats.ts';
import type { JournalRow } from './journal-rows.ts';
import type { SoldRow } from './sold-rows.ts';
import { accountOf, vatOf } from './subjects.ts';

/** Sage 50 reads the alphabet of Windows, not Unicode: names go without accents, and no longer than there is room. */
const plain = (text: string, most: number): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, most);

/** The customer's reference there: its code here, or of whoever has none the letters of its name. */
const customer = ({ customerCode, customerName }: SoldRow, most: number): string =>
  plain(customerCode ?? customerName, 60)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, most);

/** Sage takes no amount below nothing: what is taken off within an invoice is a credit of the same reference. */
const isCredit = ({ netMinor, vatMinor }: SoldRow): boolean => netMinor + vatMinor < 0;

/** Audit trail transactions of Sage 50: batch invoices and credits. */
export const sage50Sales: Columns<SoldRow> = [
  ['Type', (row) => (isCredit(row) ? 'SC' : 'SI')],
  ['Account Reference', (row) => customer(row, 8)],
  ['Nominal A/C Ref', (row, codeOf) => codeOf(accountOf(row))],
  ['Department Code', () => 0],
  ['Date', ({ on }) => british(on)],
  ['Reference', ({ number }) => plain(number, 30)],
  ['Details', (row) => plain(supplyWords(row), 60)],
  ['Net Amount', ({ netMinor }) => amount(Math.abs(netMinor))],
  ['Tax Code', (row, codeOf) => codeOf(vatOf(row))],
  ['Tax Amount', ({ vatMinor }) => amount(Math.abs(vatMinor))],
  ['Exchange Rate', ({ perPound }) => Number(perPound ?? 1)],
];

/** Audit trail transactions of Sage 50: nominal journals, which no VAT return counts (T9). */
export const sage50Journal: Columns<JournalRow> = [
  ['Type', ({ amountMinor }) => (amountMinor > 0 ? 'JD' : 'JC')],
  ['Account Reference', () => null],
  ['Nominal A/C Ref', (row, codeOf) => codeOf(accountOf(row))],
  ['Department Code', () => 0],
  ['Date', ({ on }) => british(on)],
  ['Reference', ({ reference }) => plain(reference, 30)],
  ['Details', (row) => plain(entryWords(row), 60)],
  ['Net Amount', ({ amountMinor }) => amount(Math.abs(amountMinor))],
  ['Tax Code', () => 'T9'],
  ['Tax Amount', () => 0],
];

/** Quick entries of Sage Accounting, for whoever is registered for VAT. */
export const sageAccountingSales: Columns<SoldRow> = [
  ['Type', (row) => (isCredit(row) ? 'Cr Note' : 'Invoice')],
  ['Customer Reference', (row) => customer(row, 10)],
  ['Date', ({ on }) => british(on)],
  ['Customer name', ({ customerName }) => customerName.slice(0, 50)],
  ['Reference', ({ number }) => number.slice(0, 25)],
  ['Ledger Account', (row, codeOf) => codeOf(accountOf(row))],
  ['Details', (row) => supplyWords(row)],
  ['Net', ({ netMinor }) => amount(Math.abs(netMinor))],
  ['VAT Rate', (row, codeOf) => codeOf(vatOf(row))],
  ['VAT', ({ vatMinor }) => amount(Math.abs(vatMinor))],
  ['Total', ({ netMinor, vatMinor }) => amount(Math.abs(netMinor + vatMinor))],
];
