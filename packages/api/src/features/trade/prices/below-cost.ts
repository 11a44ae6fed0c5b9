import { formatMoney, line, type Minor, optional, type PlainDate } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** The word without which nothing is sold below what it costs its seller: why that is meant. */
export const belowCost = () => optional(line(200));

/** A price that is less than what whoever sells at it pays. */
export interface BelowCost {
  product: string;
  fromQuantity: number;
  minor: Minor;
  costMinor: Minor;
  currency: string;
}

/** Which of these retail prices are below what their seller pays on a day; what it pays in another currency is not compared. */
export async function soldBelowCost(
  scope: Scope,
  prices: readonly { productId: string; fromQuantity: number; minor: Minor }[],
  currency: string,
  day: PlainDate,
): Promise<BelowCost[]> {
  return scope.sql<BelowCost>(
    `select p.name as product, g."fromQuantity", g.minor, w.minor as "costMinor", w.currency
       from jsonb_to_recordset($1) g ("productId" uuid, "fromQuantity" integer, minor integer)
       join product p on p.id = g."productId"
       cross join lateral wholesale_here(p.id, null, g."fromQuantity", $2) w
       where g.minor < w.minor and w.currency = $3 order by p.name_key, g."fromQuantity"`,
    [JSON.stringify(prices), day, currency],
  );
}

/** INVALID_INPUT if something is sold below cost and nobody has said why. [C3] */
export function assertMeant(below: readonly BelowCost[], reason: string | null): void {
  const [first] = below;
  if (!first || reason) return;
  const others = below.length > 1 ? ` So are ${below.length - 1} others.` : '';
  throw invalid(
    'belowCost',
    `${first.product} at ${formatMoney(first.minor, first.currency)} is below the ${formatMoney(first.costMinor, first.currency)} that it costs you.${others} Say why that is meant.`,
  );
}
