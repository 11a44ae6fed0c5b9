import { type Minor, newId, type PlainDate } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import { emit } from '../../../kernel/jobs.ts';
import { notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { invoicesPaid } from './events.ts';
import type { InvoiceState, PaymentMethod } from './invoice.entity.ts';
import { isIssuedByReader } from './invoice-conditions.ts';

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

/** Locks invoices that whoever acts issued, whichever of these there are. */
export const holdOwnInvoices = (scope: Scope, invoiceIds: readonly string[]): Promise<HeldInvoice[]> =>
  scope.sql<HeldInvoice>(
    `select id, reseller_id as "resellerId", company_id as "companyId", null as "endUserId", issuer_id as "issuerId", number,
       currency, state, (total_minor - paid_minor)::float8 as "dueMinor" from invoice i
     where id = any($1) and ${isIssuedByReader('i')} order by id for update`,
    [invoiceIds],
  );

/** Money that came in for an invoice that is held. */
export interface Received {
  method: PaymentMethod;
  amountMinor: Minor;
  receivedOn: PlainDate;
  reference: string | null;
}

/** Notes money received for an invoice that is held, at most what is due of it. Returns the payment's id. [B7] */
export async function addPayment(scope: Scope, invoice: HeldInvoice, received: Received): Promise<string> {
  const [id] = await addPayments(scope, [{ ...received, invoice }]);
  return id as string;
}

/** The same of many at once: returns the payments' ids in their order. */
export async function addPayments(
  scope: Scope,
  payments: readonly (Received & { invoice: HeldInvoice })[],
): Promise<string[]> {
  const rows = payments.map(({ invoice, ...received }) => ({
    id: newId(),
    resellerId: invoice.resellerId,
    companyId: invoice.companyId,
    issuerId: invoice.issuerId,
    invoiceId: invoice.id,
    ...received,
  }));
  await scope.sql(
    `insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, reference, created_at)
       select id, "resellerId", "companyId", "issuerId", "invoiceId", method, "amountMinor", "receivedOn", reference, $2
         from jsonb_to_recordset($1) p (id uuid, "resellerId" uuid, "companyId" uuid, "issuerId" uuid, "invoiceId" uuid, method text,
           "amountMinor" bigint, "receivedOn" date, reference text)`,
    [JSON.stringify(rows), scope.now],
  );
  const changed = await scope.sql<{ id: string; resellerId: string; state: InvoiceState }>(
    `update invoice i set paid_minor = paid_minor + p.minor,
       state = case when paid_minor + p.minor = total_minor then 'PAID' when state = 'WRITTEN_OFF' then state else 'PART_PAID' end
       from (select "invoiceId", sum("amountMinor") as minor from jsonb_to_recordset($1) p ("invoiceId" uuid, "amountMinor" bigint)
         group by 1) p where i.id = p."invoiceId"
       returning i.id, i.reseller_id as "resellerId", i.state`,
    [JSON.stringify(rows)],
  );
  const paid = changed.filter(({ state }) => state === 'PAID');
  for (const [resellerId, those] of Map.groupBy(paid, (one) => one.resellerId))
    await emit(scope, invoicesPaid, { resellerId, invoiceIds: those.map(({ id }) => id) });
  scope.hint(
    ...payments.map(({ invoice: { id, resellerId, companyId } }) => ({
      kind: 'Invoice',
      id,
      resellerId,
      companyId,
    })),
  );
  return rows.map(({ id }) => id);
}
