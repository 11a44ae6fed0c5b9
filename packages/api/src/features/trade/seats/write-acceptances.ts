import type { Scope } from '../../../kernel/scope.ts';

/** Puts down that these differences are settled as they are, by whom and why; the last word on a company and product counts. */
export async function writeAcceptances(
  scope: Scope,
  ids: readonly string[],
  reason: string,
  byName: string,
): Promise<void> {
  await scope.sql(
    `insert into seat_acceptance (id, reseller_id, supplier_id, for_company_id, product_id, billed, provided, invoiced, reason, accepted_by_name,
         created_at)
       select distinct on (b.supplier_id, d.for_company_id, d.product_id) uuidv7(), d.reseller_id, b.supplier_id, d.for_company_id, d.product_id,
           d.billed, d.provided, d.invoiced, $2, $3, $4
         from seat_difference d join supplier_bill b on b.id = d.supplier_bill_id where d.id = any ($1)
         order by b.supplier_id, d.for_company_id, d.product_id, b.period_start desc
       on conflict (supplier_id, for_company_id, product_id) do update set billed = excluded.billed, provided = excluded.provided,
         invoiced = excluded.invoiced, reason = excluded.reason, accepted_by_name = excluded.accepted_by_name, created_at = excluded.created_at`,
    [ids, reason, byName, scope.now],
  );
}
