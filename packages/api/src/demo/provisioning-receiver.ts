import { timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { type LoopbackRequest, startLoopbackServer } from './loopback-server.ts';

/** The message that asks a provisioning system for a state. Fields it does not know are ignored. */
export const provisioningMessage = z.object({
  type: z.literal('subscription.desired'),
  timestamp: z.iso.datetime(),
  data: z.object({
    subscriptionId: z.string().min(1).max(100),
    productCode: z.string().min(1).max(100),
    quantity: z.int().min(1).max(10_000),
    /** What is to be provisioned, such as a mailbox address; a service of the whole company has none. */
    address: z.string().min(3).max(320).nullish(),
    desired: z.enum(['ACTIVE', 'SUSPENDED', 'CANCELLED']),
  }),
});

export type ProvisioningMessage = z.infer<typeof provisioningMessage>;

/** What the receiver has set up, as its answer reports it: the observed state. */
export interface ProvisionedService {
  readonly subscriptionId: string;
  readonly productCode: string;
  readonly quantity: number;
  readonly address: string | null;
  readonly observed: 'ACTIVE' | 'SUSPENDED' | 'CANCELLED';
  /** The receiver's own name for it. */
  readonly reference: string;
}

/** One attempt that reached the receiver. */
export interface ReceivedWebhook {
  readonly id: string;
  /** 1 for the first time that this id was seen. */
  readonly attempt: number;
  /** The answer; undefined while it waits, or for good when it hangs. */
  status: number | undefined;
  readonly body: string;
}

/**
 * `normal` is the demonstration; the others are for tests: 503 to everything; never answers; sends its body a byte at a
 * time, without end; 410 Gone; sends the caller elsewhere.
 */
export type ReceiverBehaviour = 'normal' | 'unavailable' | 'hang' | 'trickle' | 'gone' | 'redirect';

export interface ProvisioningReceiverOptions {
  readonly port?: number;
  /** The endpoint's secret, `whsec_…`. */
  readonly secret: string;
  /** 503 to the first attempt of every n-th message (default 3), so that retries are seen; 0 for none. */
  readonly failEvery?: number;
  /** How long provisioning takes (default 0). */
  readonly delayMs?: number;
  /** Codes it can provision; any, if not given. */
  readonly products?: readonly string[];
  readonly now?: () => Date;
}

export interface ProvisioningReceiver {
  /** The address to configure as the webhook's. */
  readonly url: string;
  /** Every attempt with a genuine signature, oldest first. */
  readonly received: readonly ReceivedWebhook[];
  /** By subscription id. */
  readonly provisioned: ReadonlyMap<string, ProvisionedService>;
  /** How often something was really set up or taken down: a repeated message does not count. */
  readonly changes: number;
  behaveAs(behaviour: ReceiverBehaviour): void;
  stop(): Promise<void>;
}

const TOLERANCE_SECONDS = 300;

/** The demonstration's provisioning system: takes signed webhooks (Standard Webhooks) and remembers what it was asked for. */
export async function startProvisioningReceiver(
  options: ProvisioningReceiverOptions,
): Promise<ProvisioningReceiver> {
  const now = options.now ?? (() => new Date());
  const failEvery = options.failEvery ?? 3;
  const webhook = new Webhook(options.secret);
  const received: ReceivedWebhook[] = [];
  const attempts = new Map<string, number>();
  /** Every n-th id, in the order of their first arrival. */
  const unlucky = new Set<string>();
  const answered = new Map<string, { body: string; answer: unknown }>();
  const provisioned = new Map<string, ProvisionedService>();
  const stopping = new AbortController();
  let changes = 0;
  let behaviour: ReceiverBehaviour = 'normal';

  function provision({ data }: ProvisioningMessage): ProvisionedService {
    const before = provisioned.get(data.subscriptionId);
    const service: ProvisionedService = {
      subscriptionId: data.subscriptionId,
      productCode: data.productCode,
      quantity: data.quantity,
      address: data.address ?? null,
      observed: data.desired,
      reference: before?.reference ?? `svc-${String(provisioned.size + 1).padStart(5, '0')}`,
    };
    provisioned.set(data.subscriptionId, service);
    changes += 1;
    return service;
  }

  async function handle(request: LoopbackRequest, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url.pathname !== '/provision') {
      return reply(response, 404, { error: 'Send provisioning messages with POST to /provision' });
    }
    const id = verify(webhook, request, now());
    if (id === undefined)
      return reply(response, 401, { error: 'The signature is missing, wrong or too old' });
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    if (failEvery > 0 && attempt === 1 && attempts.size % failEvery === 0) unlucky.add(id);
    const entry: ReceivedWebhook = { id, attempt, status: undefined, body: request.body };
    received.push(entry);
    const settle = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      entry.status = status;
      reply(response, status, body, headers);
    };

    switch (behaviour) {
      case 'hang':
        return;
      case 'trickle':
        return trickle(response, stopping.signal);
      case 'gone':
        return settle(410, { error: 'This endpoint is no longer in use' });
      case 'redirect':
        return settle(307, { error: 'Moved' }, { location: '/elsewhere' });
      case 'unavailable':
        return settle(503, { error: 'Out of order' });
      case 'normal':
        break;
    }
    if (attempt === 1 && unlucky.has(id)) {
      return settle(503, { error: 'Busy, try again shortly' }, { 'retry-after': '1' });
    }
    const earlier = answered.get(id);
    if (earlier) {
      return earlier.body === request.body
        ? settle(200, earlier.answer)
        : settle(409, { error: 'This webhook-id came before with another body' });
    }
    const message = parse(request.body, options.products);
    if ('error' in message) return settle(400, message);
    const answer = provision(message);
    // Remembered before the wait: a repetition that arrives meanwhile must not provision a second time.
    answered.set(id, { body: request.body, answer });
    if (options.delayMs) await delay(options.delayMs, undefined, { signal: stopping.signal });
    settle(200, answer);
  }

  const server = await startLoopbackServer(handle, options.port);
  return {
    url: `${server.url}/provision`,
    received,
    provisioned,
    get changes() {
      return changes;
    },
    behaveAs(next) {
      behaviour = next;
    },
    stop() {
      stopping.abort();
      return server.stop();
    },
  };
}

/**
 * The library's own check reads the machine's clock, which a demonstration on a moving clock does not follow; so the library
 * computes the signature and this compares it and the time. Returns the message's id if it is genuine.
 */
function verify(webhook: Webhook, { headers, body }: LoopbackRequest, now: Date): string | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof stamp !== 'string' || typeof signatures !== 'string') return undefined;
  if (!/^\d{1,12}$/.test(stamp)) return undefined;
  const seconds = Number(stamp);
  if (Math.abs(now.getTime() / 1000 - seconds) > TOLERANCE_SECONDS) return undefined;
  const expected = Buffer.from(webhook.sign(id, new Date(seconds * 1000), body));
  const genuine = signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
  });
  return genuine ? id : undefined;
}

function parse(
  body: string,
  products: readonly string[] | undefined,
): ProvisioningMessage | { error: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { error: 'The body is not JSON' };
  }
  const message = provisioningMessage.safeParse(json);
  if (!message.success) return { error: z.prettifyError(message.error) };
  const { productCode } = message.data.data;
  if (products && !products.includes(productCode))
    return { error: `There is no product ${productCode} here` };
  return message.data;
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function trickle(response: ServerResponse, signal: AbortSignal): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  while (!response.destroyed) {
    response.write(' ');
    await delay(25, undefined, { signal });
  }
}
