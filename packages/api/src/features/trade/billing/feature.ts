import { ID, Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Threads } from '../../../kernel/threads.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Subscription } from '../subscriptions/index.ts';
import { balanceOf } from './balance.ts';
import { billCustomers, billCustomersJob, billPlatformsCustomersJob } from './bill-customers.ts';
import { BillingLetters } from './billing-letters.entity.ts';
import { billingPreview } from './billing-preview.ts';
import { billingProgress } from './billing-progress.ts';
import { BilledSubscription, BillingRun, InvoiceSeries } from './billing-run.entity.ts';
import { cardPayments } from './card-payments.ts';
import { chaseCheckouts, chaseCheckoutsJob } from './chase-checkouts.ts';
import { Checkout, StripeEvent } from './checkout.entity.ts';
import checkoutsSql from './checkouts.sql?raw';
import { addCharge } from './drafts/add-charge.ts';
import { addDiscount } from './drafts/add-discount.ts';
import { Charge } from './drafts/charge.entity.ts';
import { charges } from './drafts/charge.list.ts';
import chargesSql from './drafts/charges.sql?raw';
import { describeDraft } from './drafts/describe-draft.ts';
import { BillingSettings, InvoiceDraft } from './drafts/draft.entity.ts';
import { holdDraft } from './drafts/hold-draft.ts';
import { invoiceDrafts } from './drafts/invoice-drafts.ts';
import { releaseDraft } from './drafts/release-draft.ts';
import { removeCharge } from './drafts/remove-charge.ts';
import { runDueBilling, runDueBillingJob } from './drafts/run-due-billing.ts';
import { setBillingSettings } from './drafts/set-billing-settings.ts';
import { ExchangeRate } from './exchange-rate.entity.ts';
import { exchangeRateImport } from './exchange-rate-import.ts';
import { failBilling } from './fail-billing.ts';
import { billingTroubleAtHome, invoicesAtHome, owedAtHome } from './home.ts';
import { importExchangeRates } from './import-exchange-rates.ts';
import { Invoice, InvoiceFile, InvoiceLine, InvoiceLinePart, Payment } from './invoice.entity.ts';
import { billingRuns, exchangeRates, invoiceLineParts, invoices, payments } from './invoice.list.ts';
import { invoiceFilesRoutes } from './invoice-files.route.ts';
import invoiceFilesSql from './invoice-files.sql?raw';
import invoicedDaysSql from './invoiced-days.sql?raw';
import { invoiceFiles } from './keep-invoice-files.ts';
import operatorSql from './operator.sql?raw';
import { ownBillingLetters } from './own-billing-letters.ts';
import { linkedInvoiceRoute } from './pay-link/linked-invoice.route.ts';
import { linkedInvoice } from './pay-link/linked-invoice.ts';
import { PayLink } from './pay-link/pay-link.entity.ts';
import payLinkSql from './pay-link/pay-link.sql?raw';
import { payLinkedInvoice } from './pay-link/pay-linked-invoice.ts';
import { previewInvoice } from './preview-invoice.ts';
import { receiveCardPayment } from './receive-card-payment.ts';
import { recordExchangeRate } from './record-exchange-rate.ts';
import { recordPayment } from './record-payment.ts';
import { resolveCheckout } from './resolve-checkout.ts';
import { resumeBilling, resumeBillingJob } from './resume-billing.ts';
import { runBilling } from './run-billing.ts';
import { setBillingLetters } from './set-billing-letters.ts';
import { settleCheckout, settleCheckoutJob } from './settle-checkout.ts';
import { startCheckout } from './start-checkout.ts';
import { stripeWebhookRoute } from './stripe-webhook.route.ts';
import { BillingTerms } from './terms/billing-terms.entity.ts';
import { billingTermsList } from './terms/billing-terms.list.ts';
import billingTermsSql from './terms/billing-terms.sql?raw';
import { madeOutBy } from './terms/billing-turn.ts';
import { paymentDaysOf } from './terms/payment-days-of.ts';
import { previewBillingTerms } from './terms/preview-billing-terms.ts';
import { removeBillingTerms } from './terms/remove-billing-terms.ts';
import { setBillingTerms } from './terms/set-billing-terms.ts';
import { WriteOff } from './write-off.entity.ts';
import { writeOffInvoice } from './write-off-invoice.ts';

