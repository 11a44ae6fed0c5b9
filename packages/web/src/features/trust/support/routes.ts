import { page } from '../../../frame/routes.ts';

export const routes = [
  page('support-access', () => import('./SupportAccessPage.tsx'), 'SupportAccessPage'),
  page('support-access/rules', () => import('./SupportRulesPage.tsx'), 'SupportRulesPage'),
  page('support-access/$grantId', () => import('./SupportGrantPage.tsx'), 'SupportGrantPage'),
] as const;
