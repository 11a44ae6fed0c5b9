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
  OF_CHECKOUTS,
  readCheckouts,
  type SessionFacts,
} from './checkout-session.ts';
import { hasUnallocated, type InvoiceState } from './invoice.entity.ts';
import { CARD_MINOR, isToReader } from './invoice-conditions.ts';
import { noteSettlement } from './note-settlement.ts';
import { settleCheckout } from './settle-checkout.ts';
import { noteOpen } from './settle-session.ts';

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
  id: string;
  issuerId: string;
  number: string | null;
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
 * Decides which card page it is for what is due of invoices of one issuer: one that can still be paid, is of just these, and leads back to where its payer
 * comes from, or a new one. Two at once get the same. [B7] [S72]
 */
export async function planCheckout(
  scope: Scope,
  payments: CardPayments | undefined,
  invoiceIds: readonly string[],
  payer: Payer,
): Promise<PlannedCheckout> {
  const ids = [...new Set(invoiceIds)].sort();
  // Two at once must not open two pages: both could be paid.
  await scope.sql(
    `select pg_advisory_xact_lock(hashtextextended('checkout ' || id, 0)) from unnest($1::uuid[]) with ordinality of (id, place) order by place`,
    [ids],
  );
  const invoices = await readInvoicesToPay(scope, ids);
  if (!payments)
    throw conflict('Cards are not taken here. Please pay by bank transfer; the details are on the invoice.');
  if (payer === 'READER' && invoices.some(({ toReader }) => !toReader))
    throw new Problem('FORBIDDEN', 'Only whoever an invoice is addressed to pays it.');
  for (const invoice of invoices) assertPayable(invoice, `invoiceIds.${invoiceIds.indexOf(invoice.id)}`);
  assertTogether(invoices);
  const underWay = await readCheckouts(
    scope,
    `c.invoice_id = any($1::uuid[]) and c.state in ('STARTED', 'OPEN')`,
    [ids],
  );
  const byLink = payer === 'LINK';
  const usable = underWay.find(
    (checkout) =>
      checkout.byLink === byLink &&
      isUsable(checkout, scope.now) &&
      checkout.parts.map(({ invoiceId }) => invoiceId).join() === ids.join(),
  );
  return {
    stripe: payments.stripe,
    checkout: usable ?? (await storeCheckout(scope, invoices, byLink)),
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
  await scope.sql(
    `update checkout set state = 'EXPIRED' where ${OF_CHECKOUTS} = any($1) and state <> 'PAID'`,
    [closed],
  );
  if (session) {
    await noteOpen(scope, checkout.id, session);
  }
  const { id: checkoutId, resellerId, companyId, number } = checkout;
  return {
    result: checkoutId,
    subject: { type: 'Checkout', id: checkoutId, resellerId, companyId, reference: number },
  };
}

/** All of these, in the order of their ids; NOT_FOUND if one of them is not there. */
async function readInvoicesToPay(scope: Scope, ids: readonly string[]): Promise<InvoiceToPay[]> {
  const invoices = await scope.sql<InvoiceToPay>(
    `select i.id, i.issuer_id as "issuerId", i.number, i.reseller_id as "resellerId", i.company_id as "companyId", i.state, i.currency,
       (i.total_minor - i.paid_minor)::float8 as "dueMinor", ${isToReader('i')} as "toReader", ${hasUnallocated('i')} as unallocated
     from invoice i where i.id = any($1::uuid[]) order by i.id`,
    [ids],
  );
  if (invoices.length < ids.length) throw notFound('invoice');
  return invoices;
}

function assertPayable({ number, state, unallocated }: InvoiceToPay, path: string): void {
  if (state === 'DRAFT') throw conflict('This invoice is a draft: there is nothing to pay yet.', path);
  if (state === 'PAID') throw conflict(`Invoice ${number} is paid already.`, path);
  if (unallocated)
    throw conflict(
      `A card payment for invoice ${number} came in with another amount and is being looked into. Please do not pay again.`,
      path,
    );
}

/** What goes by one card payment: of one issuer to one customer, and no less or more than is taken by card. */
function assertTogether(invoices: readonly InvoiceToPay[]): void {
  const [first] = invoices;
  if (!first) throw notFound('invoice');
  const { currency } = first;
  if (
    invoices.some(
      (one) =>
        one.issuerId !== first.issuerId ||
        one.companyId !== first.companyId ||
        one.resellerId !== first.resellerId ||
        one.currency !== currency,
    )
  )
    throw conflict(
      'One card payment is for invoices of one issuer. Pay the others by themselves.',
      'invoiceIds',
    );
  const dueMinor = invoices.reduce((sum, one) => sum + one.dueMinor, 0);
  const bounds = [CARD_MINOR.least[currency], CARD_MINOR.most] as const;
  if (dueMinor < bounds[0] || dueMinor > bounds[1]) {
    const [least, most] = bounds.map((minor) => formatMoney(minor, currency));
    throw conflict(`By card one pays ${least} to ${most}. Please pay this by bank transfer.`, 'invoiceIds');
  }
}

/** A row for each invoice; the first has the key, and will have Stripe's session. */
async function storeCheckout(
  scope: Scope,
  invoices: readonly InvoiceToPay[],
  byLink: boolean,
): Promise<CheckoutUnderWay> {
  const ids = invoices.map(() => newId());
  const [checkoutId = ''] = ids;
  for (const [i, invoice] of invoices.entries())
    await scope.insert(Checkout, {
      id: ids[i] as string,
      resellerId: invoice.resellerId,
      companyId: invoice.companyId,
      invoiceId: invoice.id,
      paidWithId: i === 0 ? null : checkoutId,
      state: 'STARTED',
      amountMinor: invoice.dueMinor,
      idempotencyKey: `checkout-${ids[i]}`,
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
  { id: checkoutId, resellerId, parts }: CheckoutUnderWay,
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
    throw conflict(
      parts.length === 1
        ? 'This invoice has just been paid by card.'
        : 'These invoices have just been paid by card.',
      'invoiceIds',
    );
  if (settlement === 'WRONG_AMOUNT')
    throw conflict(
      'A card payment for this invoice came in with another amount and is being looked into. Please do not pay again.',
      'invoiceIds',
    );
  if (settlement !== 'UNCHANGED')
    throw new OutOfDate('The card page that was open has just closed. Please try again.');
}
