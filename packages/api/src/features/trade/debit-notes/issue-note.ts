import { newId, type VatRounding } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type DebitLine, type DebitNote, issueDebitNotes, readIssuer } from '../billing/index.ts';
import type { NoteState } from '../credit-notes/index.ts';

/** A debit note that was asked for, held by this transaction. */
export interface HeldDebitNote {
  id: string;
  issuerId: string;
  invoiceId: string;
  invoiceNumber: string;
  state: NoteState;
  reason: string;
  lines: DebitLine[];
  periodStart: string;
  periodEnd: string;
  vatRounding: VatRounding;
  requestedByPerson: string;
}

/** Locks a debit note of one's own; NOT_FOUND if there is none. Nobody sees others'. */
export async function holdNote(scope: Scope, debitNoteId: string): Promise<HeldDebitNote> {
  const [note] = await scope.sql<HeldDebitNote>(
    `select n.id, n.issuer_id as "issuerId", n.invoice_id as "invoiceId", i.number as "invoiceNumber", n.state, n.reason, n.lines,
        i.period_start::text as "periodStart", i.period_end::text as "periodEnd", i.vat_rounding as "vatRounding", n.requested_by_person as "requestedByPerson"
      from debit_note n join invoice i on i.id = n.invoice_id where n.id = $1 and n.issuer_id = $2 for update of n`,
    [debitNoteId, scope.actor.kind === 'member' ? scope.actor.resellerId : null],
  );
  if (!note) throw notFound('debit note');
  return note;
}

/** Makes a note that waits an invoice of its own, and returns that as the audit log names it. [B6] [S76] */
export async function issueNote(scope: Scope, debitNoteId: string, publicUrl: string): Promise<Subject> {
  const held = await holdNote(scope, debitNoteId);
  const { issuerId, reason, lines, vatRounding } = held;
  const issuedId = newId();
  const note: DebitNote = {
    id: issuedId,
    citedInvoiceId: held.invoiceId,
    document: 'DEBIT_NOTE',
    reason,
    period: { start: held.periodStart, endExclusive: held.periodEnd },
    vatRounding,
    lines,
  };
  const [issued] = await issueDebitNotes(scope, await readIssuer(scope, issuerId), [note], publicUrl);
  if (!issued) throw new Error('The invoice of a debit note is not visible to its issuer.');
  await scope.sql(`update debit_note set state = 'ISSUED', issued_id = $2 where id = $1`, [
    debitNoteId,
    issuedId,
  ]);
  const { resellerId, companyId, number } = issued;
  return { type: 'Invoice', id: issuedId, resellerId, companyId, reference: number };
}

/** A note that is not issued, as the audit log names it: in the issuer's own log, by what it is about. */
export const ownSubjectOf = (
  { id, issuerId }: Pick<HeldDebitNote, 'id' | 'issuerId'>,
  invoiceNumber: string | null,
): Subject => ({
  type: 'DebitNote',
  id,
  resellerId: issuerId,
  companyId: null,
  ...(invoiceNumber ? { reference: invoiceNumber } : {}),
});
