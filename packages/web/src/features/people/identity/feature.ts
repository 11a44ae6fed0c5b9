import {
  IconFileCheck,
  IconKey,
  IconLogout,
  IconShieldExclamation,
  IconUserShield,
} from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { type Feature, inList } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { part, type Slots } from '../../../frame/slots.tsx';

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

const security = {
  label: 'Security events',
  to: '/audit/security',
  beside: '/audit',
  icon: IconShieldExclamation,
  permission: 'SECURITY_READ',
  order: 85,
  keywords: ['failed sign-ins', 'refused', 'attacks'],
} as const;

const SIGN_OUT = part(
  () => import('./SignOutPeople.tsx'),
  'SignOutPeople',
  (of: Slots['endUsers'] | Slots['administrators']) => of,
);
const signOut = { label: 'Sign out', icon: IconLogout, permission: 'MEMBERSHIP_WRITE', order: 80 } as const;

export const feature: Feature = {
  places: [
    { ...signIn, levels: ADMINISTRATORS, group: 'settings', order: 60 },
    { ...signIn, levels: ['END_USER'], group: 'account', order: 20 },
    { ...agreement, levels: SELLERS, group: 'compliance' },
    { ...security, levels: SELLERS, group: 'compliance' },
    { ...security, levels: ['COMPANY'], group: 'dataProtection' },
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
    Membership: {
      one: 'Membership',
      many: 'Administrators',
      icon: IconUserShield,
      page: inList('/administrators', 'END_USER'),
    },
    Session: { one: 'Session', many: 'Sessions' },
    Agreement: {
      one: 'Processing agreement',
      many: 'Processing agreements',
      icon: IconFileCheck,
      page: (id) => `/agreement/${id}`,
    },
  },
  bulk: {
    endUsers: [{ ...signOut, content: SIGN_OUT }],
    administrators: [{ ...signOut, content: SIGN_OUT }],
  },
  audit: () => import('./audit.ts'),
  deeds: () => import('./deeds.ts'),
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
