import { page } from '../../../frame/routes.ts';

export const routes = [
  page('provisioning', () => import('./ProvisioningPage.tsx'), 'ProvisioningPage'),
  page('provisioning/board', () => import('./BoardPage.tsx'), 'BoardPage'),
  page('provisioning/health', () => import('./HealthPage.tsx'), 'HealthPage'),
  page('provisioning/differences', () => import('./DifferencesPage.tsx'), 'DifferencesPage'),
  page('provisioning/rules', () => import('./TaskRulesPage.tsx'), 'TaskRulesPage'),
  page('provisioning/$jobId', () => import('./JobPage.tsx'), 'JobPage'),
] as const;
