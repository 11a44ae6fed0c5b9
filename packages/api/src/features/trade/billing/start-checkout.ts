import { formatMoney, id, type Minor, newId } from '@steward/shared';
import type Stripe from 'stripe';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { OutOfDate, outsideVerb, perform, type Setting } from '../../../kernel/verb.ts';
import type { Currency } from '../../platform/tenancy/index.ts';
import { Checkout } from './checkout.entity.ts';
import { askForSession, type CheckoutUnderWay, isUsable, readCheckouts } from './checkout-session.ts';
import { hasUnallocated, type InvoiceState } from './invoice.entity.ts';
import { CARD_MINOR, isToReader } from './invoice-conditions.ts';
import { noteSettlement } from './note-settlement.ts';
import { settleCheckout } from './settle-checkout.ts';

interface InvoiceToPay {
  resellerId: string;
  companyId: string | null;
  state: InvoiceState;
  currency: Currency;
  dueMinor: Minor;
  toReader: boolean;
  /** Card money came in for it that stands against no invoice yet. */
  unallocated: boolean;
}

/**
 * Opens Stripe's page for what is due of an invoice, for whoever it is addressed to; the same page again while it can
 * still be paid. Card data never passes through here. [B7] [S72]
 */
export const startCheckout = outsideVerb({
  name: 'startCheckout',
  permission: 'INVOICE_PAY',
  input: input('StartCheckoutInput', { invoiceId: id() }),
  async plan(scope, { invoiceId }, { payments }) {
    // Two at once must not open two pages: both could be paid.
    await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`checkout ${invoiceId}`]);
    const invoice = await readInvoiceToPay(scope, invoiceId);
    if (!payments)
      throw conflict(
        'Cards are not taken here. Please pay by bank transfer; the details are on the invoice.',
      );
    assertPayable(invoice);
    const underWay = await readCheckouts(scope, `c.invoice_id = $1 and c.state in ('STARTED', 'OPEN')`, [
      invoiceId,
    ]);
    const usable = underWay.find((checkout) => isUsable(checkout, scope.now));
    return {
      stripe: payments.stripe,
      checkout: usable ?? (await storeCheckout(scope, invoiceId, invoice)),
      outdated: underWay.filter((checkout) => checkout !== usable),
    };
  },
  async call({ stripe, checkout, outdated }, _input, setting) {
    try {
      const closed = await closePages(stripe, outdated);
      if (checkout.state === 'STARTED') {
        return { session: await askForSession(stripe, checkout, setting.services.publicUrl), closed };
      }
      await assertStillOpen(checkout, setting);
      return { session: null, closed };
    } catch (error) {
      if (error instanceof Problem) throw error;
      setting.log.error(
        { err: error, requestId: setting.requestId, checkoutId: checkout.id },
        'card payment: Stripe opens no page',
      );
      throw new Problem(
        'INTERNAL',
        'The card page cannot be opened right now. Nothing was charged; please try again in a minute.',
      );
    }
  },
  async settle(scope, { checkout }, { session, closed }) {
    await scope.sql(`update checkout set state = 'EXPIRED' where id = any($1) and state <> 'PAID'`, [closed]);
    if (session) {
      await scope.sql(
        `update checkout set state = 'OPEN', stripe_session_id = $2, url = $3 where id = $1 and state = 'STARTED'`,
        [checkout.id, session.id, session.url],
      );
    }
    const { id: checkoutId, resellerId, companyId, number } = checkout;
    return {
      result: checkoutId,
      subject: { type: 'Checkout', id: checkoutId, resellerId, companyId, reference: number },
    };
  },
});

async function readInvoiceToPay(scope: Scope, invoiceId: string): Promise<InvoiceToPay> {
  const [invoice] = await scope.sql<InvoiceToPay>(
    `select i.reseller_id as "resellerId", i.company_id as "companyId", i.state, i.currency,
       (i.total_minor - i.paid_minor)::float8 as "dueMinor", ${isToReader('i')} as "toReader", ${hasUnallocated('i')} as unallocated from invoice i where i.id = $1`,
    [invoiceId],
  );
  if (!invoice) throw notFound('invoice');
  return invoice;
}

function assertPayable({ toReader, state, dueMinor, currency, unallocated }: InvoiceToPay): void {
  if (!toReader) throw new Problem('FORBIDDEN', 'Only whoever an invoice is addressed to pays it.');
  if (state === 'DRAFT') throw conflict('This invoice is a draft: there is nothing to pay yet.', 'invoiceId');
  if (state === 'PAID') throw conflict('This invoice is paid already.', 'invoiceId');
  if (unallocated)
    throw conflict(
      'A card payment for this invoice came in with another amount and is being looked into. Please do not pay again.',
      'invoiceId',
    );
  const bounds = [CARD_MINOR.least[currency], CARD_MINOR.most] as const;
  if (dueMinor < bounds[0] || dueMinor > bounds[1]) {
    const [least, most] = bounds.map((minor) => formatMoney(minor, currency));
    throw conflict(`By card one pays ${least} to ${most}. Please pay this by bank transfer.`, 'invoiceId');
  }
}

async function storeCheckout(
  scope: Scope,
  invoiceId: string,
  invoice: InvoiceToPay,
): Promise<CheckoutUnderWay> {
  const checkoutId = newId();
  await scope.insert(Checkout, {
    id: checkoutId,
    resellerId: invoice.resellerId,
    companyId: invoice.companyId,
    invoiceId,
    state: 'STARTED',
    amountMinor: invoice.dueMinor,
    idempotencyKey: `checkout-${checkoutId}`,
    stripeSessionId: null,
    url: null,
    createdAt: scope.now,
  });
  const [checkout] = await readCheckouts(scope, 'c.id = $1', [checkoutId]);
  if (!checkout) throw new Error('A checkout that was stored cannot be read.');
  return checkout;
}

/** Closes pages for amounts that are not due any more; returns whose are closed now. One that was just paid stays. */
async function closePages(stripe: Stripe, outdated: CheckoutUnderWay[]): Promise<string[]> {
  const closed = await Promise.allSettled(
    outdated.map(async (checkout) => {
      if (checkout.sessionId) await stripe.checkout.sessions.expire(checkout.sessionId);
      return checkout.id;
    }),
  );
  return closed.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

/** What was paid or closed since is settled here and now, so that nobody is sent to a page that leads nowhere. */
async function assertStillOpen(
  { id: checkoutId, resellerId }: CheckoutUnderWay,
  setting: Setting,
): Promise<void> {
  const credentials = {
    kind: 'system',
    task: 'startCheckout',
    resellerId,
    does: [settleCheckout.name],
  } as const;
  const settlement = await perform({ ...setting, credentials }, settleCheckout, { checkoutId });
  noteSettlement(setting, checkoutId, settlement);
  if (settlement === 'PAID' || settlement === 'SURPLUS')
    throw conflict('This invoice has just been paid by card.', 'invoiceId');
  if (settlement === 'WRONG_AMOUNT')
    throw conflict(
      'A card payment for this invoice came in with another amount and is being looked into. Please do not pay again.',
      'invoiceId',
    );
  if (settlement !== 'UNCHANGED')
    throw new OutOfDate('The card page that was open has just closed. Please try again.');
}
