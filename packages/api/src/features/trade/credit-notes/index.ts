/** Credit notes, what becomes of the credit, and who has to agree to notes. */
export { assertDecides, decided, isAboveLimit, NoteState } from './approval.ts';
export { type CreditableLine, creditOf } from './credit-lines.ts';
export { CreditNote, CreditNoteLine, CreditUse } from './credit-note.entity.ts';
export { type CreditableInvoice, creditableInvoices } from './creditable-invoices.ts';
export { assertLeft, creditOfNote, holdNote } from './hold-note.ts';
export { issueCreditNote } from './issue-credit-note.ts';
export { NoteMatch } from './note-match.ts';
export { assertEnough, type HeldCredit, noteUse } from './note-use.ts';
export { Overpayment } from './overpayment.entity.ts';
export { addOverpayment, holdOverpayment } from './overpayments.ts';
