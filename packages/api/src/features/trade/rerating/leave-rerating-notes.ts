import { memberOf } from '../../../kernel/actor.ts';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { holdReratingNotes, whyNot } from './hold-notes.ts';

/** Leaves invoices as they are whose calls came to something else: no note is issued for that. [B6] */
export const leaveReratingNotes = verb({
  name: 'leaveReratingNotes',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('LeaveReratingNotesInput', { ids: bulkIds('note') }),
  async run(scope, { ids }) {
    const notes = await holdReratingNotes(scope, ids);
    const left = notes.filter((note) => !whyNot(note));
    await scope.sql(`update rerating_note set state = 'LEFT' where id = any ($1)`, [
      left.map(({ id }) => id),
    ]);
    const result: BulkOutcome = {
      done: left.length,
      refused: notes.flatMap((note) => {
        const reason = whyNot(note);
        return reason ? [{ id: note.id, name: note.invoiceNumber, reason }] : [];
      }),
    };
    const { resellerId } = memberOf(scope.actor);
    return {
      result,
      subject: left.map(({ id, invoiceNumber }) => ({
        type: 'ReratingNote',
        id,
        resellerId,
        reference: invoiceNumber,
      })),
    };
  },
});
