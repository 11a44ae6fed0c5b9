import { keptFiles } from '../billing/index.ts';
import { readCreditNoteDocument } from './read-credit-note-document.ts';

/** PDF and e-invoice of credit notes. */
export const creditNoteFiles = keptFiles({
  table: 'credit_note',
  name: 'credit-note',
  type: 'CreditNoteFile',
  isIssued: (row) => `${row}.state = 'ISSUED'`,
  read: readCreditNoteDocument,
});
