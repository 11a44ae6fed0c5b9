import { IconChecklist } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Quotas',
      to: '/quotas',
      icon: IconChecklist,
      permission: 'QUOTA_READ',
      levels: ADMINISTRATORS,
      group: 'catalogue',
      order: 31,
      beside: '/subscriptions',
    },
  ],
  more: () => import('./more.ts'),
};
