import type { Scope } from '../../../kernel/scope.ts';
import { holdsOnPerson } from '../retention/index.ts';
import type { HeldPerson } from './held-of-person.ts';

/** Why nothing of the person may go, if a legal hold says so: in a sentence. */
export async function heldBy(scope: Scope, person: HeldPerson): Promise<string | null> {
  const [hold] = await holdsOnPerson(scope, person, person.endUserId);
  return hold
    ? `A legal hold (${hold.reference}) keeps what is held of this person: nothing is erased until it is lifted.`
    : null;
}

/** Services of the person that have not ended: they go before the person can. */
export async function activeServices(scope: Scope, { endUserId }: HeldPerson): Promise<number> {
  const [found] = await scope.sql<{ count: number }>(
    `select count(*)::int as count from subscription where end_user_id = $1 and state <> 'ENDED'`,
    [endUserId],
  );
  return found?.count ?? 0;
}
