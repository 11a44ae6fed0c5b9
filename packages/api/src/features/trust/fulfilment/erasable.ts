import type { Scope } from '../../../kernel/scope.ts';
import type { HeldPerson } from './held-of-person.ts';

/** Services of the person that have not ended: they go before the person can. */
export async function activeServices(scope: Scope, { endUserId }: HeldPerson): Promise<number> {
  const [found] = await scope.sql<{ count: number }>(
    `select count(*)::int as count from subscription where end_user_id = $1 and state <> 'ENDED'`,
    [endUserId],
  );
  return found?.count ?? 0;
}
