import { IconHistory, IconHome } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const audit = {
  label: 'Audit log',
  to: '/audit',
  icon: IconHistory,
  permission: 'AUDIT_READ',
  order: 90,
} as const;

export const feature: Feature = {
  places: [
    { label: 'Home', to: '/', icon: IconHome, group: 'start', order: 10 },
    { ...audit, levels: SELLERS, group: 'compliance' },
    { ...audit, levels: ['COMPANY'], group: 'dataProtection' },
  ],
  more: () => import('./more.ts'),
};
