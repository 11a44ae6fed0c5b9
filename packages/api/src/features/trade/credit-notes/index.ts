/** Credit notes, and what becomes of the credit. */
export { CreditNote, CreditNoteLine, CreditUse } from './credit-note.entity.ts';
export { assertLeft, creditOfNote, holdNote } from './hold-note.ts';
export { assertEnough, type HeldCredit, noteUse } from './note-use.ts';
export { Overpayment } from './overpayment.entity.ts';
export { addOverpayment, holdOverpayment } from './overpayments.ts';
