import { formatMoney, localDate, type Minor, newId } from '@steward/shared';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayment, type HeldInvoice, type PaymentMethod, queueSettlements } from '../billing/index.ts';
import { CreditUse } from './credit-note.entity.ts';

/** Credit that this transaction holds: an issued note, or what was paid beyond what was due. */
export interface HeldCredit {
  source: 'credit_note' | 'overpayment';
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerId: string;
  currency: string;
  leftMinor: Minor;
  /** What a payment from it is called by. */
  reference: string | null;
}

/** Throws unless so much of it can be put against this invoice, which is held. */
export function assertPays(credit: HeldCredit, invoice: HeldInvoice, amountMinor: Minor): void {
  const customer = ({ resellerId, companyId }: { resellerId: string; companyId: string | null }) =>
    companyId ?? resellerId;
  if (customer(invoice) !== customer(credit) || invoice.currency !== credit.currency)
    throw invalid('invoiceId', 'Must be an invoice to the same customer, in the same currency.');
  const dueMinor = invoice.state === 'DRAFT' ? 0 : invoice.dueMinor;
  if (amountMinor > dueMinor)
    throw invalid(
      'amountMinor',
      `Must be at most ${formatMoney(dueMinor, invoice.currency)}, which is what is still due of the invoice.`,
    );
}

/** Throws unless so much of it is left; `called` is what it is, such as “credit note”. */
export function assertEnough(
  { leftMinor, currency }: HeldCredit,
  amountMinor: Minor,
  called: string,
  path: string,
): void {
  if (leftMinor === 0) throw conflict(`All of this ${called} has been used.`, path);
  if (amountMinor > leftMinor)
    throw invalid(
      'amountMinor',
      `Must be at most ${formatMoney(leftMinor, currency)}, which is what is left of the ${called}.`,
    );
}

/** Puts credit against an invoice, both held, and returns the payment's id. */
export async function putAgainst(
  scope: Scope,
  credit: HeldCredit,
  invoice: HeldInvoice,
  amountMinor: Minor,
): Promise<string> {
  const on = localDate(scope.now);
  const paymentId = await addPayment(scope, invoice, {
    method: 'CREDIT',
    amountMinor,
    receivedOn: on,
    reference: credit.reference,
  });
  await noteUse(scope, credit, { paymentId, amountMinor, on, reference: null });
  // A card page that is open for the old amount must not be paid any more.
  await queueSettlements(scope, 'invoice_id = $1', [invoice.id]);
  return paymentId;
}

/** Notes what became of credit that is held. */
export async function noteUse(
  scope: Scope,
  { source, id: sourceId, resellerId, companyId, issuerId }: HeldCredit,
  use: {
    paymentId: string | null;
    amountMinor: Minor;
    on: string;
    reference: string | null;
    /** How it was paid back, if it was. */
    method?: PaymentMethod;
  },
): Promise<void> {
  await scope.insert(CreditUse, {
    id: newId(),
    resellerId,
    companyId,
    issuerId,
    creditNoteId: source === 'credit_note' ? sourceId : null,
    overpaymentId: source === 'overpayment' ? sourceId : null,
    method: 'BANK_TRANSFER',
    ...use,
    createdAt: scope.now,
  });
  await scope.sql(`update ${source} set used_minor = used_minor + $2 where id = $1`, [
    sourceId,
    use.amountMinor,
  ]);
}
