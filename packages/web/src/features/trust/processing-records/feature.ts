import { IconNotebook } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const records = {
  label: 'Records of processing',
  to: '/processing-records',
  icon: IconNotebook,
  permission: 'PROCESSING_RECORD_READ',
  keywords: ['Article 30', 'ROPA', 'purposes', 'lawful basis'],
  beside: '/processing',
  order: 4,
} as const;

export const feature: Feature = {
  places: [
    { ...records, levels: ['COMPANY'], group: 'dataProtection' },
    { ...records, levels: SELLERS, group: 'compliance' },
  ],
  more: () => import('./more.ts'),
};
