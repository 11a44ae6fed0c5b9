import type { Scope } from '../../../kernel/scope.ts';

/** Why nothing new can be ordered for a company, for what it or its reseller owes; null: it can. [B7] */
export async function whyNoNewOrders(
  scope: Scope,
  company: { id: string; resellerId: string },
): Promise<string | null> {
  const [row] = await scope.sql<{ why: string | null }>('select why_no_new_orders($1, $2) as why', [
    company.id,
    company.resellerId,
  ]);
  return row?.why ?? null;
}