const permissions = {
  INVOICE_READ: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See invoices, their lines and payments',
  },
  INVOICE_PAY: { area: 'billing', levels: ['RESELLER', 'COMPANY'], words: 'Pay invoices' },
  BILLING_RUN: { area: 'billing', levels: ['PLATFORM', 'RESELLER'], words: 'Run billing and issue invoices' },
  DRAFT_WRITE: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Add charges and discounts to coming invoices, hold them and say what is written on them',
  },
  PAYMENT_WRITE: { area: 'billing', levels: ['PLATFORM', 'RESELLER'], words: 'Record payments and credit' },
  INVOICE_WRITE_OFF: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Write off what will not be paid',
  },
  CARD_MONEY_RESOLVE: {
    area: 'billing',
    levels: ['PLATFORM'],
    words: 'Decide about card money that fits no invoice',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const billingFeature = feature({
  name: 'trade/billing',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
  ],
  permissions,
  tables: [
    BillingRun,
    BilledSubscription,
    InvoiceSeries,
    ExchangeRate,
    Checkout,
    StripeEvent,
    PayLink,
    BillingLetters,
    BillingTerms,
    InvoiceLine,
    InvoiceLinePart,
    Payment,
    InvoiceFile,
    WriteOff,
    Invoice,
    Charge,
    InvoiceDraft,
    BillingSettings,
  ],
  sql: [operatorSql, checkoutsSql, invoicedDaysSql, invoiceFilesSql, payLinkSql, chargesSql, billingTermsSql],
  lists: [invoices, invoiceLineParts, payments, billingRuns, exchangeRates, charges, billingTermsList],
  verbs: [
    mutation(runBilling, BillingRun),
    mutation(recordExchangeRate, ExchangeRate),
    plainMutation(importExchangeRates, () => Int),
    mutation(addCharge, Charge),
    mutation(addDiscount, Charge),
    plainMutation(removeCharge, () => ID),
    mutation(describeDraft, InvoiceDraft),
    mutation(holdDraft, InvoiceDraft),
    mutation(releaseDraft, InvoiceDraft),
    mutation(setBillingSettings, BillingSettings),
    runDueBilling,
    mutation(recordPayment, Payment),
    mutation(startCheckout, Checkout),
    mutation(resolveCheckout, Checkout),
    mutation(writeOffInvoice, Invoice),
    mutation(setBillingLetters, BillingLetters),
    mutation(setBillingTerms, BillingTerms),
    plainMutation(removeBillingTerms, () => ID),
    plainMutation(payLinkedInvoice, () => String),
    billCustomers,
    failBilling,
    resumeBilling,
    invoiceFiles.keep,
    invoiceFiles.find,
    chaseCheckouts,
    receiveCardPayment,
    settleCheckout,
  ],
  fields: [
    children(Company, 'invoices', invoices, 'company_id'),
    children(InvoiceLine, 'parts', invoiceLineParts, 'invoice_line_id'),
    children(Invoice, 'citedBy', invoices, 'cited_invoice_id'),
    // What the reseller is to pay, not what it issues.
    children(Reseller, 'invoices', invoices, 'customer_reseller_id'),
    ...paymentDaysOf,
    ...balanceOf(Company, 'company_id'),
    ...balanceOf(Reseller, 'customer_reseller_id'),
    added(
      Subscription,
      'invoicedTo',
      Computed(
        () => GraphQLDate,
        (row) =>
          `select max(least(p."to", ${madeOutBy('i')})) from invoice_line_part p join invoice i on i.id = p.invoice_id where p.subscription_id = ${row}.id`,
        {
          nullable: true,
          levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
          description:
            'The day after the last that has been invoiced, without days charged ahead: it cannot end before that.',
        },
      ),
    ),
  ],
  views: [
    exchangeRateImport,
    billingPreview,
    previewInvoice,
    previewBillingTerms,
    invoiceDrafts,
    billingProgress,
    ownBillingLetters,
    linkedInvoice,
  ],
  jobs: [
    billCustomersJob,
    resumeBillingJob,
    runDueBillingJob,
    billPlatformsCustomersJob,
    ...invoiceFiles.jobs,
    chaseCheckoutsJob,
    settleCheckoutJob,
  ],
  routes: [invoiceFilesRoutes, stripeWebhookRoute, linkedInvoiceRoute],
  services: ({ config }) => ({
    payments: config.stripe ? cardPayments(config.stripe) : undefined,
    invoicePress: new Threads(import.meta.url, 'invoice-files', 'Many invoices are being drawn just now.'),
  }),
  audits: {
    Invoice: { label: 'Invoice', name: (id) => `select i.number from invoice i where i.id = ${id}` },
    Payment: {
      label: 'Payment',
      name: (id) => `select i.number from payment y join invoice i on i.id = y.invoice_id where y.id = ${id}`,
    },
    InvoiceFile: {
      label: 'Files of an invoice',
      name: (id) =>
        `select i.number from invoice_file f join invoice i on i.id = f.invoice_id where f.id = ${id}`,
    },
    BillingRun: { label: 'Billing run' },
    ExchangeRate: { label: 'Exchange rate' },
    Checkout: { label: 'Card payment' },
    InvoiceDraft: { label: 'Coming invoice' },
    BillingSettings: { label: 'Billing by itself' },
    Charge: {
      label: 'Charge or discount',
      name: (id) => `select h.description from charge h where h.id = ${id}`,
    },
    BillingLetters: { label: 'Letters about invoices' },
    BillingTerms: { label: 'Billing terms' },
  },
  finds: [
    {
      kind: 'INVOICE',
      permission: 'INVOICE_READ',
      table: 'invoice',
      keys: ['number_key', 'customer_key'],
      order: 'issued_on desc nulls first, id desc',
      title: `coalesce(hit.number, 'Draft')`,
      subtitle: `concat_ws(' · ', hit.buyer->>'name', to_char(hit.period_start, 'FMMonth YYYY'))`,
    },
  ],
  home: [invoicesAtHome, owedAtHome, billingTroubleAtHome],
  demo: () => import('./demo.ts'),
});
