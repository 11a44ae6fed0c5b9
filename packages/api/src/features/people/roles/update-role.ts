import { id } from '@steward/shared';
import { assign } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { everyones, reachOf } from '../../../kernel/roles.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertGives } from './assert-gives.ts';
import { loadCustomRole } from './load-custom-role.ts';
import { permissionWords, roleName } from './role-rules.ts';

/** Changes what a role is called and permits. Whoever has it acts by the new permissions with their next request. [T6] [S25] */
export const updateRole = verb({
  name: 'updateRole',
  permission: 'ROLE_WRITE',
  input: edit(
    'UpdateRoleInput',
    { roleId: id() },
    { name: roleName().optional(), permissions: permissionWords().optional() },
  ),
  async run(scope, { roleId, name, permissions, known }) {
    const role = await loadCustomRole(scope, roleId);
    if (permissions) assertGives(scope, role.level, permissions);
    const changed = assign(
      role,
      { name, permissions: permissions && [...new Set([...permissions, ...everyones(role.level)])].sort() },
      known,
    );
    if (changed?.permissions) Object.assign(role, reachOf(role.permissions));
    const { resellerId, companyId } = role;
    const subject = changed && {
      type: 'Role',
      id: roleId,
      resellerId: resellerId as string,
      companyId,
      reference: role.name,
      changed,
    };
    return { result: roleId, subject: subject ?? null };
  },
});
