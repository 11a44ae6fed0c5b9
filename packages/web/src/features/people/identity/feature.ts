import { IconFileCheck, IconKey } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';

const signIn = {
  label: 'Sign-in',
  to: '/sessions',
  icon: IconKey,
  permission: 'SESSION_OWN',
  keywords: ['sessions', 'change password', 'devices'],
} as const;
const agreement = {
  label: 'Processing agreement',
  to: '/agreement',
  icon: IconFileCheck,
  permission: 'AGREEMENT_READ',
  order: 10,
  keywords: ['data protection', 'terms', 'versions'],
} as const;

export const feature: Feature = {
  places: [
    { ...signIn, levels: ADMINISTRATORS, group: 'settings', order: 60 },
    { ...signIn, levels: ['END_USER'], group: 'account', order: 20 },
    { ...agreement, levels: SELLERS, group: 'compliance' },
    { ...agreement, levels: ['COMPANY'], group: 'dataProtection' },
  ],
  actions: [
    {
      label: 'Publish a processing agreement',
      to: '/agreement/new',
      icon: IconFileCheck,
      permission: 'AGREEMENT_PUBLISH',
    },
  ],
  things: {
    Membership: { one: 'Membership', many: 'Memberships' },
    Session: { one: 'Session', many: 'Sessions' },
    Agreement: {
      one: 'Processing agreement',
      many: 'Processing agreements',
      icon: IconFileCheck,
      page: (id) => `/agreement/${id}`,
    },
  },
  audit: () => import('./audit.ts'),
  home: homePart(
    graphql(`
      fragment IdentityHome on Home {
        agreementDue
      }
    `),
    {
      types: ['Agreement', 'Company'],
      tasks: ({ agreementDue }) => [
        agreementDue && {
          key: 'agreement',
          count: 1,
          title: 'The processing agreement waits for you',
          detail: 'Read and accept it, so that your people’s data is handled under it.',
          href: '/agreement',
          urgent: true,
          order: 10,
        },
      ],
    },
  ),
};
