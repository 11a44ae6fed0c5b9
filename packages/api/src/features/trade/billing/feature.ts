import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { billCustomers, billCustomersJob } from './bill-customers.ts';
import { billingPreview } from './billing-preview.ts';
import { billingProgress } from './billing-progress.ts';
import { BilledSubscription, BillingRun, InvoiceSeries } from './billing-run.entity.ts';
import { cardPayments } from './card-payments.ts';
import { chaseCheckouts, chaseCheckoutsJob } from './chase-checkouts.ts';
import { Checkout, StripeEvent } from './checkout.entity.ts';
import checkoutsSql from './checkouts.sql?raw';
import { Invoice, InvoiceLine, Payment } from './invoice.entity.ts';
import { billingRuns, invoices, payments } from './invoice.list.ts';
import { invoicePdfRoute } from './invoice-pdf.route.ts';
import invoicedDaysSql from './invoiced-days.sql?raw';
import { receiveCardPayment } from './receive-card-payment.ts';
import { recordPayment } from './record-payment.ts';
import { runBilling } from './run-billing.ts';
import { settleCheckout, settleCheckoutJob } from './settle-checkout.ts';
import { startCheckout } from './start-checkout.ts';
import { stripeWebhookRoute } from './stripe-webhook.route.ts';

const permissions = {
  INVOICE_READ: { area: 'billing', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
  INVOICE_PAY: { area: 'billing', levels: ['RESELLER', 'COMPANY'] },
  BILLING_RUN: { area: 'billing', levels: ['PLATFORM', 'RESELLER'] },
  PAYMENT_WRITE: { area: 'billing', levels: ['PLATFORM', 'RESELLER'] },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const billingFeature = feature({
  name: 'trade/billing',
  needs: ['platform/tenancy', 'desk/notifications'],
  permissions,
  tables: [
    BillingRun,
    BilledSubscription,
    InvoiceSeries,
    Checkout,
    StripeEvent,
    InvoiceLine,
    Payment,
    Invoice,
  ],
  sql: [checkoutsSql, invoicedDaysSql],
  lists: [invoices, payments, billingRuns],
  verbs: [
    mutation(runBilling, BillingRun),
    mutation(recordPayment, Payment),
    mutation(startCheckout, Checkout),
    billCustomers,
    chaseCheckouts,
    receiveCardPayment,
    settleCheckout,
  ],
  fields: [
    children(Company, 'invoices', invoices, 'company_id'),
    // What the reseller is to pay, not what it issues.
    children(Reseller, 'invoices', invoices, 'customer_reseller_id'),
  ],
  views: [billingPreview, billingProgress],
  jobs: [billCustomersJob, chaseCheckoutsJob, settleCheckoutJob],
  routes: [invoicePdfRoute, stripeWebhookRoute],
  services: ({ config }) => ({ payments: config.stripe ? cardPayments(config.stripe) : undefined }),
});
