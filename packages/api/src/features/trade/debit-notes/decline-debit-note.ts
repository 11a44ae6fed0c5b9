import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertDecides, decided } from '../credit-notes/index.ts';
import { DebitNote } from './debit-note.entity.ts';
import { holdNote, ownSubjectOf } from './issue-note.ts';

/** Declines a debit note, with the reason, which whoever asked for it reads; its customer never sees it. [B6] */
export const declineDebitNote = verb({
  name: 'declineDebitNote',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('DeclineDebitNoteInput', { id: id(), reason: prose(500) }),
  async run(scope, { id: debitNoteId, reason }) {
    const note = await holdNote(scope, debitNoteId);
    assertDecides(scope, note, 'debit note');
    await scope.sql(`update debit_note set state = 'DECLINED' where id = $1`, [debitNoteId]);
    await decided(scope, DebitNote, debitNoteId, reason);
    return {
      result: debitNoteId,
      subject: {
        ...ownSubjectOf(note, note.invoiceNumber),
        changed: { state: [note.state, 'DECLINED'] as const },
      },
    };
  },
});
