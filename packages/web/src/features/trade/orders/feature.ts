import { IconChecklist, IconShoppingCart } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const orders = {
  label: 'Orders',
  to: '/orders',
  icon: IconShoppingCart,
  permission: 'ORDER_READ',
} as const;

export const feature: Feature = {
  places: [
    { ...orders, levels: SELLERS, group: 'work', order: 5 },
    { ...orders, levels: ['COMPANY'], group: 'services', order: 20 },
    {
      label: 'Order approval',
      to: '/orders/approval',
      icon: IconChecklist,
      permission: 'ORDER_APPROVE',
      levels: ADMINISTRATORS,
      group: 'settings',
      order: 45,
    },
  ],
  home: homePart(
    graphql(`
      fragment OrdersHome on Home {
        ordersToApprove
      }
    `),
    {
      types: ['ServiceOrder'],
      tasks: ({ ordersToApprove }) => [
        !!ordersToApprove && {
          key: 'orders-to-approve',
          count: ordersToApprove,
          title: `${plural(ordersToApprove, 'order waits', 'orders wait')} for approval`,
          detail: 'Nothing of an order is done before somebody who did not place it approves it.',
          href: '/orders?state=AWAITING_APPROVAL',
          permission: 'ORDER_APPROVE',
          urgent: true,
          order: 15,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
