import { IconPackage, IconPackageOff, IconRepeat } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part, ticked } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { companyMonth, resellerMonth } from './figures.ts';

export const more: More = {
  things: {
    Subscription: {
      one: 'Subscription',
      many: 'Subscriptions',
      icon: IconRepeat,
      page: (id, level) => {
        if (level === 'END_USER') return '/services';
        return id ? `/subscriptions/${id}` : undefined;
      },
    },
  },
  audit,
  figures: { company: companyMonth, reseller: resellerMonth },
  tabs: {
    company: [
      {
        key: 'subscriptions',
        label: 'Subscriptions',
        permission: 'SUBSCRIPTION_READ',
        order: 30,
        count: ({ subscriptionCount }) => subscriptionCount,
        content: part(
          () => import('./SubscriptionList.tsx'),
          'SubscriptionList',
          ({ id }) => ({ tenant: { companyId: id } }),
        ),
      },
    ],
    reseller: [
      {
        key: 'subscriptions',
        label: 'Subscriptions',
        permission: 'SUBSCRIPTION_READ',
        levels: ['PLATFORM'],
        order: 25,
        content: part(
          () => import('./SubscriptionList.tsx'),
          'SubscriptionList',
          ({ id }) => ({ tenant: { resellerId: id } }),
        ),
      },
    ],
    endUser: [
      {
        key: 'services',
        label: 'Services',
        permission: 'SUBSCRIPTION_READ',
        order: 10,
        count: ({ subscriptions }) => subscriptions?.totalCount ?? 0,
        content: part(
          () => import('./EndUserServices.tsx'),
          'EndUserServices',
          (endUser) => ({ endUser }),
        ),
      },
    ],
  },
  cards: {
    subscription: [
      {
        key: 'parts',
        permission: 'SUBSCRIPTION_READ',
        order: 1,
        content: part(
          () => import('./PartsCard.tsx'),
          'PartsCard',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
      {
        key: 'commitment',
        permission: 'SUBSCRIPTION_READ',
        order: 3,
        content: part(
          () => import('./CommitmentCard.tsx'),
          'CommitmentCard',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
      {
        key: 'prices',
        permission: 'SUBSCRIPTION_READ',
        order: 5,
        content: part(
          () => import('./SubscriptionPrices.tsx'),
          'SubscriptionPrices',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
  },
  bulk: {
    endUsers: [
      {
        label: 'Add services',
        icon: IconPackage,
        permission: 'SUBSCRIPTION_WRITE',
        order: 10,
        content: part(
          () => import('./AddServices.tsx'),
          'AddServices',
          (people) => people,
        ),
      },
      {
        label: 'Cancel a service',
        icon: IconPackageOff,
        permission: 'SUBSCRIPTION_WRITE',
        order: 20,
        content: part(() => import('./BulkCancel.tsx'), 'BulkCancelService', ticked),
      },
    ],
  },
};
