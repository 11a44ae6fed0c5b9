import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const invoices = createRoute({
  getParentRoute: () => shellRoute,
  path: 'invoices',
  component: lazyRouteComponent(() => import('../../features/trade/billing/InvoiceList.tsx'), 'InvoiceList'),
});

const invoice = createRoute({
  getParentRoute: () => shellRoute,
  path: 'invoices/$invoiceId',
  component: lazyRouteComponent(() => import('../../features/trade/billing/InvoicePage.tsx'), 'InvoicePage'),
});

const billingRuns = createRoute({
  getParentRoute: () => shellRoute,
  path: 'billing-runs',
  component: lazyRouteComponent(
    () => import('../../features/trade/billing/BillingRunsPage.tsx'),
    'BillingRunsPage',
  ),
});

export const billingPages = [invoices, invoice, billingRuns] as const;
