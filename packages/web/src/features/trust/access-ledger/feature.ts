import { IconEye } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const looked = {
  label: 'Who looked',
  to: '/who-looked',
  icon: IconEye,
  permission: 'ACCESS_LEDGER_READ',
  keywords: ['access ledger', 'who opened', 'personal data'],
} as const;

export const feature: Feature = {
  places: [
    { ...looked, levels: ['END_USER'], group: 'account', order: 40 },
    { ...looked, levels: ['COMPANY'], group: 'dataProtection', order: 80 },
    { ...looked, levels: SELLERS, group: 'compliance', order: 70 },
  ],
};
