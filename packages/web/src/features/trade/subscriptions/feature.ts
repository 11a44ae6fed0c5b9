import { IconPackage, IconPackageOff, IconRepeat } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { part, ticked } from '../../../frame/slots.tsx';
import { count, moneyRounded } from '../../../lib/format.ts';

const subscriptions = {
  label: 'Subscriptions',
  to: '/subscriptions',
  icon: IconRepeat,
  permission: 'SUBSCRIPTION_READ',
  order: 30,
} as const;

export const feature: Feature = {
  places: [
    { ...subscriptions, levels: SELLERS, group: 'catalogue' },
    { ...subscriptions, levels: ['COMPANY'], group: 'services' },
    {
      label: 'My services',
      to: '/services',
      icon: IconPackage,
      levels: ['END_USER'],
      group: 'start',
      order: 20,
    },
  ],
  actions: [
    {
      label: 'Add a company service',
      to: '/subscriptions/new',
      icon: IconPackage,
      permission: 'SUBSCRIPTION_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['order', 'subscribe'],
    },
  ],
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
  audit: () => import('./audit.ts'),
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
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    endUser: [
      {
        key: 'services',
        label: 'Services',
        permission: 'SUBSCRIPTION_READ',
        order: 10,
        count: ({ subscriptions }) => subscriptions.totalCount,
        content: part(
          () => import('./EndUserServices.tsx'),
          'EndUserServices',
          (endUser) => ({ endUser }),
        ),
      },
    ],
  },
  cards: {
    home: [
      {
        key: 'services',
        levels: ['END_USER'],
        order: 10,
        content: part(
          () => import('./MyServicesCard.tsx'),
          'MyServicesCard',
          () => ({}),
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
  home: homePart(
    graphql(`
      fragment SubscriptionsHome on Home {
        runningSubscriptions
        recurringMinor
        marginMinor
      }
    `),
    {
      types: ['Subscription'],
      figures: ({ runningSubscriptions, recurringMinor, marginMinor }) => [
        runningSubscriptions !== null && {
          label: 'Running subscriptions',
          value: count(runningSubscriptions),
          href: '/subscriptions?running=true',
          order: 40,
        },
        recurringMinor !== null && {
          label: 'Recurring a month',
          value: moneyRounded(recurringMinor),
          href: '/subscriptions?running=true',
          order: 50,
        },
        marginMinor !== null && {
          label: 'Margin a month',
          value: moneyRounded(marginMinor),
          href: '/products',
          order: 60,
        },
      ],
    },
  ),
};
