import { IconBuilding, IconBuildingStore } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { page } from '../../../frame/routes.ts';

export const routes = [
  page('companies/new', () => import('./OnboardCompanyPage.tsx'), 'OnboardCompanyPage'),
  page('resellers/new', () => import('./OnboardResellerPage.tsx'), 'OnboardResellerPage'),
] as const;

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
  audit: {
    bootstrapPlatform: 'Set up platform',
    onboardReseller: 'Onboard reseller',
    onboardCompany: 'Onboard company',
  },
};
