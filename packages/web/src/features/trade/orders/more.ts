import { IconShoppingCart } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { stateText } from './order-words.ts';

export const more: More = {
  actions: [
    {
      label: 'Order services',
      to: '/orders/new',
      icon: IconShoppingCart,
      permission: 'SUBSCRIPTION_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['subscribe', 'buy', 'company service', 'basket'],
    },
  ],
  things: {
    ServiceOrder: {
      one: 'Order',
      many: 'Orders',
      icon: IconShoppingCart,
      page: pageBelow('/orders', 'END_USER'),
      say: (field, value) => (field === 'state' ? stateText(value) : undefined),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'orders',
        label: 'Orders',
        permission: 'ORDER_READ',
        order: 28,
        content: part(
          () => import('./OrderList.tsx'),
          'OrderList',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  cards: {
    endUser: [
      {
        key: 'orders',
        permission: 'ORDER_READ',
        levels: ADMINISTRATORS,
        order: 40,
        content: part(
          () => import('./PersonOrders.tsx'),
          'PersonOrders',
          ({ id }) => ({ endUserId: id }),
        ),
      },
    ],
    subscription: [
      {
        key: 'change',
        permission: 'SUBSCRIPTION_WRITE',
        order: 3,
        content: part(
          () => import('./ChangeSubscription.tsx'),
          'ChangeSubscriptionCard',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
  },
};
