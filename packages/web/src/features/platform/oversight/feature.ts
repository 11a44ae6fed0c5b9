import { IconHistory, IconHome } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { page } from '../../../frame/routes.ts';

export const routes = [
  page('/', () => import('./HomePage.tsx'), 'HomePage'),
  page('audit', () => import('./AuditPage.tsx'), 'AuditPage'),
] as const;

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
};
