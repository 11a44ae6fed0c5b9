import { invalid } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import type { SupplyKind } from '../../catalogue/index.ts';

/** The product that is named for a charge, and what it is to VAT; undefined if none is. INVALID_INPUT for one that is not there. */
export async function chargedProduct(
  scope: Scope,
  productId: string | null,
): Promise<{ name: string; supplyKind: SupplyKind } | undefined> {
  if (!productId) return undefined;
  const [product] = await scope.sql<{ name: string; supplyKind: SupplyKind }>(
    'select name, supply_kind as "supplyKind" from product where id = $1',
    [productId],
  );
  if (!product) throw invalid('productId', 'Must be a product of the catalogue.');
  return product;
}
