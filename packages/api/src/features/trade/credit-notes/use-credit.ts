import { id, moneyMinor } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { holdOwnInvoice } from '../billing/index.ts';
import { assertLeft, creditOfNote, type HeldNote, holdNote, subjectOf } from './hold-note.ts';
import { assertPays, putAgainst } from './note-use.ts';

/** Puts what is left of a credit note against another invoice of the same customer. [B6] */
export const useCredit = verb({
  name: 'useCredit',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('UseCreditInput', { creditNoteId: id(), invoiceId: id(), amountMinor: moneyMinor() }),
  async run(scope, { creditNoteId, invoiceId, amountMinor }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice puts credit against it.',
    );
    const note: HeldNote = await holdNote(scope, creditNoteId);
    assertLeft(note, amountMinor);
    const credit = creditOfNote(note);
    assertPays(credit, invoice, amountMinor);
    await putAgainst(scope, credit, invoice, amountMinor);
    return { result: creditNoteId, subject: subjectOf(note, note.number) };
  },
});
