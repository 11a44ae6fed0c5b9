import { amount, british, entryWords, supplyWords } from './cells.ts';
import type { Columns } from './formats.ts';
import type { JournalRow } from './journal-rows.ts';
import type { SoldRow } from './sold-rows.ts';
import { accountOf, vatOf } from './subjects.ts';

const none = () => null;

/** Xero's template of sales invoices; one with a negative total comes in as a credit note. Amounts are without VAT. */
export const xeroSales: Columns<SoldRow> = [
  ['*ContactName', ({ customerName }) => customerName],
  ['EmailAddress', ({ email }) => email],
  ['*InvoiceNumber', ({ number }) => number],
  ['Reference', none],
  ['*InvoiceDate', ({ on }) => british(on)],
  ['*DueDate', ({ dueOn }) => british(dueOn)],
  ['*Description', supplyWords],
  ['*Quantity', () => 1],
  ['*UnitAmount', ({ netMinor }) => amount(netMinor)],
  ['*AccountCode', (row, codeOf) => codeOf(accountOf(row))],
  ['*TaxType', (row, codeOf) => codeOf(vatOf(row))],
  ['TaxAmount', ({ vatMinor }) => amount(vatMinor)],
  ['TrackingName1', none],
  ['TrackingOption1', none],
  ['TrackingName2', none],
  ['TrackingOption2', none],
  ['Currency', ({ currency }) => currency],
  ['BrandingTheme', none],
];

/** Xero's template of manual journals. VAT is a posting of its own, so nothing is to be added to any. */
export const xeroJournal: Columns<JournalRow> = [
  ['*Narration', entryWords],
  ['*Date', ({ on }) => british(on)],
  ['Description', ({ party }) => party],
  ['*AccountCode', (row, codeOf) => codeOf(accountOf(row))],
  ['*TaxRate', () => 'No VAT'],
  ['*Amount', ({ amountMinor }) => amount(amountMinor)],
  ['TrackingName1', none],
  ['TrackingOption1', none],
  ['TrackingName2', none],
  ['TrackingOption2', none],
];
