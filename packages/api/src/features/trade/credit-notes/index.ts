/** Credit notes, what becomes of the credit, and who has to agree to notes. */
export { assertDecides, decided, isAboveLimit, NoteState } from './approval.ts';
export { CreditNote, CreditNoteLine, CreditUse } from './credit-note.entity.ts';
export { assertLeft, creditOfNote, holdNote } from './hold-note.ts';
export { NoteMatch } from './note-match.ts';
export { assertEnough, type HeldCredit, noteUse } from './note-use.ts';
export { Overpayment } from './overpayment.entity.ts';
export { addOverpayment, holdOverpayment } from './overpayments.ts';
