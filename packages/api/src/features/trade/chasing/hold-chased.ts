import type { Minor } from '@steward/shared';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type InvoiceState, isIssuedByReader, isToReader } from '../billing/index.ts';

export interface ChasedRow {
  resellerId: string;
  companyId: string | null;
  issuerId: string;
  number: string;
  dueMinor: Minor;
}

/**
 * An issued invoice that whoever acts has issued, or is to pay, and of which something is still to be paid. NOT_FOUND if none is
 * seen, FORBIDDEN with the refusal if it is not theirs in that way, CONFLICT if there is nothing to chase.
 */
export async function chasedInvoice(
  scope: Scope,
  invoiceId: string,
  as: 'issuer' | 'customer',
  refusal: string,
): Promise<ChasedRow> {
  const [invoice] = await scope.sql<ChasedRow & { state: InvoiceState; theirs: boolean }>(
    `select i.reseller_id as "resellerId", i.company_id as "companyId", i.issuer_id as "issuerId", i.number, i.state,
        (i.total_minor - i.paid_minor)::float8 as "dueMinor",
        ${(as === 'issuer' ? isIssuedByReader : isToReader)('i')} as theirs
      from invoice i where i.id = $1`,
    [invoiceId],
  );
  if (!invoice) throw notFound('invoice');
  if (!invoice.theirs) throw new Problem('FORBIDDEN', refusal);
  if (invoice.state === 'DRAFT')
    throw conflict('This invoice is a draft: there is nothing to pay yet.', 'invoiceId');
  if (invoice.state === 'PAID') throw conflict(`Invoice ${invoice.number} is paid already.`, 'invoiceId');
  if (invoice.state === 'WRITTEN_OFF')
    throw conflict(`Invoice ${invoice.number} is written off: nobody is chased for it.`, 'invoiceId');
  return invoice;
}
