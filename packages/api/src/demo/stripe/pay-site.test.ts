import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLoopbackServer } from '../loopback-server.ts';
import { startStripeStandIn } from '../stripe-stand-in.ts';

const card = {
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Zoë Ng',
};

async function start(change: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const clock = { now: new Date('2026-03-02T09:00:00Z') };
  const received: string[] = [];
  const webhook = await startLoopbackServer(({ body }, response) => {
    received.push(JSON.parse(body).type);
    response.writeHead(204).end();
  });
  const standIn = await startStripeStandIn({
    apiKey: 'sk_test_steward',
    webhookUrl: webhook.url,
    webhookSecret: 'whsec_x',
    now: () => clock.now,
  });
  onTestFinished(async () => {
    await standIn.stop();
    await webhook.stop();
  });
  const { hostname, port } = new URL(standIn.url);
  const stripe = new Stripe('sk_test_steward', { host: hostname, port, protocol: 'http', telemetry: false });
  const { id, url } = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'http://console.example/paid?session={CHECKOUT_SESSION_ID}&for=1',
    cancel_url: 'http://console.example/invoices/1?a=1&b=2',
    customer_email: 'admin@globex.example',
    line_items: [
      {
        price_data: { currency: 'gbp', unit_amount: 61_728, product_data: { name: 'Invoice <NW-0001>' } },
        quantity: 2,
      },
    ],
    branding_settings: { display_name: 'Northwind "IT" & Co' },
    ...change,
  });
  const page = url ?? '';
  const send = (form: Record<string, string>) =>
    fetch(page, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  return { standIn, stripe, clock, received, id, page, send };
}

describe("[B7] the stand-in's pay page", () => {
  it('shows whom, what and how much, that no money moves, and the way back', async () => {
    const { page } = await start();
    const response = await fetch(page);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('Test mode — no money moves.');
    expect(html).toContain('<h1>Pay Northwind &#34;IT&#34; &#38; Co</h1>');
    expect(html).toContain('£1,234.56');
    expect(html).toContain('Invoice &#60;NW-0001&#62;');
    expect(html).toContain('Quantity 2');
    expect(html).toContain('href="http://console.example/invoices/1?a=1&#38;b=2"');
    for (const field of Object.keys(card)) expect(html).toContain(`<label for="${field}">`);
  });

  it('[S56] is never stored or framed, runs no script, and sends its form only here and on to the console', async () => {
    const { page } = await start();
    const { headers } = await fetch(page);
    expect(headers.get('cache-control')).toBe('no-store');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' http://console.example;");
  });

  it('takes the test card, tells the webhook, and leads back', async () => {
    const { stripe, received, id, send } = await start();
    const response = await send(card);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`http://console.example/paid?session=${id}&for=1`);
    expect([...received].sort()).toEqual(['checkout.session.completed', 'payment_intent.succeeded']);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'paid',
      customer_details: { name: 'Zoë Ng', email: 'admin@globex.example' },
    });
  });

  it('takes the money once, however often the form is sent', async () => {
    const { standIn, received, send, page } = await start();
    const responses = await Promise.all([send(card), send(card), send(card)]);
    expect(responses.map(({ status }) => status)).toEqual([303, 303, 303]);
    await standIn.settled();
    expect(received).toHaveLength(2);
    const html = await (await fetch(page)).text();
    expect(html).toContain('This payment is complete');
    expect(html).not.toContain('<form');
  });

  it('says that a card was declined, keeps nothing of the card, and lets the payer try again', async () => {
    const { stripe, received, id, send } = await start();
    const response = await send({ ...card, cardNumber: '4000 0000 0000 0002' });
    const html = await response.text();
    expect(response.status).toBe(402);
    expect(html).toContain('<p class="alert" role="alert">Your card was declined.</p>');
    expect(html).not.toContain('value="4000');
    expect(html).not.toContain('value="123"');
    expect(html).toContain('value="Zoë Ng"');
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } },
    });
    expect((await send(card)).status).toBe(303);
    expect(received.filter((type) => type === 'payment_intent.payment_failed')).toHaveLength(1);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
    });
  });

  it('puts each error at its field', async () => {
    const { standIn, send } = await start();
    const response = await send({
      ...card,
      cardNumber: '4242',
      cardExpiry: '01/20',
      billingName: '"><script>',
    });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain('<p class="error" id="cardNumber-error">Enter the whole card number');
    expect(html).toContain('aria-describedby="cardNumber-error hint" aria-invalid="true" autofocus');
    expect(html.match(/autofocus/g)).toHaveLength(1);
    expect(html).toContain('<title>Error: Pay Northwind');
    expect(html).toContain('<p class="error" id="cardExpiry-error">This card has expired.');
    expect(html).not.toContain('cardCvc-error');
    expect(html).toContain('value="&#34;&#62;&#60;script&#62;"');
    expect(standIn.events()).toEqual([]);
  });

  it.each([
    ['a field is missing', { cardNumber: '4242424242424242' }],
    ['there is one too many', { ...card, amount: '1' }],
  ])('refuses a form in which %s', async (_what, form) => {
    const { standIn, send } = await start();
    expect((await send(form as Record<string, string>)).status).toBe(400);
    expect(standIn.sessions()).toMatchObject([{ status: 'open' }]);
  });

  it('says when the session has expired, and takes no card any more', async () => {
    const { standIn, clock, page, send } = await start();
    clock.now = new Date(clock.now.getTime() + 24 * 3_600_000);
    const response = await fetch(page);
    expect(response.status).toBe(410);
    expect(await response.text()).toContain('This payment has expired');
    expect((await send(card)).status).toBe(410);
    expect(standIn.sessions()).toMatchObject([{ status: 'expired', payment_status: 'unpaid' }]);
  });

  it('knows nothing of other addresses and methods', async () => {
    const { standIn, page } = await start();
    expect((await fetch(`${standIn.url}/c/pay/cs_test_none`)).status).toBe(404);
    expect((await fetch(page, { method: 'DELETE' })).status).toBe(405);
  });
});
