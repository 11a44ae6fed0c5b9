import { memberOf } from '../../../kernel/actor.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { who } from '../../people/identity/index.ts';
import { type HeldInvoice, holdInvoice } from '../billing/index.ts';
import { type HeldNote, holdNote } from './hold-note.ts';

/** A note that waits for somebody else than who asked for it, and its invoice, which is locked first, as by everyone. */
export async function holdToDecide(
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

/** Notes who decided, and why. */
export const decided = async (scope: Scope, creditNoteId: string, decision: string | null): Promise<void> => {
  await scope.sql(
    'update credit_note set decided_by_name = $2, decided_at = $3, decision_note = $4 where id = $1',
    [creditNoteId, (await who(scope)).name, scope.now, decision],
  );
};
