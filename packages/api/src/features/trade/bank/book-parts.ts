import type { Minor } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayments, type HeldInvoice, queueSettlements } from '../billing/index.ts';

/** So much of an entry for an invoice that this transaction holds: at most what is due of it. */
export interface BookedPart {
  entry: { id: string; on: string; payer: string; reference: string };
  invoice: HeldInvoice;
  amountMinor: Minor;
}

/**
 * Notes what entries paid, each part as a payment by transfer of the day and with the words of its entry: in few statements, however
 * many. Returns what the audit log is to say. [B7]
 */
export async function bookParts(scope: Scope, parts: readonly BookedPart[]): Promise<Subject[]> {
  if (!parts.length) return [];
  const paymentIds = await addPayments(
    scope,
    parts.map(({ entry, invoice, amountMinor }) => ({
      invoice,
      method: 'BANK_TRANSFER',
      amountMinor,
      receivedOn: entry.on,
      reference: (entry.reference || entry.payer).slice(0, 100) || null,
    })),
  );
  const bookings = parts.map(({ entry }, i) => ({ entry: entry.id, payment: paymentIds[i] }));
  await scope.sql(
    `insert into bank_booking (id, reseller_id, bank_entry_id, payment_id)
       select uuidv7(), e.reseller_id, e.id, b.payment from jsonb_to_recordset($1) b (entry uuid, payment uuid)
         join bank_entry e on e.id = b.entry`,
    [JSON.stringify(bookings)],
  );
  // A card page that is open for the old amount must not be paid any more.
  await queueSettlements(scope, 'invoice_id = any($1)', [
    [...new Set(parts.map(({ invoice }) => invoice.id))],
  ]);
  return parts.map(({ invoice: { resellerId, companyId, number } }, i) => ({
    type: 'Payment',
    id: paymentIds[i] as string,
    resellerId,
    companyId,
    ...(number ? { reference: number } : {}),
  }));
}
