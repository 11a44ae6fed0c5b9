import type { Scope } from '../../../kernel/scope.ts';

/**
 * Of subscriptions that are to end, those that may go on after all: there is still room for them under the quotas. For what the product
 * itself does; whoever acts is held to them by the database. [C4]
 */
export async function roomToGoOn(scope: Scope, subscriptionIds: readonly string[]): Promise<Set<string>> {
  const rows = await scope.sql<{ id: string }>('select id from room_to_go_on($1) id', [subscriptionIds]);
  return new Set(rows.map(({ id }) => id));
}
