import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ProductUnit } from '../catalogue/index.ts';

export interface OfferedProduct {
  id: string;
  name: string;
  unit: ProductUnit;
}

/** The products with these ids, all of which must be sold now; NOT_FOUND otherwise. */
export async function offeredProducts(scope: Scope, ids: readonly string[]): Promise<OfferedProduct[]> {
  const wanted = [...new Set(ids)];
  const found = await scope.sql<OfferedProduct>(
    'select id, name, unit from product where id = any ($1) and active',
    [wanted],
  );
  if (found.length !== wanted.length) throw notFound('product');
  return found;
}
