import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { type HeldInvoice, holdInvoice } from '../billing/index.ts';
import { type HeldNote, holdNote, ownSubjectOf, subjectOf } from './hold-note.ts';
import { issueNote } from './issue-note.ts';
import { mailNote } from './mail-note.ts';

/** A note that waits for somebody else than who asked for it, and its invoice, which is locked first, as by everyone. */
async function holdToDecide(
  scope: Scope,
  creditNoteId: string,
): Promise<{ note: HeldNote; invoice: HeldInvoice }> {
  const [seen] = await scope.sql<{ invoiceId: string }>(
    'select invoice_id as "invoiceId" from credit_note where id = $1',
    [creditNoteId],
  );
  const invoice = seen && (await holdInvoice(scope, seen.invoiceId));
  const note = await holdNote(scope, creditNoteId);
  if (!invoice) throw notFound('credit note');
  if (note.state !== 'AWAITING_APPROVAL')
    throw conflict('This credit note has been decided about already.', 'id');
  if (memberOf(scope.actor).personId === note.requestedByPerson)
    throw new Problem('FORBIDDEN', 'Somebody else has to decide: you asked for this credit note.');
  return { note, invoice };
}

const decided = async (scope: Scope, creditNoteId: string, decision: string | null): Promise<void> => {
  await scope.sql(
    'update credit_note set decided_by_name = $2, decided_at = $3, decision_note = $4 where id = $1',
    [creditNoteId, (await who(scope)).name, scope.now, decision],
  );
};

/** Approves a note that a second person has to look at, which issues it. FORBIDDEN for who asked for it. [B6] */
export const approveCreditNote = verb({
  name: 'approveCreditNote',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('ApproveCreditNoteInput', { id: id() }),
  async run(scope, { id: creditNoteId }, { publicUrl }) {
    const { note, invoice } = await holdToDecide(scope, creditNoteId);
    const number = await issueNote(scope, note, invoice);
    await decided(scope, creditNoteId, null);
    await mailNote(scope, creditNoteId, number, publicUrl);
    return {
      result: creditNoteId,
      subject: { ...subjectOf(note, number), changed: { state: [note.state, 'ISSUED'] as const } },
    };
  },
});

/** Declines a note, with the reason, which whoever asked for it reads; its customer never sees it. [B6] */
export const declineCreditNote = verb({
  name: 'declineCreditNote',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('DeclineCreditNoteInput', { id: id(), reason: prose(500) }),
  async run(scope, { id: creditNoteId, reason }) {
    const { note, invoice } = await holdToDecide(scope, creditNoteId);
    await scope.sql(`update credit_note set state = 'DECLINED' where id = $1`, [creditNoteId]);
    await decided(scope, creditNoteId, reason);
    return {
      result: creditNoteId,
      subject: {
        ...ownSubjectOf(note, invoice.number),
        changed: { state: [note.state, 'DECLINED'] as const },
      },
    };
  },
});
