import { id, line, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { CustomerGroup } from './customer-group.entity.ts';

/** Begins a group of customers, or calls one otherwise. A name that is taken is a CONFLICT. [B7] */
export const setCustomerGroup = verb({
  name: 'setCustomerGroup',
  permission: 'CHASING_WRITE',
  description: 'Another one if no id is given.',
  input: input('SetCustomerGroupInput', { id: optional(id()), name: line(80) }),
  async run(scope, { id: groupId, name }) {
    const { resellerId } = memberOf(scope.actor);
    if (!groupId) {
      const group = await scope.insert(CustomerGroup, {
        id: newId(),
        resellerId,
        name,
        createdAt: scope.now,
      });
      scope.hint({ kind: 'CustomerGroup', id: group.id, resellerId, companyId: null });
      return {
        result: group.id,
        subject: { type: 'CustomerGroup', id: group.id, resellerId, reference: name },
      };
    }
    const [had] = await scope.sql<{ name: string }>(
      'select name from customer_group where id = $1 and reseller_id = $2 for update',
      [groupId, resellerId],
    );
    if (!had) throw notFound('group of customers');
    if (had.name === name) return { result: groupId, subject: null };
    await scope.sql('update customer_group set name = $2 where id = $1', [groupId, name]);
    scope.hint({ kind: 'CustomerGroup', id: groupId, resellerId, companyId: null });
    return {
      result: groupId,
      subject: {
        type: 'CustomerGroup',
        id: groupId,
        resellerId,
        reference: name,
        changed: { name: [had.name, name] as const },
      },
    };
  },
});
