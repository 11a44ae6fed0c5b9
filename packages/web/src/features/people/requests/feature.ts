import { IconUserQuestion } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const requests = {
  label: 'Requests',
  to: '/requests',
  icon: IconUserQuestion,
  permission: 'REQUEST_READ',
  keywords: ['access', 'corrections', 'approve', 'access link'],
} as const;

export const feature: Feature = {
  places: [
    { ...requests, levels: SELLERS, group: 'customers', order: 35 },
    { ...requests, levels: ['COMPANY'], group: 'people', order: 15 },
  ],
  home: homePart(
    graphql(`
      fragment RequestsHome on Home {
        accessRequests
        corrections
      }
    `),
    {
      types: ['AccessRequest', 'Correction'],
      tasks: ({ accessRequests, corrections }) => [
        !!corrections && {
          key: 'corrections',
          count: corrections,
          title: plural(corrections, 'person waits for a correction', 'corrections are waited for'),
          detail: 'What you keep about them is not right. They are entitled to have it corrected soon.',
          href: '/requests',
          permission: 'REQUEST_DECIDE',
          urgent: true,
          order: 15,
        },
        !!accessRequests && {
          key: 'access-requests',
          count: accessRequests,
          title: plural(accessRequests, 'person asks', 'people ask') + ' for access',
          detail: 'See who they are, then approve or decline.',
          href: '/requests?state=WAITING',
          permission: 'REQUEST_DECIDE',
          urgent: false,
          order: 40,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
