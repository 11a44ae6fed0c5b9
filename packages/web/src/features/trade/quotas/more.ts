import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  audit,
  tabs: {
    company: [
      {
        key: 'quotas',
        label: 'Quotas',
        permission: 'QUOTA_READ',
        levels: SELLERS,
        order: 33,
        content: part(
          () => import('./QuotaList.tsx'),
          'QuotaList',
          ({ id }) => ({ of: { companyId: id } }),
        ),
      },
    ],
    reseller: [
      {
        key: 'quotas',
        label: 'Quotas',
        permission: 'QUOTA_READ',
        levels: ['PLATFORM'],
        when: ({ isPlatform }) => !isPlatform,
        order: 28,
        content: part(
          () => import('./QuotaList.tsx'),
          'QuotaList',
          ({ id }) => ({ of: { resellerId: id } }),
        ),
      },
    ],
  },
};
