import { formatMoney, type Minor, newId } from '@steward/shared';
import type Stripe from 'stripe';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Outcome, OutOfDate, perform, type Setting } from '../../../kernel/verb.ts';
import type { Currency } from '../../platform/tenancy/index.ts';
import type { CardPayments } from './card-payments.ts';
import { Checkout } from './checkout.entity.ts';
import {
  askForSession,
  type CheckoutUnderWay,
  isUsable,
  readCheckouts,
  type SessionFacts,
} from './checkout-session.ts';
import { hasUnallocated, type InvoiceState } from './invoice.entity.ts';
import { CARD_MINOR, isToReader } from './invoice-conditions.ts';
import { noteSettlement } from './note-settlement.ts';
import { settleCheckout } from './settle-checkout.ts';

/** A card page that is to be opened, or is open already, and those that are not to be paid any more. */
interface PlannedCheckout {
  stripe: Stripe;
  checkout: CheckoutUnderWay;
  outdated: CheckoutUnderWay[];
}

/** What came of it: the page, if it was made now, and whose pages are closed. */
interface OpenedCheckout {
  session: SessionFacts | null;
  closed: string[];
}

/** Who pays: whoever the invoice is addressed to, signed in; or whoever has a pay link of it, which was looked at before. */
type Payer = 'READER' | 'LINK';

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
 * Decides which card page it is for what is due of an invoice: one that can still be paid, and leads back to where its payer comes
 * from, or a new one. Two at once get the same. [B7] [S72]
 */
export async function planCheckout(
  scope: Scope,
  payments: CardPayments | undefined,
  invoiceId: string,
  payer: Payer,
): Promise<PlannedCheckout> {
  // Two at once must not open two pages: both could be paid.
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`checkout ${invoiceId}`]);
  const invoice = await readInvoiceToPay(scope, invoiceId);
  if (!payments)
    throw conflict('Cards are not taken here. Please pay by bank transfer; the details are on the invoice.');
  if (payer === 'READER' && !invoice.toReader)
    throw new Problem('FORBIDDEN', 'Only whoever an invoice is addressed to pays it.');
  assertPayable(invoice);
  const underWay = await readCheckouts(scope, `c.invoice_id = $1 and c.state in ('STARTED', 'OPEN')`, [
    invoiceId,
  ]);
  const byLink = payer === 'LINK';
  const usable = underWay.find((checkout) => checkout.byLink === byLink && isUsable(checkout, scope.now));
  return {
    stripe: payments.stripe,
    checkout: usable ?? (await storeCheckout(scope, invoiceId, invoice, byLink)),
    outdated: underWay.filter((checkout) => checkout !== usable),
  };
}

/** Asks Stripe for the page that was planned, and closes those that are outdated. */
export async function openCheckout(
  { stripe, checkout, outdated }: PlannedCheckout,
  setting: Setting,
): Promise<OpenedCheckout> {
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
}

/** Writes down what came of it; the result is the id of the checkout. */
export async function noteCheckout(
  scope: Scope,
  { checkout }: PlannedCheckout,
  { session, closed }: OpenedCheckout,
): Promise<Outcome<string>> {
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
}

async function readInvoiceToPay(scope: Scope, invoiceId: string): Promise<InvoiceToPay> {
  const [invoice] = await scope.sql<InvoiceToPay>(
    `select i.reseller_id as "resellerId", i.company_id as "companyId", i.state, i.currency,
       (i.total_minor - i.paid_minor)::float8 as "dueMinor", ${isToReader('i')} as "toReader", ${hasUnallocated('i')} as unallocated from invoice i where i.id = $1`,
    [invoiceId],
  );
  if (!invoice) throw notFound('invoice');
  return invoice;
}

function assertPayable({ state, dueMinor, currency, unallocated }: InvoiceToPay): void {
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
  byLink: boolean,
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
    byLink,
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
