import type { Subject } from '../../../kernel/audit.ts';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { creditableInvoices, issueCreditNote } from '../credit-notes/index.ts';
import { issueDebitNote } from '../debit-notes/index.ts';
import { holdReratingNotes, whyNot } from './hold-notes.ts';
import { notesOf } from './proposed-notes.ts';

/** A note is numbered, posted and mailed by itself: so many in one transaction. */
const MOST = 100;

/**
 * Issues notes that re-rating has proposed, as `issueCreditNote` and `issueDebitNote` do: above the issuer's amount each waits for a
 * second person, and no more is credited than is left by now. [B6]
 */
export const issueReratingNotes = verb({
  name: 'issueReratingNotes',
  permission: 'CREDIT_NOTE_WRITE',
  description: 'At most 100 at once. Those above the sum that a second person has to approve are asked for.',
  input: input('IssueReratingNotesInput', {
    ids: bulkIds('note').refine((ids) => ids.length <= MOST, `May name at most ${MOST}.`),
  }),
  async run(scope, { ids }, services) {
    const notes = await holdReratingNotes(scope, ids);
    const invoices = new Map(
      (await creditableInvoices(scope, [...new Set(notes.map(({ invoiceId }) => invoiceId))])).map((one) => [
        one.id,
        one,
      ]),
    );
    const result: BulkOutcome = { done: 0, refused: [] };
    const subjects: Subject[] = [];
    for (const note of notes) {
      const { id, invoiceId, reason, kind } = note;
      const invoice = invoices.get(invoiceId);
      const lines = (invoice ? notesOf(invoice, note.differences) : []).flatMap((one) => one.lines);
      const held =
        whyNot(note) ??
        (lines.length ? undefined : 'Nothing is left of its lines: all of it has been credited already.');
      if (held) {
        result.refused.push({ id, name: note.invoiceNumber, reason: held });
        continue;
      }
      const { result: noteId, subject } =
        kind === 'CREDIT'
          ? await issueCreditNote.run(
              scope,
              {
                invoiceId,
                reason,
                lines: lines.map(({ lineId, netMinor }) => ({ lineId, netMinor })),
                againstInvoice: true,
              },
              services,
            )
          : await issueDebitNote.run(
              scope,
              {
                invoiceId,
                reason,
                lines: lines.map(({ lineId, netMinor }) => ({ lineId, netMinor, quantity: null })),
              },
              services,
            );
      await scope.sql(
        `update rerating_note set state = 'ISSUED', ${kind === 'CREDIT' ? 'credit_note_id' : 'debit_note_id'} = $2 where id = $1`,
        [id, noteId],
      );
      result.done++;
      if (subject) subjects.push(...[subject].flat());
    }
    return { result, subject: subjects };
  },
});
