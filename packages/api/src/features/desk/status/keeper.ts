import { memberOf } from '../../../kernel/actor.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** In whose name whoever acts writes on the status page. */
export function keeperOf(scope: Scope): { resellerId: string; byPlatform: boolean } {
  const { resellerId, level } = memberOf(scope.actor);
  return { resellerId, byPlatform: level === 'PLATFORM' };
}

/** INVALID_INPUT unless these are products of the catalogue. */
export async function assertProducts(scope: Scope, productIds: readonly string[]): Promise<void> {
  const found = await scope.sql('select from product where id = any ($1)', [productIds]);
  if (found.length !== productIds.length) throw invalid('productIds', 'Must be products of the catalogue.');
}

/** INVALID_INPUT unless whoever acts keeps all of these components; said of the place of the first that they do not. */
export async function assertOwn(
  scope: Scope,
  componentIds: readonly string[],
  place: (index: number) => string,
): Promise<void> {
  const { resellerId } = keeperOf(scope);
  const found = await scope.sql<{ id: string }>(
    'select id from component where id = any ($1) and reseller_id = $2 and retired_at is null',
    [componentIds, resellerId],
  );
  const own = new Set(found.map(({ id }) => id));
  const other = componentIds.findIndex((id) => !own.has(id));
  if (other >= 0) throw invalid(place(other), 'Must be a component of your own.');
}
