import { page } from '../../../frame/routes.ts';

export const routes = [
  page('calls', () => import('./CallsPage.tsx'), 'CallsPage'),
  page('call-totals', () => import('./CallTotalsPage.tsx'), 'CallTotalsPage'),
  page('what-if', () => import('./WhatIfPage.tsx'), 'WhatIfPage'),
  page('call-imports', () => import('./CallImportsPage.tsx'), 'CallImportsPage'),
] as const;
