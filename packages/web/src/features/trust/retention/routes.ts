import { page } from '../../../frame/routes.ts';

export const routes = [
  page('retention', () => import('./RetentionPage.tsx'), 'RetentionPage'),
  page('retention/holds', () => import('./HoldsPage.tsx'), 'HoldsPage'),
  page('retention/nights', () => import('./NightsPage.tsx'), 'NightsPage'),
] as const;
