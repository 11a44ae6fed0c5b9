import { IconBuilding, IconBuildingStore, IconUserShield } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { count, plural } from '../../../lib/format.ts';

const administrators = {
  to: '/administrators',
  icon: IconUserShield,
  permission: 'MEMBERSHIP_READ',
  group: 'settings',
  order: 20,
  keywords: ['administrators', 'invitations', 'memberships', 'invite'],
} as const;

export const feature: Feature = {
  places: [
    {
      label: 'Resellers',
      to: '/resellers',
      icon: IconBuildingStore,
      permission: 'RESELLER_READ',
      levels: ['PLATFORM'],
      group: 'customers',
      order: 10,
    },
    {
      label: 'Companies',
      to: '/companies',
      icon: IconBuilding,
      permission: 'COMPANY_READ',
      levels: SELLERS,
      group: 'customers',
      order: 20,
      keywords: ['customers', 'tenants'],
    },
    {
      label: 'Our business',
      to: '/reseller',
      icon: IconBuildingStore,
      permission: 'RESELLER_READ',
      levels: ['RESELLER'],
      group: 'settings',
      order: 10,
      keywords: ['brand', 'logo', 'bank'],
    },
    {
      label: 'Our company',
      to: '/company',
      icon: IconBuilding,
      levels: ['COMPANY'],
      group: 'start',
      order: 20,
    },
    { ...administrators, label: 'Staff and roles', levels: ['PLATFORM'] },
    { ...administrators, label: 'Team and roles', levels: ['RESELLER', 'COMPANY'] },
  ],
  home: homePart(
    graphql(`
      fragment TenancyHome on Home {
        resellers
        companies
        openInvitations
      }
    `),
    {
      types: ['Reseller', 'Company', 'Membership'],
      figures: ({ resellers, companies }) => [
        resellers !== null && { label: 'Resellers', value: count(resellers), href: '/resellers', order: 10 },
        companies !== null && { label: 'Companies', value: count(companies), href: '/companies', order: 20 },
      ],
      tasks: ({ openInvitations }) => [
        !!openInvitations && {
          key: 'invitations',
          count: openInvitations,
          title: plural(openInvitations, 'invitation') + ' not yet accepted',
          detail: 'A link is good for 24 hours; send it again where it has run out.',
          href: '/administrators?status=INVITED',
          permission: 'MEMBERSHIP_WRITE',
          urgent: false,
          order: 50,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
