import type { Member } from '../../../kernel/actor.ts';
import { type Permission, permissionsAt } from '../../../kernel/permission.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Membership } from './membership.entity.ts';
import { Role } from './role.entity.ts';

/**
 * What of these permissions whoever acts does not hold, of those that there are at their own level: nobody gives these. What
 * there is at a lower level only is given by whoever looks after it. PostgreSQL holds the same (`not_held`). [T6]
 */
export const notHeld = (
  { level, permissions }: Pick<Member, 'level' | 'permissions'>,
  given: readonly Permission[],
): Permission[] => given.filter((word) => permissionsAt(level).has(word) && !permissions.has(word));

/**
 * A role that can be given; NOT_FOUND for one that is not there, not visible, or of one grant only, FORBIDDEN for one that
 * permits what whoever acts may not do.
 */
export async function roleToGive(scope: Scope, roleId: string): Promise<Role> {
  const role = await scope.load(Role, roleId);
  if (role.kind === 'GRANT') throw notFound('role');
  const message = `${role.name} may do more than your own role allows, so you cannot give it.`;
  if (scope.actor.kind === 'member' && notHeld(scope.actor, role.permissions).length)
    throw new Problem('FORBIDDEN', message, [{ path: 'roleId', message }]);
  return role;
}

/** Why whoever is this, there, cannot have the role; undefined if they can. */
export function unfit(
  role: Pick<Role, 'name' | 'level' | 'resellerId' | 'companyId'>,
  { level, resellerId, companyId }: Pick<Membership, 'level' | 'resellerId' | 'companyId'>,
): string | undefined {
  if (level === 'END_USER') return 'This is an end user, who has no role to choose.';
  if (role.level !== level) return `${role.name} is a role of another level.`;
  if (role.resellerId && (role.resellerId !== resellerId || role.companyId !== companyId))
    return `${role.name} is a role of another organisation.`;
  return undefined;
}

/** Throws CONFLICT unless whoever is this, there, can have the role. */
export function assertFits(role: Role, membership: Parameters<typeof unfit>[1]): void {
  const reason = unfit(role, membership);
  if (reason) throw conflict(reason, 'roleId');
}
