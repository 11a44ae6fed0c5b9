import { page } from '../../../frame/routes.ts';

export const routes = [
  page('companies', () => import('./CompanyList.tsx'), 'CompanyList'),
  page('companies/$companyId', () => import('./CompanyPage.tsx'), 'CompanyPage'),
  page('company', () => import('./CompanyPage.tsx'), 'OwnCompanyPage'),
  page('resellers', () => import('./ResellersPage.tsx'), 'ResellersPage'),
  page('resellers/$resellerId', () => import('./ResellerPage.tsx'), 'ResellerPage'),
  page('reseller', () => import('./ResellerPage.tsx'), 'OwnResellerPage'),
  page('administrators', () => import('./AdministratorList.tsx'), 'AdministratorList'),
] as const;
