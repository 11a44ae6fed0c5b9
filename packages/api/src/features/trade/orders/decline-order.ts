import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { assertDecides } from './deciding.ts';
import { orderOver } from './events.ts';
import { lockOrder, subjectOf } from './lock-order.ts';
import { queueOrderMail } from './mail-order.ts';
import { ServiceOrder } from './order.entity.ts';

/** Declines an order for the side that it waits for, with the reason, which whoever placed it is told. [C4] */
export const declineOrder = verb({
  name: 'declineOrder',
  permission: 'ORDER_APPROVE',
  input: input('DeclineOrderInput', { id: id(), reason: prose(500) }),
  async run(scope, { id: orderId, reason }) {
    const order = await lockOrder(scope, orderId);
    await assertDecides(scope, order);
    const by = await who(scope);
    const { resellerId, companyId } = order;
    const [sealed] = await scope.sealed(ServiceOrder, [
      { id: orderId, resellerId, companyId, decisionNote: reason },
    ]);
    await scope.sql(
      `update service_order set state = 'DECLINED', awaits = '{}', decided_by = $2, decided_by_name = $3, decided_at = $4,
          decision_note = $5, finished_at = $4 where id = $1`,
      [orderId, by.membershipId, by.name, scope.now, sealed?.decisionNote],
    );
    scope.hint({ kind: 'ServiceOrder', id: orderId, resellerId, companyId });
    await emit(scope, orderOver, { resellerId, orderId });
    await queueOrderMail(scope, order);
    return { result: orderId, subject: subjectOf(order, 'DECLINED') };
  },
});
