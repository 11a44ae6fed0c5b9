import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { noteCheckout, openCheckout, planCheckout } from './open-checkout.ts';

/** Invoices of one card payment at most. */
const MOST = 20;

/**
 * Opens Stripe's page for what is due of an invoice, or of several of one issuer together, for whoever they are addressed to; the same
 * page again while it can still be paid. Each is paid its part. Card data never passes through here. [B7] [S72]
 */
export const startCheckout = outsideVerb({
  name: 'startCheckout',
  permission: 'INVOICE_PAY',
  input: input('StartCheckoutInput', {
    invoiceIds: z
      .array(id())
      .min(1, 'Must name at least one invoice.')
      .max(MOST, `May name at most ${MOST} invoices.`),
  }),
  plan: (scope, { invoiceIds }, { payments }) => planCheckout(scope, payments, invoiceIds, 'READER'),
  call: (planned, _input, setting) => openCheckout(planned, setting),
  settle: noteCheckout,
});
