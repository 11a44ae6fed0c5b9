import { IconBuilding, IconBuildingStore } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { audit } from './audit.ts';

export const more: More = {
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
  audit,
};
