import { IconCalendarDue, IconForms, IconUserShield } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const requests = {
  label: 'Rights requests',
  to: '/rights-requests',
  icon: IconUserShield,
  permission: 'RIGHTS_READ',
  keywords: ['subject access', 'erasure', 'personal data', 'complaints', 'privacy'],
} as const;

export const feature: Feature = {
  places: [
    { ...requests, label: 'My data', levels: ['END_USER'], group: 'account', order: 30 },
    { ...requests, levels: ['COMPANY'], group: 'dataProtection', order: 20 },
    { ...requests, levels: SELLERS, group: 'compliance', order: 20 },
    {
      label: 'Calendar',
      to: '/rights-requests/calendar',
      beside: '/rights-requests',
      icon: IconCalendarDue,
      permission: 'RIGHTS_READ',
      levels: ADMINISTRATORS,
      group: 'compliance',
      order: 21,
      keywords: ['deadlines', 'due', 'rights requests'],
    },
    {
      label: 'Public form',
      to: '/rights-requests/form',
      beside: '/rights-requests',
      icon: IconForms,
      permission: 'RIGHTS_ROUTE',
      levels: ['PLATFORM'],
      group: 'compliance',
      order: 22,
      keywords: ['strangers', 'controller', 'rights requests'],
    },
  ],
  more: () => import('./more.ts'),
  home: homePart(
    graphql(`
      fragment RightsHome on Home {
        rightsDue
        rightsEnquiries
      }
    `),
    {
      types: ['RightsRequest', 'RightsEnquiry'],
      tasks: ({ rightsDue, rightsEnquiries }, level) => [
        !!rightsDue && {
          key: 'rightsDue',
          count: rightsDue,
          title: `${plural(rightsDue, 'rights request', 'rights requests')} due`,
          detail:
            level === 'COMPANY'
              ? 'The time that the law gives runs out within seven days, or is over.'
              : 'Companies of yours have to answer within seven days, or should have.',
          href: '/rights-requests?open=true',
          permission: 'RIGHTS_READ',
          urgent: level === 'COMPANY',
          order: 5,
        },
        !!rightsEnquiries && {
          key: 'rightsEnquiries',
          count: rightsEnquiries,
          title: `${plural(rightsEnquiries, 'request', 'requests')} on the public form`,
          detail: 'Find out which company is meant: its time runs already.',
          href: '/rights-requests/form',
          permission: 'RIGHTS_ROUTE',
          urgent: true,
          order: 6,
        },
      ],
    },
  ),
};
