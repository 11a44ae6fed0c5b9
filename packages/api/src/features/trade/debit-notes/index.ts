/** Debit notes: more is charged of lines of an invoice. */
export { DebitNote } from './debit-note.entity.ts';
export { issueDebitNote } from './issue-debit-note.ts';
