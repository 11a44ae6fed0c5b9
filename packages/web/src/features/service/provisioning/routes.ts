import { page } from '../../../frame/routes.ts';

export const routes = [
  page('provisioning', () => import('./ProvisioningPage.tsx'), 'ProvisioningPage'),
  page('provisioning/$jobId', () => import('./JobPage.tsx'), 'JobPage'),
] as const;
