import { date, formatDate, id, line, localDate, moneyMinor } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertLeft, creditOfNote, type HeldNote, holdNote, subjectOf } from './hold-note.ts';
import { noteUse } from './note-use.ts';

/** Notes that what is left of a credit note, or a part, was paid back by transfer. [B6] */
export const refundCredit = verb({
  name: 'refundCredit',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('RefundCreditInput', {
    creditNoteId: id(),
    amountMinor: moneyMinor(),
    paidOn: date(),
    reference: line(100),
  }),
  async run(scope, { creditNoteId, amountMinor, paidOn, reference }) {
    const note: HeldNote = await holdNote(scope, creditNoteId);
    assertLeft(note, amountMinor);
    if (paidOn > localDate(scope.now))
      throw invalid('paidOn', `Must not be later than today, ${formatDate(localDate(scope.now))}.`);
    await noteUse(scope, creditOfNote(note), { paymentId: null, amountMinor, on: paidOn, reference });
    return { result: creditNoteId, subject: subjectOf(note, note.number) };
  },
});
