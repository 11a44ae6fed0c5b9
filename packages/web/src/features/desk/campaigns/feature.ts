import { IconMailForward } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Campaigns',
      to: '/campaigns',
      icon: IconMailForward,
      permission: 'CAMPAIGN_READ',
      levels: SELLERS,
      group: 'communication',
      order: 36,
      keywords: ['marketing', 'newsletter', 'mailing', 'unsubscribe'],
    },
  ],
  more: () => import('./more.ts'),
};
