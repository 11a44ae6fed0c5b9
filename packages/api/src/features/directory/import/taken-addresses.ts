import type { Scope } from '../../../kernel/scope.ts';

/**
 * Which of these addresses are allocated already. They must be in the company's own domains, so that whoever has one is
 * among its end users; the domains lead to them by index, which `lower(address)` cannot under row security.
 */
export async function takenAddresses(
  scope: Scope,
  companyId: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  const rows = await scope.sql<{ address: string }>(
    `select given as address from email_address a join unnest($2::text[]) given on lower(given) = lower(a.address)
      where a.domain_id = any (array(select id from domain where company_id = $1))`,
    [companyId, addresses],
  );
  return new Set(rows.map(({ address }) => address));
}
