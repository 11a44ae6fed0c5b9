import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { page, rootRoute } from '../../../frame/routes.ts';

/** What whoever has a letter opens without being signed in. */
export const entryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'pay',
    component: lazyRouteComponent(() => import('./PayLinkPage.tsx'), 'PayLinkPage'),
  }),
] as const;

export const routes = [
  page('invoices', () => import('./InvoiceList.tsx'), 'InvoiceList'),
  page('invoices/drafts', () => import('./DraftsPage.tsx'), 'DraftsPage'),
  page('invoices/charges', () => import('./ChargeList.tsx'), 'ChargeList'),
  page('invoices/so-far', () => import('./InvoiceSoFarPage.tsx'), 'InvoiceSoFarPage'),
  page('invoices/$invoiceId', () => import('./InvoicePage.tsx'), 'InvoicePage'),
  page('exchange-rates', () => import('./ExchangeRatesPage.tsx'), 'ExchangeRatesPage'),
  page('billing-terms', () => import('./TermsPage.tsx'), 'TermsPage'),
  page('billing-runs', () => import('./BillingRunsPage.tsx'), 'BillingRunsPage'),
] as const;
