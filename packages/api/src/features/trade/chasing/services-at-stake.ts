import type { Scope } from '../../../kernel/scope.ts';
import { isSuspendable } from '../subscriptions/index.ts';

/** By company what of it would be suspended, or is, as people call it and how many: "CRM seat (3)". */
export async function servicesAtStake(
  scope: Scope,
  issuerId: string,
  companyIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (!companyIds.length) return new Map();
  const rows = await scope.sql<{ companyId: string; services: string[] }>(
    `select company_id as "companyId", array_agg(name || ' (' || units || ')' order by name) as services from (
       select s.company_id, p.name, sum(s.quantity) as units from subscription s join product p on p.id = s.product_id
         where s.reseller_id = $1 and s.company_id = any ($2) and s.part_of_id is null and ${isSuspendable('s')} group by 1, 2) each
      group by 1`,
    [issuerId, companyIds],
  );
  return new Map(rows.map(({ companyId, services }) => [companyId, services]));
}
