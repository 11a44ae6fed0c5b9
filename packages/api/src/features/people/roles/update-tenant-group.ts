import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { TenantGroup } from './tenant-group.entity.ts';
import { groupName, groupResellers, setMembers } from './tenant-group-rules.ts';

/** Renames a group, or says which resellers are in it: staff whose reach lists it reach them from their next request. [T6] [S25] */
export const updateTenantGroup = verb({
  name: 'updateTenantGroup',
  permission: 'REACH_WRITE',
  input: edit(
    'UpdateTenantGroupInput',
    { tenantGroupId: id() },
    { name: groupName().optional(), resellerIds: groupResellers().optional() },
  ),
  async run(scope, { tenantGroupId, name, resellerIds, known }) {
    const group = await loadLocked(scope, TenantGroup, tenantGroupId);
    const members = await scope.sql<{ id: string }>(
      'select reseller_id as id from tenant_group_member where tenant_group_id = $1 order by reseller_id',
      [tenantGroupId],
    );
    const held = { resellerIds: members.map((each) => each.id) };
    known?.assertStill({ ...group, ...held }, { name, resellerIds });
    const changed = { ...assign(group, { name }, undefined), ...assign(held, { resellerIds }, undefined) };
    if (changed.resellerIds) await setMembers(scope, tenantGroupId, held.resellerIds);
    if (!Object.keys(changed).length) return { result: tenantGroupId, subject: null };
    const { resellerId } = memberOf(scope.actor);
    return {
      result: tenantGroupId,
      subject: { type: 'TenantGroup', id: tenantGroupId, resellerId, reference: group.name, changed },
    };
  },
});
