import { IconScale } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Suppliers’ bills',
      to: '/supplier-bills',
      icon: IconScale,
      permission: 'SUPPLIER_COST_READ',
      levels: ['PLATFORM'],
      group: 'billing',
      order: 50,
      keywords: ['seats', 'reconciliation', 'distributor', 'cost', 'licences'],
    },
  ],
  more: () => import('./more.ts'),
};
