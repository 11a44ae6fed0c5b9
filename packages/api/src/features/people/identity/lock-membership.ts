import { lookingOnly, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Membership } from './membership.entity.ts';

/**
 * The membership, locked together with that of whoever acts, so that of two administrators who suspend each other at the
 * same moment only the first one does; NOT_FOUND if it is not there or not visible.
 */
export async function lockMembership(scope: Scope, membershipId: string): Promise<Membership> {
  const own = scope.actor.kind === 'member' ? scope.actor.membershipId : null;
  const locked = await scope.sql<{ id: string }>(
    'select id from membership where id = any($1) order by id for update',
    [[membershipId, own]],
  );
  // Whoever reaches some resellers only reads their own row and does not lock it.
  const [actor] = await scope.sql<{ status: string }>('select status from membership where id = $1', [own]);
  if (own && actor?.status !== 'ACTIVE')
    throw new Problem('UNAUTHENTICATED', 'You have just been suspended.');
  const membership = await scope.load(Membership, membershipId);
  if (!locked.some(({ id }) => id === membershipId)) throw lookingOnly();
  return membership;
}
