import { IconHistory, IconHome, IconLink } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const audit = {
  label: 'Audit log',
  to: '/audit',
  icon: IconHistory,
  permission: 'AUDIT_READ',
  order: 90,
} as const;
const proof = {
  label: 'Proof',
  to: '/audit/proof',
  icon: IconLink,
  permission: 'AUDIT_READ',
  order: 91,
  beside: '/audit',
  keywords: ['hash', 'chain', 'tampering'],
} as const;

export const feature: Feature = {
  places: [
    { label: 'Home', to: '/', icon: IconHome, group: 'start', order: 10 },
    { ...audit, levels: SELLERS, group: 'compliance' },
    { ...audit, levels: ['COMPANY'], group: 'dataProtection' },
    { ...proof, levels: SELLERS, group: 'compliance' },
    { ...proof, levels: ['COMPANY'], group: 'dataProtection' },
  ],
  more: () => import('./more.ts'),
};
