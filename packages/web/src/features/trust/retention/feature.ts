import { IconClockX, IconHandStop, IconMoon } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';

const retention = {
  label: 'Retention',
  to: '/retention',
  icon: IconClockX,
  permission: 'RETENTION_READ',
  keywords: ['how long', 'deletion', 'forgetting', 'personal data', 'privacy'],
} as const;

const beside = {
  beside: '/retention',
  permission: 'RETENTION_READ',
  levels: ADMINISTRATORS,
  group: 'compliance',
} as const;

export const feature: Feature = {
  places: [
    { ...retention, levels: ['COMPANY'], group: 'dataProtection', order: 40 },
    { ...retention, levels: SELLERS, group: 'compliance', order: 40 },
    {
      ...beside,
      label: 'Legal holds',
      to: '/retention/holds',
      icon: IconHandStop,
      order: 41,
      keywords: ['claim', 'litigation', 'keep', 'retention'],
    },
    {
      ...beside,
      label: 'Nights',
      to: '/retention/nights',
      icon: IconMoon,
      order: 42,
      keywords: ['evidence', 'forgotten', 'deleted', 'retention'],
    },
  ],
  more: () => import('./more.ts'),
};
