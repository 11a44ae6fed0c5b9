import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';

/**
 * Which of these products have no price yet in the currency that a company pays in, or none in its seller's, and whom to ask for
 * one, by product. What is wanted of a product is taken together. [C2]
 */
export async function unpriced(
  scope: Scope,
  companyId: string,
  wanted: readonly { productId: string; quantity?: number }[],
  day: PlainDate,
): Promise<Map<string, string>> {
  const numbers = new Map<string, number>();
  for (const { productId, quantity = 1 } of wanted)
    numbers.set(productId, (numbers.get(productId) ?? 0) + quantity);
  const found = await scope.sql<{ id: string; message: string | null }>(
    `select g.id, no_price_here(g.id, $2, priced_units(g.id, $2, g.adding), price_day($3)) as message
      from jsonb_to_recordset($1) g (id uuid, adding integer)`,
    [JSON.stringify([...numbers].map(([id, adding]) => ({ id, adding }))), companyId, day],
  );
  return new Map(found.flatMap(({ id, message }) => (message === null ? [] : [[id, message] as const])));
}
