import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertFits, lockMembership, Role, roleToGive } from '../identity/index.ts';

/**
 * Gives somebody a role of their tenant, or a built-in one, which permits nothing that one does not hold oneself. They act by
 * it with their next request. The only owner stays one. [T6] [S25]
 */
export const assignRole = verb({
  name: 'assignRole',
  permission: 'ROLE_WRITE',
  input: input('AssignRoleInput', { membershipId: id(), roleId: id() }),
  async run(scope, { membershipId, roleId }) {
    const membership = await lockMembership(scope, membershipId);
    const role = await roleToGive(scope, roleId);
    assertFits(role, membership);
    if (membership.roleId === roleId) return { result: membershipId, subject: null };
    const before = await scope.load(Role, membership.roleId);
    membership.roleId = roleId;
    const { resellerId, companyId } = membership;
    return {
      result: membershipId,
      subject: {
        type: 'Membership',
        id: membershipId,
        resellerId,
        companyId,
        changed: { roleName: [before.name, role.name] },
      },
    };
  },
});
