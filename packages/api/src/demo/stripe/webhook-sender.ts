import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { OutboundError, outboundRequest } from '../../kernel/outbound.ts';
import { type StandInEvent, seconds } from './objects.ts';

/** One attempt to deliver an event. */
export interface Delivery {
  readonly eventId: string;
  readonly type: string;
  /** What the receiver answered; undefined if there was no answer. */
  readonly status: number | undefined;
}

export interface SendOptions {
  /** Another secret than the endpoint's, for a forged event. */
  readonly secret?: string;
  /** The time in the signature; the stand-in's now, if not given. */
  readonly signedAt?: Date;
}

export interface WebhookSender {
  readonly deliveries: readonly Delivery[];
  /** Delivers until the receiver answers 2xx or the sender stops; resolves after the first attempt. */
  deliver(event: StandInEvent): Promise<void>;
  /** A single attempt with whatever is given; returns the receiver's status, or undefined without an answer. */
  sendOnce(event: object, options?: SendOptions): Promise<number | undefined>;
  /** Keeps back what is not delivered yet, and what happens from now on. */
  pause(): void;
  resume(): void;
  /** Resolves when everything has been delivered. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** How long Stripe waits for an answer. */
const TIMEOUT_MS = 10_000;

export function createWebhookSender(options: {
  readonly url: string;
  readonly secret: string;
  readonly now: () => Date;
}): WebhookSender {
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let gate: PromiseWithResolvers<void> | undefined;

  async function sendOnce(
    event: object,
    { secret, signedAt }: SendOptions = {},
  ): Promise<number | undefined> {
    const body = JSON.stringify(event, null, 2);
    const status = await outboundRequest({
      url: options.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature(body, secret ?? options.secret, signedAt ?? options.now()),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: 64 * 1024,
      allowPrivate: [hostAndPort(options.url)],
      signal: stopping.signal,
    }).then(
      (answer) => answer.status,
      (error: unknown) => {
        if (error instanceof OutboundError) return undefined;
        throw error;
      },
    );
    const { id, type } = event as Partial<StandInEvent>;
    deliveries.push({ eventId: String(id), type: String(type), status });
    return status;
  }

  async function deliverUntilTaken(event: StandInEvent, afterFirst: () => void): Promise<void> {
    for (
      let pauseMs = FIRST_PAUSE_MS;
      !stopping.signal.aborted;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    ) {
      await gate?.promise;
      if (stopping.signal.aborted) return;
      const status = await sendOnce({ ...event, pending_webhooks: 1 });
      if (status !== undefined && status >= 200 && status < 300) {
        event.pending_webhooks = 0;
        return;
      }
      afterFirst();
      await delay(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    deliveries,
    sendOnce,
    deliver(event) {
      const first = Promise.withResolvers<void>();
      const whole = deliverUntilTaken(event, first.resolve).finally(() => {
        underWay.delete(whole);
        first.resolve();
      });
      underWay.add(whole);
      // Nobody can wait for what is kept back.
      return gate ? Promise.resolve() : first.promise;
    },
    pause() {
      gate ??= Promise.withResolvers<void>();
    },
    resume() {
      gate?.resolve();
      gate = undefined;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      stopping.abort();
      gate?.resolve();
      await Promise.all(underWay);
    },
  };
}

/** Stripe's scheme: HMAC-SHA256 over `t.body` (https://docs.stripe.com/webhooks#verify-manually). */
function signature(body: string, secret: string, at: Date): string {
  const time = seconds(at);
  const digest = createHmac('sha256', secret).update(`${time}.${body}`, 'utf8').digest('hex');
  return `t=${time},v1=${digest}`;
}

function hostAndPort(address: string): string {
  const url = new URL(address);
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}
