import { page } from '../../../frame/routes.ts';

export const routes = [
  page('calls', () => import('./CallsPage.tsx'), 'CallsPage'),
  page('call-totals', () => import('./CallTotalsPage.tsx'), 'CallTotalsPage'),
  page('call-imports', () => import('./CallImportsPage.tsx'), 'CallImportsPage'),
] as const;
