import type { Scope } from '../../../kernel/scope.ts';

export interface Administrator {
  customerId: string;
  firstName: string;
  email: string;
}

/** Who looks after customers, by customer: whoever gets letters about what is to be paid. */
export async function administratorsOf(
  scope: Scope,
  customers: readonly { companyId: string | null; resellerId: string }[],
): Promise<Map<string, Administrator[]>> {
  const rows = await scope.sql<Administrator>(
    `select coalesce(company_id, reseller_id) as "customerId", first_name as "firstName", email from membership
      where status = 'ACTIVE' and lent_to is null
        and (level = 'COMPANY' and company_id = any($1) or level = 'RESELLER' and reseller_id = any($2))
      order by created_at`,
    [
      customers.flatMap(({ companyId }) => companyId ?? []),
      customers.flatMap(({ companyId, resellerId }) => (companyId ? [] : resellerId)),
    ],
  );
  return Map.groupBy(rows, ({ customerId }) => customerId);
}
