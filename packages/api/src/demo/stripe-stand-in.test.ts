import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLoopbackServer } from './loopback-server.ts';
import { type StripeStandIn, type StripeStandInOptions, startStripeStandIn } from './stripe-stand-in.ts';

const apiKey = 'sk_test_steward';
const webhookSecret = 'whsec_for_this_test';

interface ReceivedWebhook {
  readonly body: string;
  readonly signature: string;
  readonly status: number;
}

interface Setting {
  readonly standIn: StripeStandIn;
  readonly stripe: Stripe;
  readonly received: ReceivedWebhook[];
  /** The statuses that the webhook answers with, in turn; 200 when there are none left. */
  readonly answers: number[];
  readonly clock: { now: Date };
}

function client(url: string, key = apiKey): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

async function start(options: Partial<StripeStandInOptions> = {}): Promise<Setting> {
  const clock = { now: new Date('2026-03-02T09:00:00Z') };
  const received: ReceivedWebhook[] = [];
  const answers: number[] = [];
  const webhook = await startLoopbackServer(({ body, headers }, response) => {
    const status = answers.shift() ?? 200;
    received.push({ body, signature: String(headers['stripe-signature']), status });
    response.writeHead(status).end();
  });
  const webhookUrl = `${webhook.url}/webhooks/stripe`;
  const standIn = await startStripeStandIn({
    apiKey,
    webhookUrl,
    webhookSecret,
    now: () => clock.now,
    ...options,
  });
  onTestFinished(async () => {
    await standIn.stop();
    await webhook.stop();
  });
  return { standIn, stripe: client(standIn.url), received, answers, clock };
}

const invoice = {
  mode: 'payment',
  success_url: 'https://console.example/invoices/1?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://console.example/invoices/1',
  client_reference_id: 'invoice-1',
  customer_email: 'admin@globex.example',
  line_items: [
    {
      price_data: { currency: 'gbp', unit_amount: 12_345, product_data: { name: 'Invoice NW-0001' } },
      quantity: 1,
    },
  ],
  metadata: { invoiceId: '1', 'name with ü': 'Zoë & Co [1]' },
  payment_intent_data: { description: 'Invoice NW-0001', metadata: { invoiceId: '1' } },
} satisfies Stripe.Checkout.SessionCreateParams;

async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError))
    throw new Error(`Expected Stripe's refusal, got ${String(error)}`);
  return error;
}

describe("[B7] Stripe's stand-in and the real library: sessions", () => {
  it('creates an open session with a pay page', async () => {
    const { standIn, stripe, clock } = await start();
    const session = await stripe.checkout.sessions.create(invoice);
    expect(session.id).toMatch(/^cs_test_[A-Za-z0-9]{58}$/);
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 12_345,
      currency: 'gbp',
      livemode: false,
      client_reference_id: 'invoice-1',
      metadata: invoice.metadata,
      payment_intent: null,
      url: `${standIn.url}/c/pay/${session.id}`,
      expires_at: clock.now.getTime() / 1000 + 86_400,
    });
    expect(session.lastResponse.requestId).toMatch(/^req_[A-Za-z0-9]{14}$/);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toEqual(session);
  });

  it('adds up lines and quantities', async () => {
    const { stripe } = await start();
    const line = (unit_amount: number, quantity: number) => ({
      price_data: { currency: 'gbp', unit_amount, product_data: { name: 'Mailbox' } },
      quantity,
    });
    const session = await stripe.checkout.sessions.create({
      ...invoice,
      line_items: [line(250, 3), line(99, 1)],
    });
    expect(session.amount_total).toBe(849);
  });

  it('marks a session paid, with its payment', async () => {
    const { standIn, stripe } = await start();
    const { id } = await stripe.checkout.sessions.create(invoice);
    await standIn.completeSession(id);
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    const payment = session.payment_intent as Stripe.PaymentIntent;
    expect(payment.id).toMatch(/^pi_3[A-Za-z0-9]{23}$/);
    expect(payment).toMatchObject({
      status: 'succeeded',
      amount: 12_345,
      amount_received: 12_345,
      currency: 'gbp',
      description: 'Invoice NW-0001',
      metadata: { invoiceId: '1' },
    });
    expect(await stripe.paymentIntents.retrieve(payment.id)).toEqual(payment);
    await expect(standIn.completeSession(id)).rejects.toThrow('The session is complete');
  });

  it('expires an open session when asked, and no other', async () => {
    const { standIn, stripe } = await start();
    const { id } = await stripe.checkout.sessions.create(invoice);
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null });
    expect(await refusal(stripe.checkout.sessions.expire(id))).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('has a status of expired'),
    });
    await expect(standIn.completeSession(id)).rejects.toThrow('The session is expired');
  });

  it('expires a session by its clock', async () => {
    const { standIn, stripe, clock } = await start();
    const expires_at = clock.now.getTime() / 1000 + 1_800;
    const { id } = await stripe.checkout.sessions.create({ ...invoice, expires_at });
    clock.now = new Date((expires_at - 1) * 1000);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' });
    clock.now = new Date(expires_at * 1000);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired' });
    expect(standIn.events().map(({ type }) => type)).toEqual(['checkout.session.expired']);
  });

  it.each([
    ['session', (stripe: Stripe) => stripe.checkout.sessions.retrieve('cs_test_none'), 'session'],
    ['session to expire', (stripe: Stripe) => stripe.checkout.sessions.expire('cs_test_none'), 'session'],
    ['payment', (stripe: Stripe) => stripe.paymentIntents.retrieve('pi_none'), 'intent'],
    ['event', (stripe: Stripe) => stripe.events.retrieve('evt_none'), 'id'],
  ] as const)('knows no %s that it did not make', async (_what, ask, param) => {
    const { stripe } = await start();
    expect(await refusal(ask(stripe))).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
      param,
    });
  });
});

