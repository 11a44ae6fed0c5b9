import { IconHandStop } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const consents = {
  label: 'Consents',
  to: '/consents',
  icon: IconHandStop,
  permission: 'CONSENT_READ',
  keywords: ['marketing', 'opt in', 'opt out', 'newsletter', 'withdraw'],
} as const;
const mine = {
  ...consents,
  label: 'What you are asked',
  to: '/consents/mine',
  permission: 'CONSENT_OWN',
} as const;

export const feature: Feature = {
  places: [
    { ...mine, label: 'Consents', levels: ['END_USER'], group: 'account', order: 50 },
    { ...consents, levels: ['COMPANY'], group: 'dataProtection', order: 30 },
    { ...consents, levels: SELLERS, group: 'compliance', order: 30 },
    { ...mine, beside: '/consents', levels: ['COMPANY'], group: 'dataProtection', order: 31 },
    { ...mine, beside: '/consents', levels: ['RESELLER'], group: 'compliance', order: 31 },
  ],
  home: homePart(
    graphql(`
      fragment ConsentsHome on Home {
        consentsAsked
      }
    `),
    {
      types: ['ConsentPurpose', 'ConsentEntry'],
      tasks: ({ consentsAsked }) => [
        !!consentsAsked && {
          key: 'consents',
          count: consentsAsked,
          title: `${plural(consentsAsked, 'consent')} you are asked for`,
          detail: 'You may say no, or nothing: your services work the same.',
          href: '/consents/mine',
          permission: 'CONSENT_OWN',
          urgent: false,
          order: 95,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
