import { IconChecklist } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Quotas',
      to: '/quotas',
      icon: IconChecklist,
      permission: 'QUOTA_READ',
      levels: ADMINISTRATORS,
      group: 'catalogue',
      order: 31,
      beside: '/subscriptions',
    },
  ],
  home: homePart(
    graphql(`
      fragment QuotasHome on Home {
        quotasNearlyUsed
      }
    `),
    {
      types: ['Quota', 'Subscription'],
      tasks: ({ quotasNearlyUsed }, level) => [
        !!quotasNearlyUsed && {
          key: 'quotas',
          count: quotasNearlyUsed,
          title: plural(quotasNearlyUsed, 'quota is', 'quotas are') + ' nearly used up',
          detail:
            level === 'COMPANY'
              ? 'Nothing is ordered above it: ask whoever sells you the services for more in time.'
              : 'Nothing is ordered above it. Raise it, or have it raised, before somebody is refused.',
          href: '/quotas?nearlyUsed=true',
          permission: 'QUOTA_READ',
          urgent: false,
          order: 70,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
