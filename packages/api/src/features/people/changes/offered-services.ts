import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../directory/index.ts';

/** A product as a file may order it. */
export interface OfferedService {
  id: string;
  code: string;
  name: string;
  perUser: boolean;
  needsAddress: boolean;
  /** What the company pays for it, per unit and month. */
  retailMinor: number;
  currency: string;
}

/** What is sold now, by code and by name in lower case. */
export async function offeredServices(
  scope: Scope,
  { resellerId }: ChosenCompany,
): Promise<Map<string, OfferedService>> {
  const products = await scope.sql<OfferedService>(
    `select p.id, p.code, p.name, p.unit = 'PER_USER' as "perUser", p.needs_address as "needsAddress", p.currency,
        coalesce(r.retail_minor, p.list_retail_minor)::float8 as "retailMinor"
       from product p left join retail_price r on r.product_id = p.id and r.reseller_id = $1
      where p.active order by p.code`,
    [resellerId],
  );
  return new Map([
    ...products.map((product) => [product.name.toLowerCase(), product] as const),
    ...products.map((product) => [product.code.toLowerCase(), product] as const),
  ]);
}
