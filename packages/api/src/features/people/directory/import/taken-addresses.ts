import type { Scope } from '../../../../kernel/scope.ts';

/**
 * Which of these addresses are allocated already. They must be in the company's own domains, so that whoever has one is
 * among its end users; the domains lead to them by index, which `lower(address)` cannot under row security. "is true" keeps
 * the planner from making a join of it: thousands of fresh rows, not yet in its statistics, would be compared one by one.
 */
export async function takenAddresses(
  scope: Scope,
  companyId: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  const rows = await scope.sql<{ address: string }>(
    `select given as address from unnest($2::text[]) given
      where (lower(given) in (select lower(address) from email_address
        where domain_id = any (array(select id from domain where company_id = $1)))) is true`,
    [companyId, addresses],
  );
  return new Set(rows.map(({ address }) => address));
}
