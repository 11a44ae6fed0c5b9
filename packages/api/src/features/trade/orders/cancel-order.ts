import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { orderOver } from './events.ts';
import { alreadyOver, lockOrder, subjectOf } from './lock-order.ts';

/** Calls an order off while it has not been carried out. CONFLICT, which says what became of it, once it has. [C4] */
export const cancelOrder = verb({
  name: 'cancelOrder',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('CancelOrderInput', { id: id() }),
  run: (scope, { id: orderId }) => callOff(scope, orderId),
});

/** Calls an order off, for whoever acts. */
export async function callOff(scope: Scope, orderId: string) {
  const order = await lockOrder(scope, orderId);
  if (order.state === 'CANCELLED') return { result: orderId, subject: null };
  if (order.state !== 'AWAITING_APPROVAL' && order.state !== 'QUEUED') throw alreadyOver(order.state);
  const by = await who(scope);
  await scope.sql(
    `update service_order set state = 'CANCELLED', awaits = '{}', decided_by = $2, decided_by_name = $3, decided_at = $4,
        finished_at = $4 where id = $1`,
    [orderId, by.membershipId, by.name, scope.now],
  );
  const { resellerId, companyId } = order;
  await emit(scope, orderOver, { resellerId, orderId });
  scope.hint({ kind: 'ServiceOrder', id: orderId, resellerId, companyId });
  return { result: orderId, subject: subjectOf(order, 'CANCELLED') };
}
