import { page } from '../../../frame/routes.ts';

export const routes = [
  page('companies/new', () => import('./OnboardCompanyPage.tsx'), 'OnboardCompanyPage'),
  page('resellers/new', () => import('./OnboardResellerPage.tsx'), 'OnboardResellerPage'),
] as const;
