import { IconActivity } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const status = {
  label: 'Status',
  to: '/status-board',
  icon: IconActivity,
  permission: 'STATUS_READ',
  order: 20,
  keywords: ['incident', 'maintenance', 'outage', 'availability'],
} as const;

export const feature: Feature = {
  places: [
    { ...status, levels: SELLERS, group: 'communication' },
    { ...status, levels: ['COMPANY', 'END_USER'], group: 'help' },
  ],
  more: () => import('./more.ts'),
};
