import { notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Membership } from './membership.entity.ts';

/**
 * The membership, locked together with that of whoever acts, so that of two administrators who suspend each other at the
 * same moment only the first one does; NOT_FOUND if it is not there or not visible.
 */
export async function lockMembership(scope: Scope, membershipId: string): Promise<Membership> {
  const own = scope.actor.kind === 'member' ? scope.actor.membershipId : null;
  const locked = await scope.sql<{ id: string; status: string }>(
    'select id, status from membership where id = any($1) order by id for update',
    [[membershipId, own]],
  );
  const [actor, subject] = [own, membershipId].map((wanted) => locked.find(({ id }) => id === wanted));
  if (own && actor?.status !== 'ACTIVE')
    throw new Problem('UNAUTHENTICATED', 'You have just been suspended.');
  if (!subject) throw notFound('membership');
  return scope.load(Membership, membershipId);
}
