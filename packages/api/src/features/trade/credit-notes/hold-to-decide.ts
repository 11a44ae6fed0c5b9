import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type HeldInvoice, holdInvoice } from '../billing/index.ts';
import { assertDecides } from './approval.ts';
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
  assertDecides(scope, note, 'credit note');
  return { note, invoice };
}
