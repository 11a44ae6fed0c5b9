import { IconChartBar, IconPackage, IconRepeat } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { count, moneyList, moneyRounded } from '../../../lib/format.ts';

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
      label: 'Seats',
      to: '/subscriptions/seats',
      icon: IconChartBar,
      permission: 'SUBSCRIPTION_READ',
      levels: ADMINISTRATORS,
      group: 'catalogue',
      order: 32,
      beside: '/subscriptions',
      keywords: ['dashboard', 'growth'],
    },
    {
      label: 'My services',
      to: '/services',
      icon: IconPackage,
      levels: ['END_USER'],
      group: 'start',
      order: 20,
    },
  ],
  home: homePart(
    graphql(`
      fragment SubscriptionsHome on Home {
        runningSubscriptions
        upcomingRenewals
        recurring {
          currency
          minor
        }
        margin {
          currency
          minor
        }
      }
    `),
    {
      types: ['Subscription'],
      figures: ({ runningSubscriptions, upcomingRenewals, recurring, margin }, level) => [
        runningSubscriptions !== null && {
          label: 'Running subscriptions',
          value: count(runningSubscriptions),
          href: '/subscriptions?running=true',
          order: 40,
        },
        level !== 'END_USER' &&
          Boolean(upcomingRenewals) && {
            label: 'End or renew within 90 days',
            value: count(upcomingRenewals as number),
            href: '/subscriptions?upcoming=true',
            order: 45,
          },
        recurring !== null && {
          label: 'Recurring a month',
          value: moneyList(recurring, moneyRounded),
          href: '/subscriptions?running=true',
          order: 50,
        },
        margin !== null && {
          label: 'Margin a month',
          value: moneyList(margin, moneyRounded),
          href: '/products',
          order: 60,
        },
      ],
    },
  ),
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
  more: () => import('./more.ts'),
};
