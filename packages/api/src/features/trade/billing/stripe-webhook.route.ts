import type { FastifyRequest } from 'fastify';
import type Stripe from 'stripe';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound, Problem } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import type { CardPayments } from './card-payments.ts';
import { factsOf } from './checkout-session.ts';
import { noteSettlement } from './note-settlement.ts';
import { receiveCardPayment } from './receive-card-payment.ts';

/** Older signatures are refused: someone may have kept a request to send it again. [S68] */
const TOLERANCE_S = 300;
/** Far more than an event of a session has. */
const LARGEST_BODY = 256 * 1024;

/**
 * `POST /webhooks/stripe`: Stripe's events. 200 for whatever needs no repetition, an event of somebody else's session
 * included; 400 for what is not provably Stripe's; anything else makes Stripe send it again.
 */
export const stripeWebhookRoute: Routes = (server) => {
  // The signature is over the bytes as they came, so this route alone is given them unread.
  server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    raw.post('/webhooks/stripe', { bodyLimit: LARGEST_BODY, config: { context: true } }, async (request) => {
      const { payments } = request.context.services;
      if (!payments) throw notFound('address');
      await receive(request, verified(request, payments));
      return { received: true };
    });
  });
};

/** The event, if it was signed with our secret within the last five minutes. */
function verified(
  { context, headers, body }: FastifyRequest,
  { stripe, webhookSecret }: CardPayments,
): Stripe.Event {
  const now = context.scopes.clock.now().getTime();
  const signature = headers['stripe-signature'] ?? '';
  try {
    return stripe.webhooks.constructEvent(
      body as Buffer,
      signature,
      webhookSecret,
      TOLERANCE_S,
      undefined,
      now,
    );
  } catch {
    throw new Problem(
      'INVALID_INPUT',
      'This is not an event that Stripe has signed for us within the last five minutes.',
    );
  }
}

async function receive({ context }: FastifyRequest, event: Stripe.Event): Promise<void> {
  // Nobody pays on another account for us. [S71]
  if (event.account) return;
  const { scopes, requestId, log, services } = context;
  const session = sessionOf(event);
  if (!session) return services.stripeNews(context, event);
  const [checkout] = await scopes.run({ kind: 'anonymous' }, { requestId, readOnly: true }, (scope) =>
    scope.sql<{ checkoutId: string; resellerId: string }>(
      'select checkout_id as "checkoutId", reseller_id as "resellerId" from find_checkout($1)',
      [session.id],
    ),
  );
  if (!checkout) return;
  const credentials = {
    kind: 'system',
    task: 'stripe-webhook',
    resellerId: checkout.resellerId,
    does: [receiveCardPayment.name],
  } as const;
  const setting = { scopes, requestId, log, services, credentials };
  const settlement = await perform(setting, receiveCardPayment, {
    eventId: event.id,
    eventType: event.type,
    ...checkout,
    session: factsOf(session),
  });
  noteSettlement(context, checkout.checkoutId, settlement);
}

/** The session that an event is about, if it is one that says how a payment of an invoice went. */
function sessionOf(event: Stripe.Event): Stripe.Checkout.Session | undefined {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.expired':
      return event.data.object.mode === 'payment' ? event.data.object : undefined;
    default:
      return undefined;
  }
}
