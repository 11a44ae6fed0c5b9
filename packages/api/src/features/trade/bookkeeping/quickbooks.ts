import { amount, british, entryWords, supplyWords } from './cells.ts';
import type { Columns } from './formats.ts';
import type { JournalRow } from './journal-rows.ts';
import type { SoldRow } from './sold-rows.ts';
import { accountOf, vatOf } from './subjects.ts';

/** `sign` -1: of credit notes, which are a file of their own with amounts above nothing. */
const items = (sign: 1 | -1): Columns<SoldRow> => [
  ['Item(Product/Service)', (row, codeOf) => codeOf(accountOf(row))],
  ['ItemDescription', supplyWords],
  ['ItemQuantity', () => 1],
  ['ItemRate', ({ netMinor }) => amount(sign * netMinor)],
  ['*ItemAmount', ({ netMinor }) => amount(sign * netMinor)],
  ['*ItemTaxCode', (row, codeOf) => codeOf(vatOf(row))],
  ['ItemTaxAmount', ({ vatMinor }) => amount(sign * vatMinor)],
  ['Currency', ({ currency }) => currency],
];

/** Invoices of QuickBooks Online, amounts without VAT. */
export const quickBooksInvoices: Columns<SoldRow> = [
  ['*InvoiceNo', ({ number }) => number],
  ['*Customer', ({ customerName }) => customerName],
  ['*InvoiceDate', ({ on }) => british(on)],
  ['*DueDate', ({ dueOn }) => british(dueOn)],
  ...items(1),
];

export const quickBooksCreditNotes: Columns<SoldRow> = [
  ['*CreditNoteNo', ({ number }) => number],
  ['*Customer', ({ customerName }) => customerName],
  ['*CreditNoteDate', ({ on }) => british(on)],
  ...items(-1),
];

/** Journal entries of QuickBooks Online, told apart by the end of our entry's id, which has room there. */
export const quickBooksJournal: Columns<JournalRow> = [
  ['*JournalNo', ({ entryId }) => entryId.slice(-12)],
  ['*JournalDate', ({ on }) => british(on)],
  ['*AccountName', (row, codeOf) => codeOf(accountOf(row))],
  ['*Debits', ({ amountMinor }) => (amountMinor > 0 ? amount(amountMinor) : null)],
  ['*Credits', ({ amountMinor }) => (amountMinor < 0 ? amount(-amountMinor) : null)],
  ['Description', entryWords],
  ['Name', ({ party }) => party],
  ['Currency', ({ currency }) => currency],
];
