import { id, line } from '@steward/shared';
import type Stripe from 'stripe';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { settleRefundJob } from './refund-outcome.ts';
import { settleChargebackJob } from './settle-chargeback.ts';
import { settleCollectionJob } from './settle-collection.ts';
import { settleMethodJob } from './settle-method.ts';

/** What a row is that an event of Stripe's is about. */
type What = 'METHOD' | 'COLLECTION' | 'REFUND' | 'PAYMENT';

/**
 * Takes that Stripe has said something of a method, a payment or a refund: what it is, Stripe is asked by a job. The event's id is
 * stored with that, so that it has its effect once, and none has another than what Stripe answers. [S69] [S70]
 */
export const receiveStripeNews = verb({
  name: 'receiveStripeNews',
  permission: 'system',
  input: input('ReceiveStripeNewsInput', {
    eventId: line(255),
    eventType: line(100),
    resellerId: id(),
    what: z.string().pipe(z.enum(['METHOD', 'COLLECTION', 'REFUND', 'PAYMENT'])),
    rowId: id(),
    stripeId: line(255),
  }),
  async run(scope, { eventId, eventType, resellerId, what, rowId, stripeId }) {
    const stored = await scope.sql(
      `insert into stripe_event (id, reseller_id, event_id, type, received_at) values (uuidv7(), $1, $2, $3, $4)
       on conflict (event_id) do nothing returning id`,
      [resellerId, eventId, eventType, scope.now],
    );
    if (stored.length) {
      if (what === 'METHOD') await enqueue(scope, settleMethodJob, { resellerId, methodId: rowId });
      if (what === 'COLLECTION')
        await enqueue(scope, settleCollectionJob, { resellerId, collectionId: rowId });
      if (what === 'REFUND') await enqueue(scope, settleRefundJob, { resellerId, refundId: rowId });
      if (what === 'PAYMENT')
        await enqueue(scope, settleChargebackJob, { resellerId, disputeId: stripeId, paymentId: rowId });
    }
    return { result: null, subject: null };
  },
});

/** What Stripe calls that which an event is about, and that which it is known by here. */
function aboutOf(event: Stripe.Event): { stripeId: string; knownAs: string } | undefined {
  const named = (stripeId: string, knownAs: string | null | undefined) =>
    knownAs ? { stripeId, knownAs } : undefined;
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'payment_method.automatically_updated':
    case 'payment_method.updated':
    case 'payment_method.detached':
    case 'mandate.updated':
    case 'payment_intent.processing':
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'refund.updated':
    case 'refund.failed':
      return named(event.data.object.id, event.data.object.id);
    case 'setup_intent.succeeded':
    case 'setup_intent.setup_failed':
      return named(event.data.object.id, event.data.object.metadata?.storedMethodId);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated': {
      const { id: stripeId, payment_intent: payment } = event.data.object;
      return named(stripeId, typeof payment === 'string' ? payment : payment?.id);
    }
    default:
      return undefined;
  }
}

/** Passes an event of Stripe's on to whatever row it is about; one that is about none needs no repetition. [S71] */
export async function stripeNews(context: RequestContext, event: Stripe.Event): Promise<void> {
  const about = aboutOf(event);
  if (!about) return;
  const { scopes, requestId, log, services } = context;
  const [found] = await scopes.run({ kind: 'anonymous' }, { requestId, readOnly: true }, (scope) =>
    scope.sql<{ what: What; rowId: string; resellerId: string }>(
      'select what, row_id as "rowId", reseller_id as "resellerId" from find_collecting($1, $2)',
      [about.knownAs, event.type.startsWith('charge.dispute.')],
    ),
  );
  if (!found) return;
  const credentials = {
    kind: 'system',
    task: 'stripe-webhook',
    resellerId: found.resellerId,
    does: [receiveStripeNews.name],
  } as const;
  await perform({ scopes, requestId, log, services, credentials }, receiveStripeNews, {
    eventId: event.id,
    eventType: event.type,
    ...found,
    stripeId: about.stripeId,
  });
}
