import Stripe from 'stripe';
import type { RequestContext } from '../../../kernel/request.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** Undefined where cards are not taken. */
    payments: CardPayments | undefined;
    /** Told of Stripe's events that are about no card page of an invoice. */
    stripeNews: (context: RequestContext, event: Stripe.Event) => Promise<void>;
  }
}

/** The operator's account with Stripe. */
export interface CardPayments {
  stripe: Stripe;
  /** What signs Stripe's events. */
  webhookSecret: string;
}

/** How long Stripe may take to answer; people wait for it. */
const TIMEOUT_MS = 10_000;

/** Opens the account with its secret key; `apiBase` is another address than Stripe's own, such as a stand-in's. */
export function cardPayments(given: {
  secretKey: string;
  webhookSecret: string;
  apiBase: string | undefined;
}): CardPayments {
  const { secretKey, webhookSecret, apiBase } = given;
  const stripe = new Stripe(secretKey, {
    appInfo: { name: 'Steward' },
    telemetry: false,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    ...(apiBase ? addressOf(new URL(apiBase)) : {}),
  });
  return { stripe, webhookSecret };
}

function addressOf({ protocol, hostname, port }: URL) {
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { protocol: scheme, host: hostname, port: port || (scheme === 'http' ? 80 : 443) } as const;
}
