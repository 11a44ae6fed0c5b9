import { IconId } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';

export const feature: Feature = {
  places: [
    {
      label: 'My profile',
      to: '/profile',
      icon: IconId,
      levels: ['END_USER'],
      group: 'account',
      order: 10,
    },
  ],
};
