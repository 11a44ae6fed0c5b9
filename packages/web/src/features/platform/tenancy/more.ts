import { IconBuilding, IconBuildingStore } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { resellerCompanies } from './figures.ts';

export const more: More = {
  things: {
    Reseller: {
      one: 'Reseller',
      many: 'Resellers',
      icon: IconBuildingStore,
      page: (id, level) => {
        if (level === 'RESELLER') return '/reseller';
        return level === 'PLATFORM' && id ? `/resellers/${id}` : undefined;
      },
    },
    Company: {
      one: 'Company',
      many: 'Companies',
      icon: IconBuilding,
      page: (id, level) => {
        if (level === 'COMPANY') return '/company';
        return level !== 'END_USER' && id ? `/companies/${id}` : undefined;
      },
    },
  },
  audit,
  figures: { reseller: resellerCompanies },
  tabs: {
    company: [
      {
        key: 'administrators',
        label: 'Administrators',
        permission: 'MEMBERSHIP_READ',
        order: 90,
        content: part(
          () => import('./AdministratorList.tsx'),
          'AdministratorList',
          ({ id }) => ({ tenant: { companyId: id } }),
        ),
      },
    ],
    reseller: [
      {
        key: 'companies',
        label: 'Companies',
        levels: ['PLATFORM'],
        order: 10,
        count: ({ companyCount }) => companyCount,
        content: part(
          () => import('./CompanyList.tsx'),
          'CompanyList',
          ({ id }) => ({ resellerId: id }),
        ),
      },
      {
        key: 'administrators',
        label: ({ isPlatform }) => (isPlatform ? 'Staff' : 'Administrators'),
        permission: 'MEMBERSHIP_READ',
        order: 20,
        content: part(
          () => import('./AdministratorList.tsx'),
          'AdministratorList',
          ({ id, isPlatform }) => ({ tenant: { resellerId: id, isPlatform } }),
        ),
      },
    ],
  },
};
