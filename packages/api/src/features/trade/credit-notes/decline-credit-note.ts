import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { decided } from './approval.ts';
import { CreditNote } from './credit-note.entity.ts';
import { ownSubjectOf } from './hold-note.ts';
import { holdToDecide } from './hold-to-decide.ts';

/** Declines a note, with the reason, which whoever asked for it reads; its customer never sees it. [B6] */
export const declineCreditNote = verb({
  name: 'declineCreditNote',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('DeclineCreditNoteInput', { id: id(), reason: prose(500) }),
  async run(scope, { id: creditNoteId, reason }) {
    const { note, invoice } = await holdToDecide(scope, creditNoteId);
    await scope.sql(`update credit_note set state = 'DECLINED' where id = $1`, [creditNoteId]);
    await decided(scope, CreditNote, creditNoteId, reason);
    return {
      result: creditNoteId,
      subject: {
        ...ownSubjectOf(note, invoice.number),
        changed: { state: [note.state, 'DECLINED'] as const },
      },
    };
  },
});
