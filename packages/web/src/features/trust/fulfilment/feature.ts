import { IconListSearch } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';

export const feature: Feature = {
  places: [
    {
      label: 'What is held',
      to: '/held-data',
      beside: '/rights-requests',
      icon: IconListSearch,
      permission: 'HELD_DATA_READ',
      levels: ['END_USER'],
      group: 'account',
      order: 31,
      keywords: ['my data', 'privacy', 'export'],
    },
  ],
  more: () => import('./more.ts'),
};
