import { words } from '../../../lib/words.ts';
import { ACCOUNTS, type Account, vatWords } from './ledger-words.ts';

export type Program = 'XERO' | 'SAGE_50' | 'SAGE_ACCOUNTING' | 'QUICKBOOKS';
interface ProgramWords {
  name: string;
  /** How it is imported there, and what to mind. */
  words: string;
  contents: readonly (keyof typeof CONTENTS)[];
}

/** What a file holds. */
export const CONTENTS = {
  SALES: 'Invoices and credit notes',
  CREDIT_NOTES: 'Credit notes',
  JOURNAL: 'The whole journal',
} as const;

const EITHER = 'Import either sales or the journal: sales are in the journal, too.';

/** Programs that take files in. */
export const PROGRAMS: Readonly<Record<Program, ProgramWords>> = {
  XERO: {
    name: 'Xero',
    words: `In Xero: Sales, Invoices, Import; the amounts are without tax, and what is negative comes in as a credit note. It takes 500 invoices a file. A journal goes in under Manual journals. Xero takes none against its own receivables, payables and bank accounts, so add accounts with the codes below. ${EITHER}`,
    contents: ['SALES', 'JOURNAL'],
  },
  SAGE_50: {
    name: 'Sage 50',
    words: `In Sage 50: File, Import, Audit trail transactions. Customers are found by their customer code here, without spaces and at most eight characters long. The journal is outside the VAT return (T9). ${EITHER}`,
    contents: ['SALES', 'JOURNAL'],
  },
  SAGE_ACCOUNTING: {
    name: 'Sage Accounting',
    words:
      'In Sage Accounting: Sales, Quick entries, Import. Customers are found by their customer code here, at most ten characters long. A file may have half a megabyte: choose fewer days if it is larger.',
    contents: ['SALES'],
  },
  QUICKBOOKS: {
    name: 'QuickBooks Online',
    words: `In QuickBooks: Import data, then Invoices, Credit notes or Journal entries, with the date as day, month, year and amounts without VAT. Products and accounts go by their names. ${EITHER}`,
    contents: ['SALES', 'CREDIT_NOTES', 'JOURNAL'],
  },
};

export const isProgram = (value: unknown): value is Program =>
  typeof value === 'string' && Object.hasOwn(PROGRAMS, value);

const VAT: Readonly<Record<string, string>> = {
  VAT_STANDARD: 'VAT: standard rate',
  VAT_REDUCED: 'VAT: reduced rate',
  VAT_NONE: 'VAT: no supply, such as interest',
};

/** What has a code: "Sales: Data exchange", "VAT: Exempt from VAT", "Bank". */
export function subjectWords(subject: string): string {
  if (subject.startsWith('SALES_')) return `Sales: ${words(subject.slice('SALES_'.length))}`;
  if (subject.startsWith('VAT_'))
    return (
      VAT[subject] ?? `VAT: ${vatWords(subject.slice('VAT_'.length) as Parameters<typeof vatWords>[0], null)}`
    );
  return ACCOUNTS[subject as Account].name;
}
