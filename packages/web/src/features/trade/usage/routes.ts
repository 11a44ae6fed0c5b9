import { page } from '../../../frame/routes.ts';

export const routes = [
  page('usage', () => import('./UsagePage.tsx'), 'UsagePage'),
  page('usage-imports', () => import('./UsageImportsPage.tsx'), 'UsageImportsPage'),
] as const;
