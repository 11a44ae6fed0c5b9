import type { Scope } from '../../../kernel/scope.ts';

/** Collections that were announced, and meet a condition, are not made; of what is still due others are announced later. */
export async function dropAnnounced(scope: Scope, condition: string, parameters: unknown[]): Promise<void> {
  const dropped = await scope.sql<{ id: string; resellerId: string; companyId: string | null }>(
    `update collection set state = 'DROPPED', ended_at = $${parameters.length + 1} where state = 'ANNOUNCED' and ${condition}
       returning id, reseller_id as "resellerId", company_id as "companyId"`,
    [...parameters, scope.now],
  );
  scope.hint(...dropped.map((row) => ({ kind: 'Collection', ...row })));
}

/** SQL: the invoice with this alias is about to be collected, or on its way from a bank: it is not chased. */
export const isBeingCollected = (invoice: string): string =>
  `exists (select from collection k where k.invoice_id = ${invoice}.id and k.state in ('ANNOUNCED', 'STARTED', 'PENDING'))`;
