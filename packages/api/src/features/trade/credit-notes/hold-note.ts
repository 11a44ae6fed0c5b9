import type { Minor } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { InvoiceKind } from '../billing/index.ts';
import type { NoteState } from './approval.ts';
import { assertEnough, type HeldCredit } from './note-use.ts';

/** A note that this transaction holds. */
export interface HeldNote extends Tenancy {
  id: string;
  issuerId: string;
  invoiceId: string;
  kind: InvoiceKind;
  state: NoteState;
  number: string | null;
  currency: string;
  totalMinor: Minor;
  leftMinor: Minor;
  againstInvoice: boolean;
  requestedByPerson: string;
}

/** Locks a note of one's own; NOT_FOUND if there is none that one sees, FORBIDDEN if it is somebody else's. */
export async function holdNote(scope: Scope, creditNoteId: string): Promise<HeldNote> {
  const [note] = await scope.sql<HeldNote>(
    `select id, reseller_id as "resellerId", company_id as "companyId", null as "endUserId", issuer_id as "issuerId",
        invoice_id as "invoiceId", kind, state, number, currency, total_minor::float8 as "totalMinor",
        (total_minor - used_minor)::float8 as "leftMinor", against_invoice as "againstInvoice",
        requested_by_person as "requestedByPerson"
      from credit_note where id = $1 for update`,
    [creditNoteId],
  );
  const { actor } = scope;
  if (note && (actor.kind !== 'member' || note.issuerId === actor.resellerId)) return note;
  const visible = note ?? (await scope.sql('select from credit_note where id = $1', [creditNoteId]))[0];
  if (!visible) throw notFound('credit note');
  throw new Problem('FORBIDDEN', 'Only whoever issues a credit note may do this.');
}

/** Throws unless so much of an issued note is left. */
export function assertLeft(
  note: HeldNote,
  amountMinor: Minor,
): asserts note is HeldNote & { number: string } {
  if (note.state !== 'ISSUED') throw conflict('This credit note is not issued.', 'creditNoteId');
  assertEnough(creditOfNote(note), amountMinor, 'credit note', 'creditNoteId');
}

/** What an issued note is to its customer: credit. */
export const creditOfNote = ({ number, ...note }: HeldNote): HeldCredit => ({
  ...note,
  source: 'credit_note',
  reference: number,
});

/** The note as the audit log names it. */
export const subjectOf = (
  { id, resellerId, companyId }: Pick<HeldNote, 'id' | 'resellerId' | 'companyId'>,
  reference: string | null,
): Subject => ({ type: 'CreditNote', id, resellerId, companyId, ...(reference ? { reference } : {}) });

/** The same of a note that its customer does not see: it is in the issuer's own log. */
export const ownSubjectOf = (
  { id, issuerId }: Pick<HeldNote, 'id' | 'issuerId'>,
  reference: string | null,
): Subject => subjectOf({ id, resellerId: issuerId, companyId: null }, reference);