describe("[B7] Stripe's stand-in is strict", () => {
  const line = invoice.line_items[0];
  const priced = (price_data: Record<string, unknown>) => ({
    line_items: [{ ...line, price_data: { ...line?.price_data, ...price_data } }],
  });

  it.each([
    ['an unknown parameter', { payment_method_types: ['card'] }, 'parameter_unknown', 'payment_method_types'],
    [
      'an unknown nested parameter',
      priced({ amount: 1 }),
      'parameter_unknown',
      'line_items[0][price_data][amount]',
    ],
    ['no mode', { mode: undefined }, 'parameter_missing', 'mode'],
    ['no lines', { line_items: undefined }, 'parameter_missing', 'line_items'],
    ['no success address', { success_url: undefined }, 'parameter_missing', 'success_url'],
    ['no name', priced({ product_data: {} }), 'parameter_missing', 'line_items[0][price_data][product_data]'],
    ['an empty value', { cancel_url: '' }, 'parameter_invalid_empty', 'cancel_url'],
    ['a relative address', { success_url: '/done' }, 'url_invalid', 'success_url'],
    ['an address that is a script', { success_url: 'javascript:alert(1)' }, 'url_invalid', 'success_url'],
    [
      'a fraction of a penny',
      priced({ unit_amount: 10.5 }),
      'parameter_invalid_integer',
      'line_items[0][price_data][unit_amount]',
    ],
    [
      'a negative amount',
      priced({ unit_amount: -1 }),
      'parameter_invalid_integer',
      'line_items[0][price_data][unit_amount]',
    ],
    ['29 pence', priced({ unit_amount: 29 }), 'amount_too_small', undefined],
    ['a million pounds', priced({ unit_amount: 100_000_000 }), 'amount_too_large', undefined],
    ['a currency in capitals', priced({ currency: 'GBP' }), undefined, 'line_items[0][price_data][currency]'],
    ['an unknown currency', priced({ currency: 'xyz' }), undefined, 'line_items[0][price_data][currency]'],
    [
      'a quantity of nothing',
      { line_items: [{ ...line, quantity: 0 }] },
      'parameter_invalid_integer',
      'line_items[0][quantity]',
    ],
    ['a subscription', { mode: 'subscription' }, undefined, 'mode'],
    ['a wrong e-mail address', { customer_email: 'globex' }, 'email_invalid', 'customer_email'],
    ['a long reference', { client_reference_id: 'x'.repeat(201) }, undefined, 'client_reference_id'],
    ['a list where text belongs', { cancel_url: ['https://a.example'] }, undefined, 'cancel_url'],
    ['text where a group belongs', { metadata: 'x' }, undefined, 'metadata'],
    ['long metadata', { metadata: { a: 'x'.repeat(501) } }, undefined, 'metadata[a]'],
    ['a session of 29 minutes', { expires_at: 1_772_442_000 + 29 * 60 }, undefined, 'expires_at'],
    ['a session of 25 hours', { expires_at: 1_772_442_000 + 25 * 3600 }, undefined, 'expires_at'],
  ])('refuses %s', async (_what, change, code, param) => {
    const { standIn, stripe } = await start();
    const parameters = { ...invoice, ...change } as Stripe.Checkout.SessionCreateParams;
    const error = await refusal(stripe.checkout.sessions.create(parameters));
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400 });
    expect(error.code).toBe(code);
    expect(error.param).toBe(param);
    expect(error.requestId).toMatch(/^req_/);
    expect(standIn.sessions()).toEqual([]);
  });

  it('takes thirty pence', async () => {
    const { stripe } = await start();
    const parameters = { ...invoice, ...priced({ unit_amount: 30 }) } as Stripe.Checkout.SessionCreateParams;
    expect(await stripe.checkout.sessions.create(parameters)).toMatchObject({ amount_total: 30 });
  });

  it('refuses lines in two currencies', async () => {
    const { stripe } = await start();
    const line_items = ['gbp', 'eur'].map((currency) => ({
      price_data: { currency, unit_amount: 500, product_data: { name: 'Mailbox' } },
      quantity: 1,
    }));
    const error = await refusal(stripe.checkout.sessions.create({ ...invoice, line_items }));
    expect(error.param).toBe('line_items[1][price_data][currency]');
  });

  it('refuses another key without repeating it, and a request without one', async () => {
    const { standIn } = await start();
    const error = await refusal(
      client(standIn.url, 'sk_test_somebody_else').checkout.sessions.create(invoice),
    );
    expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
    expect(error.message).toBe('Invalid API Key provided: sk_test_***else');
    const bare = await fetch(`${standIn.url}/v1/events`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('refuses what is not part of it', async () => {
    const { stripe } = await start();
    const error = await refusal(
      stripe.transfers.create({ amount: 1, currency: 'gbp', destination: 'acct_1' }),
    );
    expect(error).toMatchObject({
      statusCode: 404,
      message: 'Unrecognized request URL (POST: /v1/transfers).',
    });
  });

  it('refuses a body that is not a form, and another version of the protocol', async () => {
    const { standIn, stripe } = await start();
    const response = await fetch(`${standIn.url}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    const error = await refusal(stripe.checkout.sessions.create(invoice, { apiVersion: '2020-08-27' }));
    expect(error.message).toContain('Invalid Stripe API version: 2020-08-27');
  });

  it('[S71] keeps the data of a connected account apart, and refuses other accounts', async () => {
    const { standIn, stripe, received } = await start({ accountId: 'acct_northwind' });
    const ours = { stripeAccount: 'acct_northwind' };
    const { id } = await stripe.checkout.sessions.create(invoice, ours);
    expect(await stripe.checkout.sessions.retrieve(id, {}, ours)).toMatchObject({ id });
    expect(await refusal(stripe.checkout.sessions.retrieve(id))).toMatchObject({ statusCode: 404 });
    expect(
      await refusal(stripe.checkout.sessions.retrieve(id, {}, { stripeAccount: 'acct_other' })),
    ).toMatchObject({
      type: 'StripePermissionError',
      code: 'account_invalid',
    });
    await standIn.completeSession(id);
    expect(received.map(({ body }) => JSON.parse(body).account)).toEqual([
      'acct_northwind',
      'acct_northwind',
    ]);
    expect((await stripe.events.list()).data).toEqual([]);
    expect((await stripe.events.list({}, ours)).data).toHaveLength(2);
  });
});

describe("[S72] Stripe's stand-in and idempotency keys", () => {
  it('repeats its answer for the same key and parameters', async () => {
    const { standIn, stripe } = await start();
    const first = await stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' });
    await standIn.completeSession(first.id);
    const again = await stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' });
    // Word for word, although the session has been paid since.
    expect(again).toEqual(first);
    expect(again.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'original-request': first.lastResponse.requestId,
    });
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(standIn.sessions()).toHaveLength(1);
    expect(standIn.requests.map(({ replayed }) => replayed)).toEqual([false, true]);
  });

  it('refuses the same key with other parameters, or for something else', async () => {
    const { standIn, stripe } = await start();
    const session = await stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' });
    const other = { ...invoice, client_reference_id: 'invoice-2' };
    const calls = [
      stripe.checkout.sessions.create(other, { idempotencyKey: 'attempt-1' }),
      stripe.checkout.sessions.expire(session.id, {}, { idempotencyKey: 'attempt-1' }),
    ];
    for (const call of calls) {
      expect(await refusal(call)).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    }
    expect(standIn.sessions()).toMatchObject([{ status: 'open' }]);
  });

  it('does not keep a refusal of parameters', async () => {
    const { stripe } = await start();
    const wrong = { ...invoice, success_url: 'nowhere' };
    await refusal(stripe.checkout.sessions.create(wrong, { idempotencyKey: 'attempt-1' }));
    expect(await stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' })).toMatchObject({
      status: 'open',
    });
  });

  it('forgets a key after 24 hours by its clock', async () => {
    const { stripe, clock } = await start();
    const create = () => stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' });
    const first = await create();
    clock.now = new Date(clock.now.getTime() + 24 * 3_600_000 - 1);
    expect((await create()).id).toBe(first.id);
    clock.now = new Date(clock.now.getTime() + 1);
    expect((await create()).id).not.toBe(first.id);
  });

  it('[S73] can lose its answer, so that only a repetition tells what happened', async () => {
    const { standIn, stripe } = await start();
    standIn.loseAnswers(2);
    // The library repeats a closed connection once by itself, so two answers have to be lost.
    const error = await refusal(stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' }));
    expect(error.type).toBe('StripeConnectionError');
    const session = await stripe.checkout.sessions.create(invoice, { idempotencyKey: 'attempt-1' });
    expect(standIn.sessions().map(({ id }) => id)).toEqual([session.id]);
    expect(standIn.requests.map(({ replayed }) => replayed)).toEqual([false, true, true]);
  });
});

describe("[S68] the stand-in's webhooks", () => {
  const verify = ({ body, signature }: ReceivedWebhook, at: Date) =>
    Stripe.webhooks.constructEvent(body, signature, webhookSecret, undefined, undefined, at.getTime());

  it('are signed as the real library checks it, with the paid session and its payment', async () => {
    const { standIn, stripe, received, clock } = await start();
    const { id } = await stripe.checkout.sessions.create(invoice);
    const events = await standIn.completeSession(id);
    await standIn.settled();
    const verified = received.map((webhook) => verify(webhook, clock.now));
    expect(new Set(verified.map(({ id: eventId }) => eventId))).toEqual(
      new Set(events.map((event) => event.id)),
    );
    const completed = verified.find((event) => event.type === 'checkout.session.completed');
    expect(completed).toMatchObject({
      object: 'event',
      id: expect.stringMatching(/^evt_1[A-Za-z0-9]{23}$/),
      api_version: Stripe.API_VERSION,
      livemode: false,
      data: { object: { id, payment_status: 'paid', metadata: invoice.metadata } },
    });
    expect(verified.find((event) => event.type === 'payment_intent.succeeded')).toMatchObject({
      data: { object: { amount_received: 12_345, metadata: { invoiceId: '1' } } },
    });
  });

  it('are repeated, with the same id and a new signature, until they are taken', async () => {
    const { standIn, stripe, received, answers, clock } = await start();
    answers.push(500, 302, 503);
    const { id } = await stripe.checkout.sessions.create(invoice);
    await standIn.completeSession(id);
    expect(standIn.events().map((event) => event.pending_webhooks)).toEqual([1, 1]);
    clock.now = new Date(clock.now.getTime() + 60_000);
    await standIn.settled();
    expect(received.map(({ status }) => status).sort()).toEqual([200, 200, 302, 500, 503]);
    expect(new Set(received.map(({ body }) => JSON.parse(body).id)).size).toBe(2);
    for (const webhook of received.slice(2)) expect(() => verify(webhook, clock.now)).not.toThrow();
    expect(received.at(-1)?.signature).toContain(`t=${clock.now.getTime() / 1000},`);
    expect(standIn.events().map((event) => event.pending_webhooks)).toEqual([0, 0]);
  });

  it('[S69] can come twice, and [S70] in any order', async () => {
    const { standIn, stripe, received, clock } = await start();
    standIn.pauseWebhooks();
    const { id } = await stripe.checkout.sessions.create(invoice);
    const events = await standIn.completeSession(id);
    expect(received).toEqual([]);
    for (const event of [...events].reverse()) expect(await standIn.sendEvent(event)).toBe(200);
    standIn.resumeWebhooks();
    await standIn.settled();
    const ids = received.map((webhook) => verify(webhook, clock.now).id);
    expect(ids.slice(0, 2)).toEqual(events.map((event) => event.id).reverse());
    expect(ids.slice(2).sort()).toEqual(events.map((event) => event.id).sort());
  });

  it('can be forged or too old, which the real library refuses', async () => {
    const { standIn, stripe, received, clock } = await start();
    const { id } = await stripe.checkout.sessions.create(invoice);
    const [event] = await standIn.completeSession(id);
    received.length = 0;
    const old = (age: number) => ({ signedAt: new Date(clock.now.getTime() - age * 1000) });
    await standIn.sendEvent({ ...event }, { secret: 'whsec_wrong' });
    await standIn.sendEvent({ ...event }, old(301));
    await standIn.sendEvent({ ...event }, old(300));
    const [forged, late, inTime] = received;
    expect(forged && (() => verify(forged, clock.now))).toThrow('No signatures found matching');
    expect(late && (() => verify(late, clock.now))).toThrow('Timestamp outside the tolerance zone');
    expect(inTime && verify(inTime, clock.now).id).toBe(event?.id);
  });

  it('stop when the stand-in stops, however the receiver behaves', async () => {
    const { standIn, stripe, answers } = await start();
    answers.push(...Array.from({ length: 20 }, () => 500));
    const { id } = await stripe.checkout.sessions.create(invoice);
    await standIn.completeSession(id);
    await standIn.stop();
    const attempts = standIn.deliveries.length;
    await standIn.settled();
    expect(standIn.deliveries).toHaveLength(attempts);
    expect(standIn.events().map((event) => event.pending_webhooks)).toEqual([1, 1]);
  });

  it('report no status when nobody listens', async () => {
    const { standIn } = await start({ webhookUrl: 'http://127.0.0.1:1/' });
    expect(await standIn.sendEvent({ id: 'evt_1', type: 'test' })).toBeUndefined();
  });
});

describe("the stand-in's list of events", () => {
  it('is newest first, in pages, and can be walked by the library', async () => {
    const { standIn, stripe } = await start();
    for (let count = 0; count < 3; count += 1) {
      const { id } = await stripe.checkout.sessions.create(invoice);
      await standIn.completeSession(id);
    }
    const ids = standIn.events().map(({ id }) => id);
    const newestFirst = ids.toReversed();
    const page = await stripe.events.list({ limit: 4 });
    expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/events' });
    expect(page.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 4));
    const rest = await stripe.events.list({ limit: 4, starting_after: page.data[3]?.id });
    expect(rest.has_more).toBe(false);
    expect(rest.data.map(({ id }) => id)).toEqual(newestFirst.slice(4));
    const back = await stripe.events.list({ limit: 1, ending_before: newestFirst[2] });
    expect(back.data.map(({ id }) => id)).toEqual([newestFirst[1]]);
    const walked: string[] = [];
    for await (const { id } of stripe.events.list({ limit: 2 })) walked.push(id);
    expect(walked).toEqual(newestFirst);
  });

  it('is filtered by type, time and delivery', async () => {
    const { standIn, stripe, answers, clock } = await start();
    const { id } = await stripe.checkout.sessions.create(invoice);
    await standIn.completeSession(id);
    await standIn.settled();
    const paidAt = clock.now.getTime() / 1000;
    clock.now = new Date(clock.now.getTime() + 60_000);
    answers.push(...Array.from({ length: 20 }, () => 500));
    const second = await stripe.checkout.sessions.create(invoice);
    await stripe.checkout.sessions.expire(second.id);
    const types = async (filter: Stripe.EventListParams) =>
      (await stripe.events.list(filter)).data.map(({ type }) => type);
    expect(await types({ type: 'checkout.session.completed' })).toEqual(['checkout.session.completed']);
    expect(await types({ type: 'checkout.*' })).toEqual([
      'checkout.session.expired',
      'checkout.session.completed',
    ]);
    expect(await types({ types: ['payment_intent.succeeded'] })).toEqual(['payment_intent.succeeded']);
    expect(await types({ created: { gt: paidAt } })).toEqual(['checkout.session.expired']);
    expect(await types({ created: { lte: paidAt } })).toHaveLength(2);
    expect(await types({ created: paidAt + 60 })).toEqual(['checkout.session.expired']);
    expect(await types({ delivery_success: false })).toEqual(['checkout.session.expired']);
    expect(await types({ delivery_success: true })).toHaveLength(2);
    const [event] = (await stripe.events.list({ limit: 1 })).data;
    expect(await stripe.events.retrieve(event?.id ?? '')).toEqual(event);
    expect(event?.request?.id).toMatch(/^req_/);
    expect(await refusal(stripe.events.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
  });
});
