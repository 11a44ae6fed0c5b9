import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { assertDecides } from './deciding.ts';
import { lockOrder, subjectOf } from './lock-order.ts';
import { queueOrderMail } from './mail-order.ts';
import { queueOrder } from './queue-order.ts';

/**
 * Approves an order for the side that it waits for; once the last has, it is carried out. FORBIDDEN for who placed it or is of
 * another side, CONFLICT if it waits for nobody any more. [C4]
 */
export const approveOrder = verb({
  name: 'approveOrder',
  permission: 'ORDER_APPROVE',
  input: input('ApproveOrderInput', { id: id() }),
  async run(scope, { id: orderId }) {
    const order = await lockOrder(scope, orderId);
    await assertDecides(scope, order);
    const awaits = order.awaits.slice(1);
    const state = awaits.length ? 'AWAITING_APPROVAL' : 'QUEUED';
    const by = await who(scope);
    await scope.sql(
      `update service_order set state = $2, awaits = $3, decided_by = $4, decided_by_name = $5, decided_at = $6 where id = $1`,
      [orderId, state, awaits, by.membershipId, by.name, scope.now],
    );
    scope.hint({
      kind: 'ServiceOrder',
      id: orderId,
      resellerId: order.resellerId,
      companyId: order.companyId,
    });
    if (awaits.length) await queueOrderMail(scope, order);
    else await queueOrder(scope, order);
    return { result: orderId, subject: subjectOf(order, state) };
  },
});
