import { IconAffiliate, IconShieldCheck, IconUsersGroup } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const roles = {
  label: 'Roles',
  to: '/roles',
  icon: IconShieldCheck,
  permission: 'ROLE_READ',
  keywords: ['permissions', 'rights', 'access'],
} as const;

export const feature: Feature = {
  places: [
    { ...roles, levels: SELLERS, group: 'settings', order: 21, beside: '/administrators' },
    { ...roles, levels: ['COMPANY'], group: 'people', order: 60 },
    {
      label: 'Tenant groups',
      to: '/tenant-groups',
      icon: IconUsersGroup,
      permission: 'REACH_READ',
      levels: ['PLATFORM'],
      group: 'settings',
      order: 80,
      keywords: ['reach', 'confine', 'resellers'],
    },
    {
      label: 'Your reseller',
      to: '/delegation',
      icon: IconAffiliate,
      permission: 'COMPANY_READ',
      levels: ['COMPANY'],
      group: 'dataProtection',
      order: 40,
      keywords: ['delegation', 'reseller', 'access', 'narrow'],
    },
  ],
  more: () => import('./more.ts'),
};
