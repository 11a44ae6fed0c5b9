import { date, id, optional } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { check, input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { placeOrder, ServiceOrder } from '../orders/index.ts';
import { billReference } from './bill-reference.ts';
import { acceptance, orderOf, type SeatOrder, SupplierBill } from './seat.entity.ts';
import { writeAcceptances } from './write-acceptances.ts';

/**
 * Orders what brings the seats of a company to what the supplier bills: more, fewer, or none. The difference counts as settled by that
 * order. CONFLICT if one order cannot, or one has. [P3] [C4]
 */
export const orderSeats = verb({
  name: 'orderSeats',
  description: 'Places the order that `SeatDifference.order` says, as `placeOrder` does.',
  permission: 'SUPPLIER_COST_WRITE',
  input: input('OrderSeatsInput', { differenceId: id(), startsOn: optional(date()) }),
  async run(scope, { differenceId, startsOn }, services) {
    const [asked] = await scope.sql<{ billId: string }>(
      'select supplier_bill_id as "billId" from seat_difference where id = $1',
      [differenceId],
    );
    if (!asked) throw notFound('difference');
    // Who accepts differences may not order for that alone.
    assertAllowed(scope.actor, 'SUBSCRIPTION_WRITE', orderSeats.name);
    const bill = await loadLocked(scope, SupplierBill, asked.billId);
    const [found] = await scope.sql<{
      companyId: string;
      productId: string;
      order: SeatOrder | null;
      settled: string | null;
    }>(
      `select d.for_company_id as "companyId", d.product_id as "productId", (${orderOf('d')}) as "order",
          (select a.reason from ${acceptance('d')}) as settled from seat_difference d where d.id = $1`,
      [differenceId],
    );
    if (!found)
      throw conflict('The bill has been compared again meanwhile. Look at it again.', 'differenceId');
    if (found.settled) throw conflict(`Is settled already: ${found.settled}`, 'differenceId');
    const { order, companyId, productId } = found;
    if (!order)
      throw conflict(
        'No single order brings this to what is billed: its seats are people’s, several subscriptions share them, a bundle holds them, or it is there by now.',
        'differenceId',
      );
    const { subscriptionId, quantity } = order;
    const change = subscriptionId ? { subscriptionId } : { productId };
    const line = subscriptionId && quantity === 0 ? { subscriptionId, ends: true } : { ...change, quantity };
    const { result, subject } = await placeOrder.run(
      scope,
      check(placeOrder.input.rule as never, { companyId, lines: [line], startsOn }),
      services,
    );
    const placed = await scope.load(ServiceOrder, result);
    const tenancy = { resellerId: bill.resellerId, reference: await billReference(scope, bill.id) };
    await writeAcceptances(scope, [differenceId], `Order ${placed.reference}.`, (await who(scope)).name);
    return {
      result,
      subject: [
        ...[subject].flat().filter((one) => one !== null),
        { type: 'SupplierBill', id: bill.id, ...tenancy, changed: ['acceptance'] },
      ],
    };
  },
});
