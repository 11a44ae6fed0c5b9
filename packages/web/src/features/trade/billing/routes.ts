import { page } from '../../../frame/routes.ts';

export const routes = [
  page('invoices', () => import('./InvoiceList.tsx'), 'InvoiceList'),
  page('invoices/so-far', () => import('./InvoiceSoFarPage.tsx'), 'InvoiceSoFarPage'),
  page('invoices/$invoiceId', () => import('./InvoicePage.tsx'), 'InvoicePage'),
  page('exchange-rates', () => import('./ExchangeRatesPage.tsx'), 'ExchangeRatesPage'),
  page('billing-runs', () => import('./BillingRunsPage.tsx'), 'BillingRunsPage'),
] as const;
