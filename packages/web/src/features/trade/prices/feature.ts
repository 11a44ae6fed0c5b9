import { IconTags } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Price lists',
      to: '/price-lists',
      icon: IconTags,
      permission: 'PRICE_LIST_READ',
      levels: SELLERS,
      group: 'catalogue',
      order: 15,
      keywords: ['prices', 'wholesale', 'retail', 'margin', 'mark-up'],
    },
  ],
  more: () => import('./more.ts'),
};
