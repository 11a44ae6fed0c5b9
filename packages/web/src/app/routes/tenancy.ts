import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const companies = createRoute({
  getParentRoute: () => shellRoute,
  path: 'companies',
  component: lazyRouteComponent(() => import('../../features/tenancy/CompaniesPage.tsx'), 'CompaniesPage'),
});

const onboardCompany = createRoute({
  getParentRoute: () => shellRoute,
  path: 'companies/new',
  component: lazyRouteComponent(
    () => import('../../features/onboarding/OnboardCompanyPage.tsx'),
    'OnboardCompanyPage',
  ),
});

const company = createRoute({
  getParentRoute: () => shellRoute,
  path: 'companies/$companyId',
  component: lazyRouteComponent(() => import('../../features/tenancy/CompanyPage.tsx'), 'CompanyPage'),
});

const ownCompany = createRoute({
  getParentRoute: () => shellRoute,
  path: 'company',
  component: lazyRouteComponent(() => import('../../features/tenancy/CompanyPage.tsx'), 'OwnCompanyPage'),
});

export const tenancyPages = [companies, onboardCompany, company, ownCompany] as const;
