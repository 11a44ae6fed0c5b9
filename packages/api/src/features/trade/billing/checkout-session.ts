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

/** A card payment under way, with what Stripe must be told of it. */
export interface CheckoutUnderWay {
  id: string;
  resellerId: string;
  companyId: string | null;
  invoiceId: string;
  state: CheckoutState;
  amountMinor: Minor;
  idempotencyKey: string;
  sessionId: string | null;
  createdAt: Date;
  number: string;
  currency: string;
  sellerName: string;
  /** Begun by a pay link: its page leads back to that link's own. */
  byLink: boolean;
  /** What is due of the invoice now. */
  dueMinor: Minor;
}

/** The checkouts that meet a condition over `c`, newest first. */
export const readCheckouts = (
  scope: Scope,
  condition: string,
  parameters: unknown[],
): Promise<CheckoutUnderWay[]> =>
  scope.sql<CheckoutUnderWay>(
    `select c.id, c.reseller_id as "resellerId", c.company_id as "companyId", c.invoice_id as "invoiceId", c.state,
       c.amount_minor::float8 as "amountMinor", c.idempotency_key as "idempotencyKey", c.stripe_session_id as "sessionId",
       c.created_at as "createdAt", i.number, i.currency, i.seller->>'name' as "sellerName", c.by_link as "byLink",
       (i.total_minor - i.paid_minor)::float8 as "dueMinor"
     from checkout c join invoice i on i.id = c.invoice_id where ${condition} order by c.created_at desc`,
    parameters,
  );

/** Whether Stripe may still be asked for this checkout's page: the same question as the first time, word for word. */
export const mayBeAsked = ({ createdAt }: CheckoutUnderWay, now: Date): boolean =>
  now.getTime() <= createdAt.getTime() + OPEN_MS - LEAST_MS;

/** Whether someone can still be sent to this checkout's page. */
export const isUsable = (checkout: CheckoutUnderWay, now: Date): boolean =>
  checkout.amountMinor === checkout.dueMinor &&
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
  const { id, invoiceId, resellerId, number, sellerName, amountMinor, currency, createdAt, byLink } =
    checkout;
  const page = byLink ? `${publicUrl}/pay` : `${publicUrl}/invoices/${invoiceId}`;
  const metadata = { invoiceId, checkoutId: id, resellerId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      // Other methods say that a session is complete days before there is money, or not at all.
      allowed_payment_method_types: ['card'],
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: currency.toLowerCase(),
            unit_amount: amountMinor,
            product_data: { name: `Invoice ${number}` },
          },
        },
      ],
      branding_settings: { display_name: sellerName },
      client_reference_id: invoiceId,
      metadata,
      payment_intent_data: { description: `Invoice ${number}`, metadata },
      expires_at: Math.floor((createdAt.getTime() + OPEN_MS) / 1000),
      success_url: `${page}?paid=1`,
      cancel_url: page,
    },
    { idempotencyKey: checkout.idempotencyKey },
  );
  return factsOf(session);
}
