import { id, optional } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { invalid, notFound } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import type { Currency } from '../../../platform/tenancy/index.ts';
import type { InvoiceKind } from '../invoice.entity.ts';

/** Names a customer: one of the two. */
export const customerFields = { companyId: optional(id()), resellerId: optional(id()) };

/** Who issues, who is issued to, and at which side. */
export interface InvoicedCustomer {
  issuerId: string;
  resellerId: string;
  companyId: string | null;
  kind: InvoiceKind;
  currency: Currency;
}

/**
 * A customer whom whoever acts invoices: a company of theirs, or, for the platform, a reseller. NOT_FOUND for all others,
 * INVALID_INPUT unless one is named.
 */
export async function invoicedCustomer(
  scope: Scope,
  { companyId, resellerId }: { companyId: string | null; resellerId: string | null },
): Promise<InvoicedCustomer> {
  if (!companyId === !resellerId)
    throw invalid('companyId', 'Must be filled in, or else the reseller: one of the two.');
  const { resellerId: issuerId, level } = memberOf(scope.actor);
  const [customer] = companyId
    ? await scope.sql<{ currency: Currency }>(
        'select currency from company where id = $1 and reseller_id = $2',
        [companyId, issuerId],
      )
    : await scope.sql<{ currency: Currency }>(
        'select currency from reseller where id = $1 and not is_platform and $2',
        [resellerId, level === 'PLATFORM'],
      );
  if (!customer) throw notFound(companyId ? 'company' : 'reseller');
  return {
    issuerId,
    resellerId: resellerId ?? issuerId,
    companyId,
    kind: companyId ? 'RETAIL' : 'WHOLESALE',
    currency: customer.currency,
  };
}
