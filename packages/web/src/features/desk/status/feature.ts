import { IconActivity, IconStack2, IconWorld } from '@tabler/icons-react';
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

const kept = {
  permission: 'STATUS_WRITE',
  levels: SELLERS,
  group: 'communication',
  beside: '/status-board',
  keywords: ['status', 'status page'],
} as const;

export const feature: Feature = {
  places: [
    { ...status, levels: SELLERS, group: 'communication' },
    { ...status, levels: ['COMPANY', 'END_USER'], group: 'help' },
    { ...kept, label: 'Components', to: '/status-board/components', icon: IconStack2, order: 21 },
    { ...kept, label: 'Public page', to: '/status-board/page', icon: IconWorld, order: 22 },
  ],
  more: () => import('./more.ts'),
};
