import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const companies = createRoute({
  getParentRoute: () => shellRoute,
  path: 'companies',
  component: lazyRouteComponent(
    () => import('../../features/platform/tenancy/CompanyList.tsx'),
    'CompanyList',
  ),
});

const onboardCompany = createRoute({
  getParentRoute: () => shellRoute,
  path: 'companies/new',
  component: lazyRouteComponent(
    () => import('../../features/platform/onboarding/OnboardCompanyPage.tsx'),
    'OnboardCompanyPage',
  ),
});

const company = createRoute({
  getParentRoute: () => shellRoute,
  path: 'companies/$companyId',
  component: lazyRouteComponent(() => import('../pages/Company.tsx'), 'Company'),
});

const ownCompany = createRoute({
  getParentRoute: () => shellRoute,
  path: 'company',
  component: lazyRouteComponent(() => import('../pages/Company.tsx'), 'OwnCompany'),
});

const resellers = createRoute({
  getParentRoute: () => shellRoute,
  path: 'resellers',
  component: lazyRouteComponent(
    () => import('../../features/platform/tenancy/ResellersPage.tsx'),
    'ResellersPage',
  ),
});

const onboardReseller = createRoute({
  getParentRoute: () => shellRoute,
  path: 'resellers/new',
  component: lazyRouteComponent(
    () => import('../../features/platform/onboarding/OnboardResellerPage.tsx'),
    'OnboardResellerPage',
  ),
});

const reseller = createRoute({
  getParentRoute: () => shellRoute,
  path: 'resellers/$resellerId',
  component: lazyRouteComponent(() => import('../pages/Reseller.tsx'), 'Reseller'),
});

const ownReseller = createRoute({
  getParentRoute: () => shellRoute,
  path: 'reseller',
  component: lazyRouteComponent(() => import('../pages/Reseller.tsx'), 'OwnReseller'),
});

const administrators = createRoute({
  getParentRoute: () => shellRoute,
  path: 'administrators',
  component: lazyRouteComponent(
    () => import('../../features/platform/tenancy/AdministratorList.tsx'),
    'AdministratorList',
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
