import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { noteCheckout, openCheckout, planCheckout } from './open-checkout.ts';

/**
 * Opens Stripe's page for what is due of an invoice, for whoever it is addressed to; the same page again while it can
 * still be paid. Card data never passes through here. [B7] [S72]
 */
export const startCheckout = outsideVerb({
  name: 'startCheckout',
  permission: 'INVOICE_PAY',
  input: input('StartCheckoutInput', { invoiceId: id() }),
  plan: (scope, { invoiceId }, { payments }) => planCheckout(scope, payments, invoiceId, 'READER'),
  call: (planned, _input, setting) => openCheckout(planned, setting),
  settle: noteCheckout,
});
