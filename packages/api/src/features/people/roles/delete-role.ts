import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { loadCustomRole } from './load-custom-role.ts';

/** How many of those who have it are named. */
const NAMED = 5;

/** Removes a role that nobody has; else says who has it. [T6] */
export const deleteRole = verb({
  name: 'deleteRole',
  permission: 'ROLE_WRITE',
  input: input('DeleteRoleInput', { roleId: id() }),
  async run(scope, { roleId }) {
    const { name, resellerId, companyId } = await loadCustomRole(scope, roleId);
    const held = await scope.sql<{ name: string }>(
      `select first_name || ' ' || last_name as name from membership where role_id = $1 order by last_key, first_key, id`,
      [roleId],
    );
    if (held.length) {
      const named = held.slice(0, NAMED).map((each) => each.name);
      const others = held.length - named.length;
      const who = [...named, ...(others ? [`${others} more`] : [])].join(', ');
      throw conflict(
        `${who} ${held.length === 1 ? 'has' : 'have'} this role: give them another one first.`,
        'roleId',
      );
    }
    await scope.sql('delete from role where id = $1', [roleId]);
    return {
      result: roleId,
      subject: { type: 'Role', id: roleId, resellerId: resellerId as string, companyId, reference: name },
    };
  },
});
