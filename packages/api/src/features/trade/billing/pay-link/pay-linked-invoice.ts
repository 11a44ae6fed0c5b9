import { line } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { networkOf } from '../../../../kernel/network-of.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { assertNoWait, hashSecret } from '../../../people/identity/index.ts';
import { noteCheckout, openCheckout, planCheckout } from '../open-checkout.ts';
import { findPayLink } from './find-pay-link.ts';

/**
 * Opens Stripe's page for what is due of the invoice that a pay link is of; the same page again while it can still be paid. It signs
 * nobody in. Once the link has proved whose it is, the product goes on for that tenant. Bounded for the link and the network it comes from. [B7] [S42] [S72]
 */
export const payLinkedInvoice = outsideVerb({
  name: 'payLinkedInvoice',
  description: 'Opens the card page for the invoice of a pay link, for whoever has it.',
  permission: 'anonymous',
  input: input('PayLinkedInvoiceInput', { token: line(200) }),
  async plan(scope, { token }, { payments }) {
    const { invoiceId, resellerId } = await findPayLink(scope, token);
    const [counted] = await scope.sql<{ wait: Date | null }>('select count_pay_link($1, $2, $3) as wait', [
      hashSecret(token),
      networkOf(scope.address),
      scope.now,
    ]);
    assertNoWait(scope, counted?.wait, 'payments');
    await scope.workFor(resellerId, 'payLinkedInvoice');
    return planCheckout(scope, payments, [invoiceId], 'LINK');
  },
  call: (planned, _input, setting) => openCheckout(planned, setting),
  async settle(scope, planned, opened) {
    const { id, resellerId } = planned.checkout;
    await scope.workFor(resellerId, 'payLinkedInvoice');
    const { subject } = await noteCheckout(scope, planned, opened);
    const [noted] = await scope.sql<{ url: string }>(
      `select coalesce(url, '') as url from checkout where id = $1`,
      [id],
    );
    return { result: noted?.url ?? '', subject };
  },
});
