/** Invoices from subscriptions, their payment by transfer or card. */
export {
  addPayment,
  addPayments,
  type HeldInvoice,
  holdInvoice,
  holdOwnInvoice,
  holdOwnInvoices,
} from './add-payment.ts';
export { type Administrator, administratorsOf } from './administrators-of.ts';
export { answerFiles } from './answer-files.ts';
export { finishBilling } from './bill-customers.ts';
export { BillingRun } from './billing-run.entity.ts';
export { type CardPayments, cardPayments } from './card-payments.ts';
export { Checkout, StripeEvent } from './checkout.entity.ts';
export { closeAccount } from './close-account.ts';
export { customerIn } from './customer-in.ts';
export { Charge, ChargeSource } from './drafts/charge.entity.ts';
export { type InvoicedCustomer, invoicedCustomer } from './drafts/invoiced-customer.ts';
export { MICRO_PER_MINOR, type NewCharge, writeCharges } from './drafts/write-charges.ts';
export { type Enclosed, encloseInvoices } from './enclose-invoices.ts';
export { invoicesPaid } from './events.ts';
export {
  DocumentKind,
  hasUnallocated,
  Invoice,
  InvoiceKind,
  InvoiceLine,
  InvoiceLinePart,
  InvoiceState,
  Payment,
  PaymentMethod,
} from './invoice.entity.ts';
export {
  CARD_MINOR,
  isIssuedByReader,
  isOpen,
  isOverdue,
  isPayable,
  isToReader,
  leastByCard,
  leastMinor,
} from './invoice-conditions.ts';
export type { BuyerSnapshot, DocumentLine, InvoiceDocument } from './invoice-document.ts';
export type { InvoiceVat } from './invoice-vat.ts';
export { type Issuer, readIssuer } from './issuer.ts';
export { keptFiles } from './kept-files.ts';
export { priceLine } from './pricing.ts';
export { runBilling } from './run-billing.ts';
export { setBillingLetters } from './set-billing-letters.ts';
export { queueSettlements } from './settle-checkout.ts';
export { type SellerOnPaper, type Stored, withAddress } from './snapshots.ts';
export type { Ages, StatementDocument } from './statement-document.ts';
export { VatCategory } from './vat.ts';
export { vatRemark } from './vat-remark.ts';
export { type DebitLine, type DebitNote, debitTotals, issueDebitNotes } from './write-debit-notes.ts';
export { writeOffInvoice } from './write-off-invoice.ts';
