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

const resellers = createRoute({
  getParentRoute: () => shellRoute,
  path: 'resellers',
  component: lazyRouteComponent(() => import('../../features/tenancy/ResellersPage.tsx'), 'ResellersPage'),
});

const onboardReseller = createRoute({
  getParentRoute: () => shellRoute,
  path: 'resellers/new',
  component: lazyRouteComponent(
    () => import('../../features/onboarding/OnboardResellerPage.tsx'),
    'OnboardResellerPage',
  ),
});

const reseller = createRoute({
  getParentRoute: () => shellRoute,
  path: 'resellers/$resellerId',
  component: lazyRouteComponent(() => import('../../features/tenancy/ResellerPage.tsx'), 'ResellerPage'),
});

const ownReseller = createRoute({
  getParentRoute: () => shellRoute,
  path: 'reseller',
  component: lazyRouteComponent(() => import('../../features/tenancy/ResellerPage.tsx'), 'OwnResellerPage'),
});

const administrators = createRoute({
  getParentRoute: () => shellRoute,
  path: 'administrators',
  component: lazyRouteComponent(
    () => import('../../features/tenancy/AdministratorsPage.tsx'),
    'AdministratorsPage',
  ),
});

export const tenancyPages = [
  companies,
  onboardCompany,
  company,
  ownCompany,
  resellers,
  onboardReseller,
  reseller,
  ownReseller,
  administrators,
] as const;
