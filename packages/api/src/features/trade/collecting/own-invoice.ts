import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { isToReader } from '../billing/index.ts';

/** An unpaid invoice to whoever acts. */
export interface Asked {
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerId: string;
  number: string;
  dueMinor: number;
}

/** The invoice as the audit log names it. */
export const subjectOf = ({ id: invoiceId, resellerId, companyId, number }: Asked) => ({
  type: 'Invoice',
  id: invoiceId,
  resellerId,
  companyId,
  reference: number,
});

/** An unpaid invoice to whoever acts: NOT_FOUND if none is seen, FORBIDDEN if it is to somebody else, CONFLICT if nothing is due. */
export async function ownInvoice(scope: Scope, invoiceId: string): Promise<Asked> {
  const [invoice] = await scope.sql<Asked & { toReader: boolean; state: string }>(
    `select i.id, i.reseller_id as "resellerId", i.company_id as "companyId", i.issuer_id as "issuerId", i.number, i.state,
        (i.total_minor - i.paid_minor)::float8 as "dueMinor", ${isToReader('i')} as "toReader" from invoice i where i.id = $1`,
    [invoiceId],
  );
  if (!invoice) throw notFound('invoice');
  if (!invoice.toReader)
    throw new Problem('FORBIDDEN', 'Only whoever an invoice is addressed to says how it is paid.');
  if (invoice.state === 'DRAFT')
    throw conflict('This invoice is a draft: there is nothing to pay yet.', 'invoiceId');
  if (invoice.state === 'PAID') throw conflict('This invoice is paid already.', 'invoiceId');
  return invoice;
}
