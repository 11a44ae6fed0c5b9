import { ID, Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { approveOrder } from './approve-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { declineOrder } from './decline-order.ts';
import { executeOrder, executeOrderJob } from './execute-order.ts';
import { failOrder } from './fail-order.ts';
import { mailOrder, mailOrderJob } from './mail-order.ts';
import { OrderPolicy, ResellerOrderPolicy, ServiceOrder, ServiceOrderLine } from './order.entity.ts';
import { orderLines, orders } from './order.list.ts';
import { orderApproval } from './order-approval.ts';
import ordersSql from './orders.sql?raw';
import { placeOrder } from './place-order.ts';
import { previewOrder } from './preview-order.ts';
import { setOrderApproval } from './set-order-approval.ts';

const permissions = {
  ORDER_READ: { area: 'services', levels: ['PLATFORM', 'RESELLER', 'COMPANY'], words: 'See orders' },
  /** Whoever is let in to help does not say yes for those who let them in. */
  ORDER_APPROVE: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    lent: false,
    words: 'Approve orders, and say which need it',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

/** SQL: how many orders wait for whoever reads: a company for itself, sellers for the companies that are theirs. */
const waiting = (condition: string): string =>
  `(select count(*) from service_order o where o.state = 'AWAITING_APPROVAL' and ${condition})`;

export const ordersFeature = feature({
  name: 'trade/orders',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
    'trade/quotas',
    'trade/billing',
    'trade/chasing',
  ],
  permissions,
  tables: [ServiceOrder, ServiceOrderLine, OrderPolicy, ResellerOrderPolicy],
  sql: [ordersSql],
  lists: [orders, orderLines],
  verbs: [
    mutation(placeOrder, ServiceOrder),
    mutation(approveOrder, ServiceOrder),
    mutation(declineOrder, ServiceOrder),
    mutation(cancelOrder, ServiceOrder),
    plainMutation(setOrderApproval, () => ID),
    executeOrder,
    failOrder,
    mailOrder,
  ],
  views: [previewOrder, orderApproval],
  fields: [
    children(Company, 'orders', orders, 'company_id'),
    children(ServiceOrder, 'lines', orderLines, 'service_order_id'),
  ],
  jobs: [executeOrderJob, mailOrderJob],
  audits: {
    ServiceOrder: {
      label: 'Order',
      name: (id) => `select o.reference from service_order o where o.id = ${id}`,
    },
  },
  finds: [
    {
      kind: 'ORDER',
      permission: 'ORDER_READ',
      table: 'service_order',
      keys: ['reference_key'],
      order: 'reference_key, id',
      title: 'hit.reference',
      subtitle: `concat_ws(' · ', c.name, hit.placed_by_name)`,
      join: 'join company c on c.id = hit.company_id',
    },
  ],
  home: [
    {
      figures: {
        ordersToApprove: { type: () => Int, description: 'Orders that wait for the reader’s side.' },
      },
      at: {
        PLATFORM: {
          figures: {
            ordersToApprove: waiting(
              `o.awaits[1] = 'RESELLER' and o.reseller_id = (select p.id from reseller p where p.is_platform)`,
            ),
          },
        },
        RESELLER: { figures: { ordersToApprove: waiting(`o.awaits[1] = 'RESELLER'`) } },
        COMPANY: { figures: { ordersToApprove: waiting(`o.awaits[1] = 'COMPANY'`) } },
      },
    },
  ],
  notHeld: {
    service_order_line: 'what was asked for; the services are what they hold',
  },
  demo: () => import('./demo.ts'),
});
