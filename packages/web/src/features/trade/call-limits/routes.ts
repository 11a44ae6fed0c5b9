import { page } from '../../../frame/routes.ts';

export const routes = [
  page('call-limits', () => import('./CallLimitsPage.tsx'), 'CallLimitsPage'),
  page('call-warnings', () => import('./CallWarningsPage.tsx'), 'CallWarningsPage'),
] as const;
