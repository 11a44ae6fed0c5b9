import { keptFiles } from './kept-files.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';

/** PDF and e-invoice of invoices and debit notes. */
export const invoiceFiles = keptFiles({
  table: 'invoice',
  name: 'invoice',
  type: 'InvoiceFile',
  isIssued: (row) => `${row}.state <> 'DRAFT'`,
  read: readInvoiceDocument,
});
