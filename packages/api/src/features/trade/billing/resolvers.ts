import { mutation } from '../../../kernel/graphql/door.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { BillingRun } from './billing-run.entity.ts';
import './chase-checkouts.ts';
import { Checkout } from './checkout.entity.ts';
import { Payment } from './invoice.entity.ts';
import { billingRuns, invoices, payments } from './invoice.list.ts';
import { recordPayment } from './record-payment.ts';
import { runBilling } from './run-billing.ts';
import { startCheckout } from './start-checkout.ts';

export const billingResolvers = [
  invoices.resolver,
  payments.resolver,
  billingRuns.resolver,
  children(Company, 'invoices', invoices, 'company_id'),
  // What the reseller is to pay, not what it issues.
  children(Reseller, 'invoices', invoices, 'customer_reseller_id'),
  mutation(runBilling, BillingRun),
  mutation(recordPayment, Payment),
  mutation(startCheckout, Checkout),
];
