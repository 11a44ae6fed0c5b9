/** Invoices from subscriptions, their payment by transfer or card. */
export { BillingRun } from './billing-run.entity.ts';
export { Checkout, StripeEvent } from './checkout.entity.ts';
export { Invoice, InvoiceKind, InvoiceLine, InvoiceState, Payment, PaymentMethod } from './invoice.entity.ts';
export { billingResolvers } from './resolvers.ts';
