import type { Minor } from '@steward/shared';
import type Stripe from 'stripe';
import type { Scope } from '../../../kernel/scope.ts';
import type { CheckoutState } from './checkout.entity.ts';

/** How long a card page can be paid; Stripe allows 30 minutes to 24 hours from the moment it is made. */
const OPEN_MS = 2 * 3_600_000;
/** Stripe refuses to make a page with less time than 30 minutes left; a minute more for clocks that differ. */
const LEAST_MS = 31 * 60_000;
/** With less time than this left nobody is sent to a page any more. */
const USEFUL_MS = 10 * 60_000;

/** What a card payment is to pay of one invoice. */
export interface CheckoutPart {
  checkoutId: string;
  invoiceId: string;
  number: string;
  amountMinor: Minor;
  /** What is due of the invoice now. */
  dueMinor: Minor;
}

/** A card payment under way, of one invoice or several, with what Stripe must be told of it. */
export interface CheckoutUnderWay {
  /** Of the first invoice: those of the others go with it. */
  id: string;
  resellerId: string;
  companyId: string | null;
  state: CheckoutState;
  /** Of all its parts. */
  amountMinor: Minor;
  idempotencyKey: string;
  sessionId: string | null;
  createdAt: Date;
  /** Of its invoices. */
  number: string;
  currency: string;
  sellerName: string;
  /** Begun by a pay link: its page leads back to that link's own. */
  byLink: boolean;
  /** In the order of their invoices' ids, by which those are locked. */
  parts: CheckoutPart[];
}

/** The card payments of which a checkout meets a condition over `c`, newest first. */
export const readCheckouts = (
  scope: Scope,
  condition: string,
  parameters: unknown[],
): Promise<CheckoutUnderWay[]> =>
  scope.sql<CheckoutUnderWay>(
    `select lead.id, lead.reseller_id as "resellerId", lead.company_id as "companyId", lead.state, lead.idempotency_key as "idempotencyKey",
       lead.stripe_session_id as "sessionId", lead.created_at as "createdAt", lead.by_link as "byLink", i.currency, i.seller->>'name' as "sellerName", whole.*
     from checkout lead join invoice i on i.id = lead.invoice_id cross join lateral (
       select sum(p.amount_minor)::float8 as "amountMinor", string_agg(of.number, ', ' order by of.number) as number,
           json_agg(json_build_object('checkoutId', p.id, 'invoiceId', of.id, 'number', of.number, 'amountMinor', p.amount_minor,
             'dueMinor', of.total_minor - of.paid_minor) order by of.id) as parts
         from checkout p join invoice of on of.id = p.invoice_id where p.id = lead.id or p.paid_with_id = lead.id) whole
     where lead.id in (select coalesce(c.paid_with_id, c.id) from checkout c where ${condition}) order by lead.created_at desc`,
    parameters,
  );

/** SQL: a checkout of one of these card payments, by the id of its first. */
export const OF_CHECKOUTS = 'coalesce(paid_with_id, id)';

/** Whether what is asked for is what is due, of each of its invoices. */
export const isAsDue = ({ parts }: CheckoutUnderWay): boolean =>
  parts.every(({ amountMinor, dueMinor }) => amountMinor === dueMinor);

/** Whether Stripe may still be asked for this checkout's page: the same question as the first time, word for word. */
export const mayBeAsked = ({ createdAt }: CheckoutUnderWay, now: Date): boolean =>
  now.getTime() <= createdAt.getTime() + OPEN_MS - LEAST_MS;

/** Whether someone can still be sent to this checkout's page. */
export const isUsable = (checkout: CheckoutUnderWay, now: Date): boolean =>
  isAsDue(checkout) &&
  (checkout.state === 'STARTED'
    ? mayBeAsked(checkout, now)
    : checkout.state === 'OPEN' && now.getTime() <= checkout.createdAt.getTime() + OPEN_MS - USEFUL_MS);

/** What a session is, as far as Steward acts on it. */
export interface SessionFacts {
  id: string;
  url: string | null;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  amountMinor: Minor;
  /** ISO 4217, upper case. */
  currency: string;
  /** What Stripe's records call the payment. */
  reference: string;
}

export function factsOf(session: Stripe.Checkout.Session): SessionFacts {
  const { payment_intent: payment } = session;
  return {
    id: session.id,
    url: session.url,
    status: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
    paid: session.payment_status === 'paid',
    amountMinor: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    reference: (typeof payment === 'string' ? payment : payment?.id) ?? session.id,
  };
}

/**
 * Asks Stripe for the hosted page of a checkout, or, asked again, for the same one: its idempotency key is stored, and
 * all it says follows from what is stored with it. Throws Stripe's errors. [S72]
 */
export async function askForSession(
  stripe: Stripe,
  checkout: CheckoutUnderWay,
  publicUrl: string,
): Promise<SessionFacts> {
  const { id, resellerId, number, sellerName, currency, createdAt, byLink, parts } = checkout;
  const [alone] = parts.length === 1 ? parts : [];
  const page = byLink
    ? `${publicUrl}/pay`
    : alone
      ? `${publicUrl}/invoices/${alone.invoiceId}`
      : `${publicUrl}/invoices`;
  const metadata = { ...(alone && { invoiceId: alone.invoiceId }), checkoutId: id, resellerId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      // Other methods say that a session is complete days before there is money, or not at all.
      allowed_payment_method_types: ['card'],
      line_items: parts.map((part) => ({
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: part.amountMinor,
          product_data: { name: `Invoice ${part.number}` },
        },
      })),
      branding_settings: { display_name: sellerName },
      client_reference_id: alone?.invoiceId ?? id,
      metadata,
      payment_intent_data: { description: `${alone ? 'Invoice' : 'Invoices'} ${number}`, metadata },
      expires_at: Math.floor((createdAt.getTime() + OPEN_MS) / 1000),
      success_url: `${page}?paid=1`,
      cancel_url: page,
    },
    { idempotencyKey: checkout.idempotencyKey },
  );
  return factsOf(session);
}
