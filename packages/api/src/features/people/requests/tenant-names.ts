import type { Scope } from '../../../kernel/scope.ts';

/** In whose name people are written to: the company or reseller, and the brand under which it signs. */
export async function tenantNames(
  scope: Scope,
  { resellerId, companyId }: { resellerId: string; companyId: string | null },
): Promise<{ tenantName: string; brandName: string }> {
  const [names] = await scope.sql<{ tenantName: string; brandName: string }>(
    `select coalesce(c.name, r.name) as "tenantName", r.name as "brandName"
       from reseller r left join company c on c.id = $2 where r.id = $1`,
    [resellerId, companyId],
  );
  if (!names) throw new Error('The tenant of a request is not visible to whoever answers it.');
  return names;
}
