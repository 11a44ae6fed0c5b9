import { IconBuilding, IconBuildingStore } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

export const feature: Feature = {
  actions: [
    {
      label: 'Onboard a reseller',
      to: '/resellers/new',
      icon: IconBuildingStore,
      permission: 'RESELLER_ONBOARD',
      levels: ['PLATFORM'],
      keywords: ['add reseller', 'new reseller'],
    },
    {
      label: 'Onboard a company',
      to: '/companies/new',
      icon: IconBuilding,
      permission: 'COMPANY_ONBOARD',
      levels: SELLERS,
      keywords: ['add company', 'new customer'],
    },
  ],
  audit: () => import('./audit.ts'),
};
