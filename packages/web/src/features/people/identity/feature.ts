import { IconClockPause, IconFileCheck, IconKey, IconShieldExclamation } from '@tabler/icons-react';
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
const security = {
  label: 'Security events',
  to: '/audit/security',
  beside: '/audit',
  icon: IconShieldExclamation,
  permission: 'SECURITY_READ',
  order: 85,
  keywords: ['failed sign-ins', 'refused', 'attacks'],
} as const;

export const feature: Feature = {
  places: [
    { ...signIn, levels: ADMINISTRATORS, group: 'settings', order: 60 },
    { ...signIn, levels: ['END_USER'], group: 'account', order: 20 },
    {
      label: 'Time-outs',
      to: '/time-outs',
      icon: IconClockPause,
      permission: 'SIGN_IN_POLICY_WRITE',
      order: 61,
      levels: ['PLATFORM'],
      group: 'settings',
      keywords: ['session', 'idle', 'sign out'],
    },
    { ...agreement, levels: SELLERS, group: 'compliance' },
    {
      ...agreement,
      label: 'With the platform',
      to: '/agreement/platform',
      beside: '/agreement',
      levels: ['RESELLER'],
      group: 'compliance',
      order: 11,
    },
    { ...security, levels: SELLERS, group: 'compliance' },
    { ...security, levels: ['COMPANY'], group: 'dataProtection' },
    { ...agreement, levels: ['COMPANY'], group: 'dataProtection' },
  ],
  home: homePart(
    graphql(`
      fragment IdentityHome on Home {
        agreementDue
        resellersAgreementDue
      }
    `),
    {
      types: ['Agreement', 'AgreementAcceptance', 'Company'],
      tasks: ({ agreementDue, resellersAgreementDue }) => [
        !!resellersAgreementDue && {
          key: 'resellers-agreement',
          count: 1,
          title: 'The processing agreement waits for you',
          detail: 'Read and accept it for your own people; nothing stops meanwhile.',
          href: '/agreement/platform',
          permission: 'RESELLER_AGREEMENT_ACCEPT',
          urgent: false,
          order: 10,
        },
        agreementDue && {
          key: 'agreement',
          count: 1,
          title: 'The processing agreement waits for you',
          detail: 'Read and accept it, so that your people’s data is handled under it.',
          href: '/agreement',
          permission: 'AGREEMENT_ACCEPT',
          urgent: true,
          order: 10,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
