import { IconLifebuoy, IconRuler2 } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const access = {
  label: 'Support access',
  to: '/support-access',
  icon: IconLifebuoy,
  permission: 'SUPPORT_READ',
  keywords: ['grants', 'let in', 'ask for access', 'requests'],
} as const;

export const feature: Feature = {
  places: [
    { ...access, levels: SELLERS, group: 'work', order: 40 },
    { ...access, levels: ['COMPANY'], group: 'dataProtection', order: 60 },
    {
      label: 'Standing rules',
      to: '/support-access/rules',
      beside: '/support-access',
      icon: IconRuler2,
      permission: 'SUPPORT_READ',
      levels: ['COMPANY'],
      group: 'dataProtection',
      order: 61,
      keywords: ['support access', 'approve automatically'],
    },
  ],
  more: () => import('./more.ts'),
  home: homePart(
    graphql(`
      fragment SupportHome on Home {
        supportRequests
        supportApproved
      }
    `),
    {
      types: ['SupportGrant'],
      tasks: ({ supportRequests, supportApproved }) => [
        !!supportRequests && {
          key: 'supportRequests',
          count: supportRequests,
          title: plural(supportRequests, 'request', 'requests') + ' for support access',
          detail: 'Somebody would like to be let in, and waits for you to approve or decline.',
          href: '/support-access?state=REQUESTED',
          permission: 'SUPPORT_DECIDE',
          urgent: true,
          order: 15,
        },
        !!supportApproved && {
          key: 'supportApproved',
          count: supportApproved,
          title: plural(supportApproved, 'support access', 'support accesses') + ' approved',
          detail: 'You may go in. Unused, an approval lapses after three days.',
          href: '/support-access?state=APPROVED',
          permission: 'SUPPORT_ASK',
          urgent: false,
          order: 25,
        },
      ],
    },
  ),
};
