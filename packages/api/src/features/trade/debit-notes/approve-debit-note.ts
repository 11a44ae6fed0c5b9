import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertDecides, decided } from '../credit-notes/index.ts';
import { DebitNote } from './debit-note.entity.ts';
import { holdNote, issueNote } from './issue-note.ts';

/** Approves a debit note that a second person has to look at, which issues it. FORBIDDEN for who asked for it. [B6] */
export const approveDebitNote = verb({
  name: 'approveDebitNote',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('ApproveDebitNoteInput', { id: id() }),
  async run(scope, { id: debitNoteId }, { publicUrl }) {
    assertDecides(scope, await holdNote(scope, debitNoteId), 'debit note');
    const subject = await issueNote(scope, debitNoteId, publicUrl);
    await decided(scope, DebitNote, debitNoteId, null);
    return { result: debitNoteId, subject };
  },
});
