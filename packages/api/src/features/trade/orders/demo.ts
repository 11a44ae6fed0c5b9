import type { ParameterValues } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { declineOrder } from './decline-order.ts';
import { executeOrder } from './execute-order.ts';
import { placeOrder } from './place-order.ts';
import { setOrderApproval } from './set-order-approval.ts';

/**
 * Northwind approves what its companies order above £150 a month: at Globex two orders have been carried out, one was declined,
 * one waits.
 */
async function playOrders(demonstration: Demonstration): Promise<void> {
  const { setting, inScope } = demonstration;
  const [globex] = await inScope((scope) =>
    scope.sql<{ resellerId: string }>(
      `select reseller_id as "resellerId" from company where name = 'Globex Ltd'`,
    ),
  );
  if (!globex) return;
  const products = new Map(
    (await inScope((scope) => scope.sql<{ id: string; code: string }>('select id, code from product'))).map(
      ({ id, code }) => [code, id],
    ),
  );
  const [reseller, company] = await Promise.all(
    ['admin@northwind.example', 'admin@globex.example'].map((email) => actAs(demonstration, email)),
  );
  if (!reseller || !company) return;
  const carryOut = (orderId: string) =>
    perform(
      {
        ...setting,
        credentials: {
          kind: 'system',
          task: 'demonstration',
          resellerId: globex.resellerId,
          does: [executeOrder.name],
        },
      },
      executeOrder,
      { orderId },
    );
  const order = (
    note: string,
    ...lines: { code: string; quantity: number; parameters?: ParameterValues }[]
  ) =>
    perform(company, placeOrder, {
      lines: lines.map(({ code, ...line }) => ({ productId: products.get(code), ...line })),
      note,
    });

  await carryOut(await order('Sales and support, as agreed with Priya', { code: 'MBX-SHARED', quantity: 2 }));
  await carryOut(await order('Branch in Leeds', { code: 'NET-SITE', quantity: 1 }));
  await perform(reseller, setOrderApproval, { approval: 'ABOVE', aboveMinor: 150_00 });
  const servers = await order('PO 20931', { code: 'HOST-DB', quantity: 2 });
  await perform(reseller, declineOrder, {
    id: servers,
    reason: 'The contract for the first database ends in March: let us talk about moving it instead.',
  });
  await order(
    'PO 20948, new warehouse in Hull',
    { code: 'TEL-LINE', quantity: 2, parameters: { speed: '500 Mbit/s', site: 'Warehouse, Hull' } },
    { code: 'HOST-APP', quantity: 1 },
    { code: 'MBX-SHARED', quantity: 1 },
  );
}

export const demo: DemoPart = { present: playOrders };
