import { type Minor, newId, type PlainDate } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import { notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type InvoiceState, Payment, type PaymentMethod } from './invoice.entity.ts';

/** An invoice that this transaction holds, so that nobody else can pay it meanwhile. */
export interface HeldInvoice extends Tenancy {
  id: string;
  issuerId: string;
  number: string | null;
  currency: string;
  state: InvoiceState;
  dueMinor: Minor;
}

/**
 * Locks an invoice that whoever acts may change; undefined if there is none, or if it is someone else's to change: row
 * security shows a reseller its own side only.
 */
export async function holdInvoice(scope: Scope, invoiceId: string): Promise<HeldInvoice | undefined> {
  const [row] = await scope.sql<HeldInvoice>(
    `select id, reseller_id as "resellerId", company_id as "companyId", null as "endUserId", issuer_id as "issuerId", number,
       currency, state, (total_minor - paid_minor)::float8 as "dueMinor" from invoice where id = $1 for update`,
    [invoiceId],
  );
  return row;
}

/** The same of an invoice that whoever acts issued: NOT_FOUND if none is to be seen, else FORBIDDEN with the refusal. */
export async function holdOwnInvoice(scope: Scope, invoiceId: string, refusal: string): Promise<HeldInvoice> {
  const invoice = await holdInvoice(scope, invoiceId);
  const { actor } = scope;
  if (invoice && (actor.kind !== 'member' || invoice.issuerId === actor.resellerId)) return invoice;
  const visible = invoice ?? (await scope.sql('select from invoice where id = $1', [invoiceId]))[0];
  if (!visible) throw notFound('invoice');
  throw new Problem('FORBIDDEN', refusal);
}

/** Notes money received for an invoice that is held, at most what is due of it. Returns the payment's id. [B7] */
export async function addPayment(
  scope: Scope,
  invoice: HeldInvoice,
  received: { method: PaymentMethod; amountMinor: Minor; receivedOn: PlainDate; reference: string | null },
): Promise<string> {
  const { id: invoiceId, resellerId, companyId, issuerId } = invoice;
  const id = newId();
  await scope.insert(Payment, {
    id,
    resellerId,
    companyId,
    issuerId,
    invoiceId,
    ...received,
    createdAt: scope.now,
  });
  await scope.sql(
    `update invoice set paid_minor = paid_minor + $2,
       state = case when paid_minor + $2 = total_minor then 'PAID' else 'PART_PAID' end where id = $1`,
    [invoiceId, received.amountMinor],
  );
  scope.hint({ kind: 'Invoice', id: invoiceId, resellerId, companyId });
  return id;
}
