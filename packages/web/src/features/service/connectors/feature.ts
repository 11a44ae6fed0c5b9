import { IconPlugConnected } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Connectors',
      to: '/connectors',
      icon: IconPlugConnected,
      permission: 'CONNECTOR_WRITE',
      levels: ['PLATFORM'],
      group: 'settings',
      order: 50,
      keywords: ['webhooks', 'endpoints', 'secrets'],
    },
  ],
  more: () => import('./more.ts'),
};
