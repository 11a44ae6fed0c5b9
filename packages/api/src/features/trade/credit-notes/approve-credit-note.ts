import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { decided } from './approval.ts';
import { CreditNote } from './credit-note.entity.ts';
import { subjectOf } from './hold-note.ts';
import { holdToDecide } from './hold-to-decide.ts';
import { issueNote } from './issue-note.ts';
import { mailNote } from './mail-note.ts';

/** Approves a note that a second person has to look at, which issues it. FORBIDDEN for who asked for it. [B6] */
export const approveCreditNote = verb({
  name: 'approveCreditNote',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('ApproveCreditNoteInput', { id: id() }),
  async run(scope, { id: creditNoteId }, { publicUrl }) {
    const { note, invoice } = await holdToDecide(scope, creditNoteId);
    const number = await issueNote(scope, note, invoice);
    await decided(scope, CreditNote, creditNoteId, null);
    await mailNote(scope, creditNoteId, number, publicUrl);
    return {
      result: creditNoteId,
      subject: { ...subjectOf(note, number), changed: { state: [note.state, 'ISSUED'] as const } },
    };
  },
});
