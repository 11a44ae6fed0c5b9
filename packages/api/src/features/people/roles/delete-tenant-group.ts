import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { TenantGroup } from './tenant-group.entity.ts';

/** Removes a group that nobody's reach lists; else says whose does. [T6] */
export const deleteTenantGroup = verb({
  name: 'deleteTenantGroup',
  permission: 'REACH_WRITE',
  input: input('DeleteTenantGroupInput', { tenantGroupId: id() }),
  async run(scope, { tenantGroupId }) {
    const { name } = await loadLocked(scope, TenantGroup, tenantGroupId);
    const listed = await scope.sql<{ name: string }>(
      `select m.first_name || ' ' || m.last_name as name from membership_reach l join membership m on m.id = l.membership_id
         where l.tenant_group_id = $1 order by m.last_key, m.first_key, m.id limit 5`,
      [tenantGroupId],
    );
    if (listed.length)
      throw conflict(
        `It says what ${listed.map((each) => each.name).join(', ')} may reach: change that first.`,
        'tenantGroupId',
      );
    await scope.sql('delete from tenant_group_member where tenant_group_id = $1', [tenantGroupId]);
    await scope.sql('delete from tenant_group where id = $1', [tenantGroupId]);
    const { resellerId } = memberOf(scope.actor);
    return {
      result: tenantGroupId,
      subject: { type: 'TenantGroup', id: tenantGroupId, resellerId, reference: name },
    };
  },
});
