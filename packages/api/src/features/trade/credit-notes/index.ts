/** Credit notes, and what becomes of the credit. */
export { CreditNote, CreditNoteLine, CreditUse } from './credit-note.entity.ts';
export { addOverpayment } from './overpayments.ts';
