import type Stripe from 'stripe';
import { startLoopbackServer } from './loopback-server.ts';
import { createStripeApi, type RecordedRequest } from './stripe/api.ts';
import { createChargeBook } from './stripe/charge-book.ts';
import { createCheckoutBook } from './stripe/checkout-book.ts';
import { createEventBook } from './stripe/event-book.ts';
import { missingResource } from './stripe/failure.ts';
import type { StandInEvent } from './stripe/objects.ts';
import { createPaySite } from './stripe/pay-site.ts';
import { createSetupSite } from './stripe/setup-site.ts';
import { createWalletBook, type Typed } from './stripe/wallet-book.ts';
import { createWebhookSender, type Delivery, type SendOptions } from './stripe/webhook-sender.ts';

export interface StripeStandInOptions {
  /** Any free one, if not given. */
  readonly port?: number;
  /** The secret key that requests must carry, such as `sk_test_…`. */
  readonly apiKey: string;
  readonly webhookUrl: string;
  /** The endpoint's signing secret, `whsec_…`. */
  readonly webhookSecret: string;
  readonly now?: () => Date;
  /** A connected account that requests may name in `Stripe-Account`; its events carry `account`. Others are refused. */
  readonly accountId?: string;
}

/**
 * Stripe as far as Steward uses it, for the demonstration and for tests: Checkout Sessions paid by card on a hosted page, cards and
 * bank accounts that are kept, payments off session, refunds and disputes, events, and webhooks. It lives in memory and forgets everything when it stops.
 */
export interface StripeStandIn {
  /** Where both the API and the pay page are; give host, port and protocol to the Stripe library. */
  readonly url: string;
  /** What came to the API, oldest first, refused requests included. */
  readonly requests: readonly RecordedRequest[];
  /** What was sent to the webhook, attempt by attempt. */
  readonly deliveries: readonly Delivery[];
  sessions(): Stripe.Checkout.Session[];
  /** Oldest first. */
  events(): StandInEvent[];
  /** Pays an open session without the browser; resolves when its events have been offered to the webhook once. */
  completeSession(id: string): Promise<StandInEvent[]>;
  /** Keeps a card or bank account on an open page for that without the browser. */
  keepMethod(sessionId: string, typed: Typed): Promise<StandInEvent[]>;
  /** Pages on which a card or bank account is kept. */
  setups(): Stripe.Checkout.Session[];
  /** Payments off session. */
  payments(): Stripe.PaymentIntent[];
  /** What customers, banks and card schemes do; each resolves when its events have been offered to the webhook once. */
  readonly bank: {
    settleDebits(): Promise<void>;
    failLate(paymentId: string, why: string): Promise<void>;
    revokeMandate(methodId: string): Promise<void>;
    failRefund(refundId: string, reason: string): Promise<void>;
    /** Returns the dispute's id. */
    dispute(paymentId: string, reason: string, amount?: number): Promise<string>;
    closeDispute(disputeId: string, status: 'won' | 'lost'): Promise<void>;
    refunds(): Stripe.Refund[];
  };
  /**
   * One attempt to deliver any event, signed now and with the right secret unless told otherwise: to send it again, late,
   * forged, out of order, or changed. Returns the webhook's answer, undefined if there was none.
   */
  sendEvent(event: object, options?: SendOptions): Promise<number | undefined>;
  /** Keeps events back until `resumeWebhooks`. */
  pauseWebhooks(): void;
  resumeWebhooks(): void;
  /** Resolves when every event has been taken by the webhook; never, while webhooks are paused and some are waiting. */
  settled(): Promise<void>;
  /** Does what the next POSTs ask for but closes the connection instead of answering. The library repeats once by itself. */
  loseAnswers(count: number): void;
  stop(): Promise<void>;
}

export async function startStripeStandIn(options: StripeStandInOptions): Promise<StripeStandIn> {
  const now = options.now ?? (() => new Date());
  const recorded: RecordedRequest[] = [];
  const offered = new Map<string, Promise<void>>();
  let answersToLose = 0;

  const sender = createWebhookSender({ url: options.webhookUrl, secret: options.webhookSecret, now });
  const events = createEventBook(now);
  const publish = (event: StandInEvent) => offered.set(event.id, sender.deliver(event));
  const ground = { now, baseUrl: () => server.url, events, publish };
  const book = createCheckoutBook(ground);
  const wallet = createWalletBook(ground);
  const charges = createChargeBook({ ...ground, wallet, paidOnPage: book.retrievePayment });
  const announced = (all: readonly StandInEvent[]) => Promise.all(all.map(({ id }) => offered.get(id)));
  const api = createStripeApi({
    now,
    apiKey: options.apiKey,
    accountId: options.accountId,
    book,
    wallet,
    charges,
    events,
    recorded,
    losesAnswer: () => answersToLose > 0 && answersToLose-- > 0,
  });
  const paySite = createPaySite({ now, book, announced });
  const setupSite = createSetupSite({ now, wallet, announced });
  const sweep = () => {
    book.sweep();
    wallet.sweep();
    charges.sweep();
  };

  const server = await startLoopbackServer(async (request, response) => {
    // There is no timer for expiry, because the clock may be one that a test moves.
    sweep();
    const setup = /^\/c\/setup\/([A-Za-z0-9_]+)$/.exec(request.url.pathname);
    const page = /^\/c\/pay\/([A-Za-z0-9_]+)$/.exec(request.url.pathname);
    if (setup) await setupSite(setup[1] ?? '', request, response);
    else if (page) await paySite(page[1] ?? '', request, response);
    else api(request, response);
  }, options.port);

  return {
    url: server.url,
    requests: recorded,
    deliveries: sender.deliveries,
    sessions() {
      book.sweep();
      return [...book.records.values()].map(({ session }) => structuredClone(session));
    },
    events: () => structuredClone([...events.all]),
    async completeSession(id) {
      book.sweep();
      const record = book.records.get(id);
      if (!record) throw missingResource('checkout.session', id, 'session');
      if (record.session.status !== 'open')
        throw new Error(`The session is ${record.session.status}, it cannot be paid`);
      const done = book.pay(record, 'Test Cardholder');
      await announced(done);
      return structuredClone(done);
    },
    async keepMethod(sessionId, typed) {
      sweep();
      const done = wallet.keep(wallet.retrieveSetup(sessionId, undefined), typed);
      await announced(done);
      return structuredClone(done);
    },
    setups: () => [...wallet.setups.values()].map(({ session }) => structuredClone(session)),
    payments: () => structuredClone(charges.payments()),
    bank: {
      settleDebits: async () => void (await announced(charges.settleDebits())),
      failLate: async (id, why) => void (await announced([charges.failLate(id, why)])),
      revokeMandate: async (id) => void (await announced([wallet.revokeMandate(id)])),
      failRefund: async (id, reason) => void (await announced([charges.failRefund(id, reason)])),
      async dispute(id, reason, amount) {
        const event = charges.dispute(id, reason, amount);
        await announced([event]);
        return (event.data.object as Stripe.Dispute).id;
      },
      closeDispute: async (id, status) => void (await announced([charges.closeDispute(id, status)])),
      refunds: () => structuredClone([...charges.refunds.values()]),
    },
    sendEvent: sender.sendOnce,
    pauseWebhooks: sender.pause,
    resumeWebhooks: sender.resume,
    settled: sender.settled,
    loseAnswers(count) {
      answersToLose = count;
    },
    async stop() {
      await Promise.all([sender.stop(), server.stop()]);
    },
  };
}
