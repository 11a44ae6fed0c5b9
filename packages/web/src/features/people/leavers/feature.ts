import { IconDoorExit } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const leavers = {
  label: 'Leavers',
  to: '/leavers',
  icon: IconDoorExit,
  permission: 'LEAVER_READ',
  keywords: ['offboarding', 'left', 'last day'],
} as const;

export const feature: Feature = {
  places: [
    { ...leavers, levels: SELLERS, group: 'customers', order: 31 },
    { ...leavers, levels: ['COMPANY'], group: 'people', order: 11 },
  ],
  more: () => import('./more.ts'),
};
