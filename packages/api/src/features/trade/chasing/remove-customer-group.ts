import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { lookingOnly, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Takes a group away, with its policy: its customers are chased as everyone again, unless one has a policy of its own. [B7] */
export const removeCustomerGroup = verb({
  name: 'removeCustomerGroup',
  permission: 'CHASING_WRITE',
  input: input('RemoveCustomerGroupInput', { id: id() }),
  async run(scope, { id: groupId }) {
    const { resellerId } = memberOf(scope.actor);
    const [group] = await scope.sql<{ name: string }>(
      'select name from customer_group where id = $1 and reseller_id = $2',
      [groupId, resellerId],
    );
    if (!group) throw notFound('group of customers');
    await scope.sql('delete from customer_group_member where group_id = $1', [groupId]);
    await scope.sql('delete from chasing_policy where group_id = $1', [groupId]);
    const removed = await scope.sql('delete from customer_group where id = $1 returning id', [groupId]);
    if (!removed.length) throw lookingOnly();
    scope.hint(
      { kind: 'CustomerGroup', id: groupId, resellerId, companyId: null },
      { kind: 'ChasingPolicy', resellerId, companyId: null },
    );
    return {
      result: groupId,
      subject: { type: 'CustomerGroup', id: groupId, resellerId, reference: group.name },
    };
  },
});
