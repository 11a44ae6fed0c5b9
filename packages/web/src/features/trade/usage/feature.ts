import { IconFileImport, IconGauge } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const usage = {
  label: 'Usage',
  to: '/usage',
  icon: IconGauge,
  permission: 'USAGE_READ',
  keywords: ['meter', 'metered', 'gigabytes', 'hours', 'consumption'],
} as const;

export const feature: Feature = {
  places: [
    { ...usage, levels: SELLERS, group: 'records', order: 14 },
    { ...usage, levels: ['COMPANY'], group: 'services', order: 45 },
    {
      label: 'Imports',
      to: '/usage-imports',
      beside: '/usage',
      icon: IconFileImport,
      permission: 'USAGE_RECORD',
      levels: SELLERS,
      group: 'records',
      order: 14.5,
    },
  ],
  more: () => import('./more.ts'),
};
