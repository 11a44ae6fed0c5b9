import type { Routes } from '../../../kernel/graphql/server.ts';
import { invoicePdfRoute } from './invoice-pdf.route.ts';
import { stripeWebhookRoute } from './stripe-webhook.route.ts';

/** What billing serves beside the API: PDFs of invoices, and the address that Stripe sends its events to. */
export const billingRoutes: Routes = (server) => {
  invoicePdfRoute(server);
  stripeWebhookRoute(server);
};
