/** Credit notes, what becomes of the credit, and who has to agree to notes. */
export { assertDecides, decided, isAboveLimit, NoteState } from './approval.ts';
export { CreditNote, CreditNoteLine, CreditUse } from './credit-note.entity.ts';
export { addOverpayment } from './overpayments.ts';
