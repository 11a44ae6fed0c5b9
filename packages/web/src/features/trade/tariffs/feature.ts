import { IconPhoneCall } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Call tariffs',
      to: '/tariffs',
      beside: '/price-lists',
      icon: IconPhoneCall,
      permission: 'PRICE_LIST_READ',
      levels: SELLERS,
      group: 'catalogue',
      order: 16,
      keywords: ['calls', 'rates', 'prefixes', 'zones', 'bundles'],
    },
  ],
  more: () => import('./more.ts'),
};
