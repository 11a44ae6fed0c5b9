import { newId } from '@steward/shared';
import type { Subject } from '../../../../kernel/audit.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { customerIn } from '../customer-in.ts';
import { InvoiceDraft } from './draft.entity.ts';
import type { InvoicedCustomer } from './invoiced-customer.ts';

/** What is said of a draft; what is not named stays. */
interface Said {
  purchase_order?: string | null;
  note?: string | null;
  held_reason?: string | null;
  held_by_name?: string | null;
  held_at?: Date | null;
}

/** Notes something about a customer's invoice of a month, or about every coming one (null). */
export async function sayOfDraft(
  scope: Scope,
  { resellerId, companyId, issuerId, kind }: InvoicedCustomer,
  period: string | null,
  said: Said,
): Promise<{ id: string; subject: Subject }> {
  const heldReason = said.held_reason ?? null;
  const plain = { ...said, ...('held_reason' in said && { held_reason: null }) };
  const columns = Object.keys(plain);
  const values = columns.map((_, i) => `$${i + 7}`);
  const [row] = await scope.sql<{ id: string }>(
    `insert into invoice_draft (id, reseller_id, company_id, issuer_id, kind, period, ${columns.join()})
       values ($1, $2, $3, $4, $5, $6, ${values.join()})
       on conflict (reseller_id, company_id, issuer_id, kind, period)
         do update set ${columns.map((column) => `${column} = excluded.${column}`).join()}
       returning id`,
    [newId(), resellerId, companyId, issuerId, kind, period, ...Object.values(plain)],
  );
  const { id } = row as { id: string };
  if (heldReason) {
    // What is sealed is bound to its row, which may have been there.
    const [sealed] = await scope.sealed(InvoiceDraft, [{ id, resellerId, companyId, heldReason }]);
    await scope.sql('update invoice_draft set held_reason = $2 where id = $1', [id, sealed?.heldReason]);
  }
  return {
    id,
    subject: { type: 'InvoiceDraft', id, resellerId, companyId, ...(period && { reference: period }) },
  };
}

/** SQL: what is said of the invoice of a customer for the month that begins on $1; of the month itself before of all. */
export const saidOf = (column: 'purchase_order' | 'note', issuer: string, customer: string): string => `(
  select d.${column} from invoice_draft d where d.issuer_id = ${issuer} and ${customerIn('d')} = ${customer}
      and d.${column} is not null and (d.period is null or d.period = to_char($1::date, 'YYYY-MM'))
    order by d.period nulls last limit 1)`;

/** SQL: billing passes over the customer. */
export const isSetAside = (issuer: string, customer: string): string => `exists (
  select from invoice_draft d where d.issuer_id = ${issuer} and ${customerIn('d')} = ${customer} and d.held_at is not null)`;
