/** Invoices from subscriptions, their payment by transfer or card. */
export { finishBilling } from './bill-customers.ts';
export { BillingRun } from './billing-run.entity.ts';
export { type CardPayments, cardPayments } from './card-payments.ts';
export { Checkout, StripeEvent } from './checkout.entity.ts';
export {
  Invoice,
  InvoiceKind,
  InvoiceLine,
  InvoiceLinePart,
  InvoiceState,
  Payment,
  PaymentMethod,
} from './invoice.entity.ts';
export { isIssuedByReader, isOpen, isOverdue, isToReader } from './invoice-conditions.ts';
export { priceLine } from './pricing.ts';
export { runBilling } from './run-billing.ts';
export { VatCategory } from './vat.ts';
