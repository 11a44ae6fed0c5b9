import { localDate, type Minor, newId } from '@steward/shared';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayment, type HeldInvoice, queueSettlements, readIssuer } from '../billing/index.ts';
import { CreditUse } from './credit-note.entity.ts';
import type { HeldNote } from './hold-note.ts';

/** Puts credit of a note that is held against an invoice that is, and returns the payment's id. */
export async function putAgainst(
  scope: Scope,
  note: HeldNote & { number: string },
  invoice: HeldInvoice,
  amountMinor: Minor,
): Promise<string> {
  const on = localDate(scope.now);
  const paymentId = await addPayment(scope, invoice, {
    method: 'CREDIT',
    amountMinor,
    receivedOn: on,
    reference: note.number,
  });
  await noteUse(scope, note, { paymentId, amountMinor, on, reference: null });
  // A card page that is open for the old amount must not be paid any more.
  await queueSettlements(scope, 'invoice_id = $1', [invoice.id]);
  return paymentId;
}

/** Notes what became of credit of a note that is held. */
export async function noteUse(
  scope: Scope,
  { id: creditNoteId, resellerId, companyId, issuerId }: HeldNote,
  use: { paymentId: string | null; amountMinor: Minor; on: string; reference: string | null },
): Promise<void> {
  const tenancy = { resellerId, companyId, issuerId };
  await scope.insert(CreditUse, { id: newId(), ...tenancy, creditNoteId, ...use, createdAt: scope.now });
  await scope.sql('update credit_note set used_minor = used_minor + $2 where id = $1', [
    creditNoteId,
    use.amountMinor,
  ]);
}

/**
 * Gives a note the next number of its issuer's series, and puts it against what is still due of its invoice if that was
 * asked for. Both are held by this transaction. [B6] [S76]
 */
export async function issueNote(scope: Scope, note: HeldNote, invoice: HeldInvoice): Promise<string> {
  if (note.state !== 'AWAITING_APPROVAL')
    throw conflict('This credit note has been decided about already.', 'id');
  const issuer = await readIssuer(scope, note.issuerId);
  const [series] = await scope.sql<{ taken: number }>(
    `insert into credit_note_series (id, reseller_id, next) values (uuidv7(), $1, 2)
       on conflict (reseller_id) do update set next = credit_note_series.next + 1 returning next - 1 as taken`,
    [issuer.id],
  );
  const number = `${issuer.invoicePrefix}-CN-${String(series?.taken).padStart(6, '0')}`;
  await scope.sql(
    `update credit_note set state = 'ISSUED', number = $2, issued_on = $3, seller = $4 where id = $1`,
    [note.id, number, localDate(scope.now), issuer.seller],
  );
  const amountMinor = Math.min(note.totalMinor, invoice.dueMinor);
  if (note.againstInvoice && amountMinor > 0)
    await putAgainst(scope, { ...note, number }, invoice, amountMinor);
  return number;
}
