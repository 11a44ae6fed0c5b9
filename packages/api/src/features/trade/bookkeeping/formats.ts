import { date } from '@steward/shared';
import { z } from 'zod';
import { BookkeepingTarget } from './bookkeeping-codes.entity.ts';
import type { JournalRow } from './journal-rows.ts';
import { quickBooksCreditNotes, quickBooksInvoices, quickBooksJournal } from './quickbooks.ts';
import { sage50Journal, sage50Sales, sageAccountingSales } from './sage.ts';
import type { SoldRow } from './sold-rows.ts';
import type { BookkeepingSubject } from './subjects.ts';
import { xeroJournal, xeroSales } from './xero.ts';

/** Finds what a program calls an account, a kind of sales or a rate. */
export type CodeOf = (subject: BookkeepingSubject) => string;
/** The columns of a file, by the titles that the program looks for. */
export type Columns<Row> = readonly [
  title: string,
  cell: (row: Row, codeOf: CodeOf) => string | number | null,
][];

export type Content = 'SALES' | 'CREDIT_NOTES' | 'JOURNAL';
interface Formats {
  /** With credit notes, unless they are a file of their own. */
  SALES: Columns<SoldRow>;
  CREDIT_NOTES?: Columns<SoldRow>;
  JOURNAL?: Columns<JournalRow>;
}

/** What each program takes. Sage Accounting has no journal to import by entries. */
export const FORMATS: Record<BookkeepingTarget, Formats> = {
  XERO: { SALES: xeroSales, JOURNAL: xeroJournal },
  SAGE_50: { SALES: sage50Sales, JOURNAL: sage50Journal },
  SAGE_ACCOUNTING: { SALES: sageAccountingSales },
  QUICKBOOKS: { SALES: quickBooksInvoices, CREDIT_NOTES: quickBooksCreditNotes, JOURNAL: quickBooksJournal },
};

/** What a file is asked for by. */
export const exportRules = {
  target: z.enum(Object.values(BookkeepingTarget), 'Must be XERO, SAGE_50, SAGE_ACCOUNTING or QUICKBOOKS.'),
  content: z.enum(['SALES', 'CREDIT_NOTES', 'JOURNAL'], 'Must be SALES, CREDIT_NOTES or JOURNAL.'),
  from: date(),
  to: date(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Must be a currency such as GBP.'),
};
