import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type StripeStandIn, startStripeStandIn } from '../../../demo/stripe-stand-in.ts';
import { freePort } from '../../../kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { addCheckout, bill } from './factory.ts';

const SECRET_KEY = 'sk_test_billing';
const WEBHOOK_SECRET = 'whsec_billing';
const GLOBEX = 'admin@globex.example';
const NORTHWIND = 'admin@northwind.example';
const STAFF = 'staff@xe2.example';
const MINUTE_MS = 60_000;

let app: TestApp;
let world: World;
let stripe: StripeStandIn;
/** Invoices of £18.00 to Globex, one for every test. */
const unpaid: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  const config = {
    stripe: { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, apiBase: `http://127.0.0.1:${port}` },
  };
  app = await startTestApp({ at: '2023-10-01T09:00:00Z', config });
  stripe = await startStripeStandIn({
    port,
    apiKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: `${app.url}/webhooks/stripe`,
    accountId: 'acct_elsewhere',
    now: () => app.clock.now(),
  });
  world = await createWorld(app);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2023-10-01' });
  await addSubscription(world, world.initech, { productId: world.hosting, startsOn: '2023-10-01' });
  app.clock.set('2027-01-01T09:00:00Z');
  const months = Array.from(
    { length: 39 },
    (_unused, i) => `${2023 + Math.floor((i + 9) / 12)}-${String(((i + 9) % 12) + 1).padStart(2, '0')}`,
  );
  for (const period of months) await bill({ app, world, email: STAFF }, period);
  const rows = await world.sql<{ id: string }>(
    'select id from invoice where company_id = $1 order by number',
    [world.globex.id],
  );
  unpaid.push(...rows.map(({ id }) => id));
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await stripe.stop();
});

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}

const start = (email: string, invoiceId: string) =>
  ask<{ startCheckout: { id: string; url: string } }>(
    email,
    'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { id url } }',
    { id: invoiceId },
  );

interface Started {
  invoiceId: string;
  checkoutId: string;
  sessionId: string;
  url: string;
}

/** An invoice of its own for the test, with its card page open. */
async function openPage(): Promise<Started> {
  const invoiceId = unpaid.pop() ?? '';
  const { data, errors } = await start(GLOBEX, invoiceId);
  expect(errors).toBeUndefined();
  const { id: checkoutId, url } = data.startCheckout;
  return { invoiceId, checkoutId, url, sessionId: url.split('/').at(-1) ?? '' };
}

const stateOf = async (checkoutId: string) =>
  (await world.sql<{ state: string }>('select state from checkout where id = $1', [checkoutId]))[0]?.state;

async function invoice(id: string) {
  const { data } = await ask<{
    invoice: {
      state: string;
      dueMinor: number;
      payments: { method: string; amountMinor: number; reference: string }[];
    };
  }>(
    GLOBEX,
    'query ($id: ID!) { invoice(id: $id) { state dueMinor payments { method amountMinor reference } } }',
    { id },
  );
  return data.invoice;
}

const paidByCard = {
  state: 'PAID',
  dueMinor: 0,
  payments: [{ method: 'CARD', amountMinor: 1800, reference: expect.stringMatching(/^pi_3/) }],
};
const untouched = { state: 'OPEN', dueMinor: 1800, payments: [] };

/** Has the worker do the round that comes every ten minutes by itself. */
const janitor = () => world.sql(`select graphile_worker.add_job('settle-checkouts', '{}'::json)`);

const record = (invoiceId: string, amountMinor: number) =>
  ask(NORTHWIND, 'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
    input: { invoiceId, amountMinor, receivedOn: '2027-01-01', reference: newId() },
  });

/** Holds Stripe's events back until the test ends. */
function holdEvents(): void {
  stripe.pauseWebhooks();
  onTestFinished(() => stripe.resumeWebhooks());
}

describe('startCheckout', () => {
  test('[B7] [S72] opens Stripe’s page for what is due, with the key that was stored before', async () => {
    const { invoiceId, checkoutId, sessionId, url } = await openPage();
    expect(url).toBe(`${stripe.url}/c/pay/${sessionId}`);
    const [row] = await world.sql<{ idempotency_key: string }>(
      'select state, amount_minor, stripe_session_id, idempotency_key from checkout where id = $1',
      [checkoutId],
    );
    expect(row).toMatchObject({ state: 'OPEN', amount_minor: '1800', stripe_session_id: sessionId });
    expect(stripe.requests.at(-1)).toMatchObject({
      idempotencyKey: row?.idempotency_key,
      status: 200,
      account: undefined,
    });
    const session = stripe.sessions().find(({ id }) => id === sessionId);
    expect(session).toMatchObject({
      allowed_payment_method_types: ['card'],
      amount_total: 1800,
      currency: 'gbp',
      client_reference_id: invoiceId,
      metadata: { invoiceId, checkoutId, resellerId: world.northwind.id },
      branding_settings: { display_name: 'Northwind IT' },
      success_url: `${app.app.services.publicUrl}/invoices/${invoiceId}?paid=1`,
      cancel_url: `${app.app.services.publicUrl}/invoices/${invoiceId}`,
    });
  });

  test('gives the same page again, also to two who ask at once, and another one when its time is nearly over', async () => {
    const invoiceId = unpaid.pop() ?? '';
    const before = stripe.sessions().length;
    const both = await Promise.all([start(GLOBEX, invoiceId), start(GLOBEX, invoiceId)]);
    expect(both[0]?.data).toEqual(both[1]?.data);
    expect((await start(GLOBEX, invoiceId)).data).toEqual(both[0]?.data);
    expect(stripe.sessions().length).toBe(before + 1);
    app.clock.forward(115 * MINUTE_MS);
    const later = await start(GLOBEX, invoiceId);
    expect(later.data.startCheckout.id).not.toBe(both[0]?.data.startCheckout.id);
    expect(await stateOf(both[0]?.data.startCheckout.id ?? '')).toBe('EXPIRED');
    expect(
      stripe
        .sessions()
        .filter(({ client_reference_id, status }) => client_reference_id === invoiceId && status === 'open'),
    ).toHaveLength(1);
  });

  test('asks for the rest when a part has been paid, and closes the page for the whole', async () => {
    const { invoiceId, sessionId, checkoutId } = await openPage();
    await record(invoiceId, 500);
    const { data } = await start(GLOBEX, invoiceId);
    expect(data.startCheckout.id).not.toBe(checkoutId);
    expect(stripe.sessions().find(({ url }) => url === data.startCheckout.url)?.amount_total).toBe(1300);
    await expect.poll(() => stripe.sessions().find(({ id }) => id === sessionId)?.status).toBe('expired');
    await expect.poll(() => stateOf(checkoutId)).toBe('EXPIRED');
  });

  test('never sends anyone to a page that was paid, closed or forgotten since', async () => {
    const [paid, closed, forgotten] = [await openPage(), await openPage(), await openPage()];
    holdEvents();
    await stripe.completeSession(paid.sessionId);
    const again = await start(GLOBEX, paid.invoiceId);
    expect(again.errors?.[0]).toMatchObject({
      message: 'This invoice has just been paid by card.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await invoice(paid.invoiceId)).toEqual(paidByCard);

    const expire = `${stripe.url}/v1/checkout/sessions/${closed.sessionId}/expire`;
    const headers = {
      authorization: `Bearer ${SECRET_KEY}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect((await fetch(expire, { method: 'POST', headers })).status).toBe(200);
    await world.sql(`update checkout set stripe_session_id = 'cs_test_forgotten' where id = $1`, [
      forgotten.checkoutId,
    ]);
    for (const { invoiceId, checkoutId } of [closed, forgotten]) {
      const { data, errors } = await start(GLOBEX, invoiceId);
      expect(errors).toBeUndefined();
      expect(data.startCheckout.id).not.toBe(checkoutId);
      expect(await stateOf(checkoutId)).toBe('EXPIRED');
      expect(await stateOf(data.startCheckout.id)).toBe('OPEN');
    }
  });

  test('is for whoever the invoice is addressed to', async () => {
    const invoiceId = unpaid[0] ?? '';
    const codeOf = async (email: string, id: string) => (await start(email, id)).errors?.[0]?.extensions.code;
    expect(await codeOf(NORTHWIND, invoiceId)).toBe('FORBIDDEN');
    expect(await codeOf(STAFF, invoiceId)).toBe('FORBIDDEN');
    expect(await codeOf('user@globex.example', invoiceId)).toBe('FORBIDDEN');
    expect(await codeOf('admin@initech.example', invoiceId)).toBe('NOT_FOUND');
    expect(await start('admin@initech.example', invoiceId)).toEqual(
      await start('admin@initech.example', newId()),
    );
    expect(await world.sql('select from checkout where invoice_id = $1', [invoiceId])).toHaveLength(0);
    const [wholesale] = await world.sql<{ id: string }>(
      'select id from invoice where customer_reseller_id = $1 limit 1',
      [world.northwind.id],
    );
    const { data } = await start(NORTHWIND, wholesale?.id ?? '');
    await stripe.completeSession(data.startCheckout.url.split('/').at(-1) ?? '');
    expect(await world.sql('select state, paid_minor from invoice where id = $1', [wholesale?.id])).toEqual([
      { state: 'PAID', paid_minor: '1200' },
    ]);
  });

  test('says what is wrong: paid already, too little for a card, no cards taken here', async () => {
    const { invoiceId, sessionId } = await openPage();
    await stripe.completeSession(sessionId);
    expect((await start(GLOBEX, invoiceId)).errors?.[0]).toMatchObject({
      message: expect.stringMatching(/^Invoice NW-\d+ is paid already\.$/),
      extensions: { code: 'CONFLICT' },
    });
    const little = unpaid.pop() ?? '';
    await record(little, 1771);
    expect((await start(GLOBEX, little)).errors?.[0]?.message).toBe(
      'By card one pays £0.30 to £999,999.99. Please pay this by bank transfer.',
    );

    const cashOnly = await startTestApp({ at: '2026-10-01T09:00:00Z' });
    onTestFinished(() => cashOnly.close());
    const there = await createWorld(cashOnly);
    const product = await addProduct(there, 'SERVICE', { wholesale: 100, retail: 200 });
    await addSubscription(there, there.globex, { productId: product, startsOn: '2026-10-01' });
    cashOnly.clock.set('2026-11-01T09:00:00Z');
    await bill({ app: cashOnly, world: there, email: STAFF }, '2026-10');
    const [row] = await there.sql<{ id: string }>('select id from invoice where company_id = $1', [
      there.globex.id,
    ]);
    const { errors } = await cashOnly.ask(
      'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { id } }',
      { id: row?.id },
      await there.signIn(GLOBEX),
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('Cards are not taken here.'),
      extensions: { code: 'CONFLICT' },
    });
    expect((await fetch(`${cashOnly.url}/webhooks/stripe`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('several invoices in one card payment', () => {
  const startMany = (email: string, invoiceIds: readonly string[]) =>
    ask<{ startCheckout: { id: string; url: string } }>(
      email,
      'mutation ($ids: [ID!]!) { startCheckout(input: { invoiceIds: $ids }) { id url } }',
      { ids: invoiceIds },
    );
  const sessionOf = (url: string) => url.split('/').at(-1) ?? '';
  const take = (count: number) => unpaid.splice(-count);

  test('[B7] [S72] are one page with a line for each, and each is paid its part', async () => {
    const ids = take(3);
    await record(ids[0] ?? '', 500);
    const { data, errors } = await startMany(GLOBEX, ids);
    expect(errors).toBeUndefined();
    const { url } = data.startCheckout;
    expect((await startMany(GLOBEX, ids.toReversed())).data.startCheckout.url).toBe(url);
    const session = stripe.sessions().find(({ id }) => id === sessionOf(url));
    expect(session).toMatchObject({ amount_total: 1300 + 1800 + 1800 });
    expect(session?.success_url).toBe(`${app.app.services.publicUrl}/invoices?paid=1`);
    await stripe.completeSession(sessionOf(url));
    for (const [i, id] of ids.entries()) {
      const { state, dueMinor, payments } = await invoice(id);
      expect([state, dueMinor]).toEqual(['PAID', 0]);
      expect(payments.at(-1)).toMatchObject({ method: 'CARD', amountMinor: i === 0 ? 1300 : 1800 });
    }
    const logged = await world.sql<{ reference: string }>(
      `select a.reference from audit_entry a join payment p on p.id = a.subject_id
         where p.invoice_id = any($1) and p.method = 'CARD' and a.action = 'receiveCardPayment'`,
      [ids],
    );
    expect(logged).toHaveLength(3);
    // The transfer of before, and three by card.
    expect(await world.sql('select from payment where invoice_id = any($1)', [ids])).toHaveLength(4);
  });

  test('[S72] close a page of one of them, and are closed when one is paid by itself', async () => {
    const [one = '', other = ''] = take(2);
    const alone = (await start(GLOBEX, one)).data.startCheckout;
    const both = (await startMany(GLOBEX, [one, other])).data.startCheckout;
    expect(await stateOf(alone.id)).toBe('EXPIRED');
    const again = (await start(GLOBEX, other)).data.startCheckout;
    expect(await stateOf(both.id)).toBe('EXPIRED');
    expect(
      await world.sql('select from checkout where paid_with_id = $1 and state = $2', [both.id, 'EXPIRED']),
    ).toHaveLength(1);
    await stripe.completeSession(sessionOf(again.url));
    expect(await invoice(other)).toEqual(paidByCard);
    expect(await invoice(one)).toEqual(untouched);
  });

  test('[S74] what is more than one of them needed by then stands on that one', async () => {
    const [one = '', other = ''] = take(2);
    holdEvents();
    const { id, url } = (await startMany(GLOBEX, [one, other])).data.startCheckout;
    await stripe.completeSession(sessionOf(url));
    // Earlier, the page would be closed, were somebody quick enough.
    await record(one, 1000);
    app.clock.forward(11 * MINUTE_MS);
    await janitor();
    await expect.poll(() => stateOf(id)).toBe('PAID');
    expect((await invoice(one)).dueMinor).toBe(0);
    expect(await invoice(other)).toEqual(paidByCard);
    expect(
      await world.sql(
        'select invoice_id as id, unallocated_minor::int as minor from checkout where unallocated_minor is not null and invoice_id = any($1)',
        [[one, other]],
      ),
    ).toEqual([{ id: one, minor: 1000 }]);
    expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
  });

  test('[S7] are of one issuer to whoever pays; what is wrong is said of which', async () => {
    const [mine = ''] = take(1);
    const [theirs] = await world.sql<{ id: string }>(
      `select id from invoice where company_id = $1 and state = 'OPEN' limit 1`,
      [world.initech.id],
    );
    const codeOf = async (email: string, ids: string[]) =>
      (await startMany(email, ids)).errors?.[0]?.extensions.code;
    expect(await codeOf(GLOBEX, [mine, theirs?.id ?? ''])).toBe('NOT_FOUND');
    expect(await codeOf(GLOBEX, [mine, newId()])).toBe('NOT_FOUND');
    expect(await codeOf(NORTHWIND, [mine])).toBe('FORBIDDEN');
    expect(await codeOf(GLOBEX, [])).toBe('INVALID_INPUT');
    const [paid] = await world.sql<{ id: string }>(
      `select id from invoice where company_id = $1 and state = 'PAID' limit 1`,
      [world.globex.id],
    );
    expect((await startMany(GLOBEX, [mine, paid?.id ?? ''])).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'invoiceIds.1' }],
    });
    expect(await world.sql('select from checkout where invoice_id = $1', [mine])).toHaveLength(0);
  });
});

describe('a card payment', () => {
  test('[B7] on Stripe’s page leads back to the invoice, which is paid at every level', async () => {
    const { invoiceId, checkoutId, url } = await openPage();
    const card = new URLSearchParams({
      cardNumber: '4242 4242 4242 4242',
      cardExpiry: '12 / 34',
      cardCvc: '123',
      billingName: 'Hank Scorpio',
    });
    const paid = await fetch(url, { method: 'POST', body: card, redirect: 'manual' });
    expect(paid.status).toBe(303);
    expect(paid.headers.get('location')).toBe(`${app.app.services.publicUrl}/invoices/${invoiceId}?paid=1`);
    expect(await invoice(invoiceId)).toEqual(paidByCard);
    expect(await stateOf(checkoutId)).toBe('PAID');
    for (const email of [NORTHWIND, STAFF]) {
      const { data } = await ask<{ invoice: object }>(
        email,
        'query ($id: ID!) { invoice(id: $id) { state payments { method } } }',
        { id: invoiceId },
      );
      expect(data.invoice).toEqual({ state: 'PAID', payments: [{ method: 'CARD' }] });
    }
    const logged = await world.sql(
      'select a.action, a.actor_level, a.company_id from audit_entry a join payment p on p.id = a.subject_id where p.invoice_id = $1',
      [invoiceId],
    );
    expect(logged).toEqual([
      { action: 'receiveCardPayment', actor_level: null, company_id: world.globex.id },
    ]);
  });

  test('[S69] counts once, however often and however simultaneously its event comes', async () => {
    const { invoiceId, sessionId } = await openPage();
    holdEvents();
    const event =
      (await stripe.completeSession(sessionId)).find(({ type }) => type === 'checkout.session.completed') ??
      {};
    expect(await Promise.all([1, 2, 3, 4].map(() => stripe.sendEvent(event)))).toEqual([200, 200, 200, 200]);
    expect(await stripe.sendEvent({ ...event, id: 'evt_the_same_under_another_id' })).toBe(200);
    expect(await invoice(invoiceId)).toEqual(paidByCard);
  });

  test('[S68] is not believed without Stripe’s signature, or five minutes after it was signed', async () => {
    const { invoiceId, sessionId } = await openPage();
    holdEvents();
    const event =
      (await stripe.completeSession(sessionId)).find(({ type }) => type === 'checkout.session.completed') ??
      {};
    const ago = (seconds: number) => new Date(app.clock.now().getTime() - seconds * 1000);
    expect(await stripe.sendEvent(event, { secret: 'whsec_somebody_else' })).toBe(400);
    expect(await stripe.sendEvent(event, { signedAt: ago(301) })).toBe(400);
    const unsigned = await fetch(`${app.url}/webhooks/stripe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    expect(await invoice(invoiceId)).toEqual(untouched);
    expect(await stripe.sendEvent(event, { signedAt: ago(299) })).toBe(200);
    expect(await invoice(invoiceId)).toEqual(paidByCard);
  });

  test('[S70] stands in whatever order its events come', async () => {
    const first = await openPage();
    holdEvents();
    const completed = (await stripe.completeSession(first.sessionId)).find(
      ({ type }) => type === 'checkout.session.completed',
    );
    const session = { ...(completed?.data.object as object), status: 'expired', payment_status: 'unpaid' };
    const expired = {
      ...completed,
      id: 'evt_expired',
      type: 'checkout.session.expired',
      data: { object: session },
    };
    expect(await stripe.sendEvent(expired)).toBe(200);
    expect(await stateOf(first.checkoutId)).toBe('EXPIRED');
    expect(await stripe.sendEvent(completed ?? {})).toBe(200);
    expect(await stripe.sendEvent({ ...expired, id: 'evt_expired_again' })).toBe(200);
    expect(await stateOf(first.checkoutId)).toBe('PAID');
    expect(await invoice(first.invoiceId)).toEqual(paidByCard);
  });

  test('[S71] of a session that is not ours, or on another account, is none of our business', async () => {
    const { invoiceId, sessionId } = await openPage();
    holdEvents();
    const event = (await stripe.completeSession(sessionId)).find(
      ({ type }) => type === 'checkout.session.completed',
    );
    const object = event?.data.object as object;
    expect(
      await stripe.sendEvent({
        ...event,
        id: 'evt_unknown',
        data: { object: { ...object, id: 'cs_test_unknown' } },
      }),
    ).toBe(200);
    expect(await stripe.sendEvent({ ...event, id: 'evt_foreign', account: 'acct_elsewhere' })).toBe(200);
    expect(
      await stripe.sendEvent({
        ...event,
        id: 'evt_other',
        type: 'customer.created',
        data: { object: { id: 'cus_1' } },
      }),
    ).toBe(200);
    expect(await invoice(invoiceId)).toEqual(untouched);
    expect(
      await world.sql(
        `select from stripe_event where event_id in ('evt_unknown', 'evt_foreign', 'evt_other')`,
      ),
    ).toHaveLength(0);
  });

  test('of another amount than was asked for is not recorded; Stripe is asked for the truth', async () => {
    const { invoiceId, sessionId, checkoutId } = await openPage();
    holdEvents();
    const event = (await stripe.completeSession(sessionId)).find(
      ({ type }) => type === 'checkout.session.completed',
    );
    const object = { ...(event?.data.object as object), amount_total: 18 };
    expect(await stripe.sendEvent({ ...event, data: { object } })).toBe(200);
    expect(await invoice(invoiceId)).toEqual(untouched);
    expect(await stateOf(checkoutId)).toBe('OPEN');
    app.clock.forward(11 * MINUTE_MS);
    await janitor();
    await expect.poll(() => invoice(invoiceId)).toEqual(paidByCard);
  });

  test('[S74] that comes after the transfer is kept apart as a surplus, in the log of both sides', async () => {
    const { invoiceId, sessionId, checkoutId } = await openPage();
    holdEvents();
    await stripe.completeSession(sessionId);
    expect((await record(invoiceId, 1000)).errors).toBeUndefined();
    await expect.poll(() => stateOf(checkoutId)).toBe('PAID');
    const { state, payments } = await invoice(invoiceId);
    expect({ state, amounts: payments.map(({ method, amountMinor }) => [method, amountMinor]) }).toEqual({
      state: 'PAID',
      amounts: [
        ['BANK_TRANSFER', 1000],
        ['CARD', 800],
      ],
    });
    const logged = await world.sql(
      `select reseller_id, company_id from audit_entry where action = 'cardSurplus' and subject_id = $1`,
      [checkoutId],
    );
    expect(logged).toEqual([{ reseller_id: world.northwind.id, company_id: world.globex.id }]);
  });
});

describe('[S74] card money that stands against no invoice', () => {
  interface Checkout {
    unallocatedMinor: number | null;
    unallocatedCurrency: string | null;
    receivedOn: string | null;
    paymentReference: string | null;
    resolution: string | null;
    resolutionNote: string | null;
  }
  const seenBy = async (email: string, id: string) =>
    (
      await ask<{
        invoice: { state: string; dueMinor: number; canPayByCard: boolean; checkouts: Checkout[] };
      }>(
        email,
        `query ($id: ID!) { invoice(id: $id) { state dueMinor canPayByCard checkouts {
           unallocatedMinor unallocatedCurrency receivedOn paymentReference resolution resolutionNote } } }`,
        { id },
      )
    ).data.invoice;
  const resolve = (email: string, checkoutId: string, resolution: string, note = 'Agreed by telephone.') =>
    ask<{ resolveCheckout: { resolution: string } }>(
      email,
      'mutation ($input: ResolveCheckoutInput!) { resolveCheckout(input: $input) { resolution } }',
      { input: { checkoutId, resolution, note } },
    );
  const waiting = async (email: string) => {
    const { data } = await ask<{
      home: { unallocatedCheckouts: number | null };
      invoices: { nodes: { id: string }[] };
    }>(
      email,
      '{ home { unallocatedCheckouts } invoices(first: 100, filter: { unallocated: true }) { nodes { id } } }',
    );
    return { home: data.home.unallocatedCheckouts, invoices: data.invoices.nodes.map(({ id }) => id) };
  };

  /** A page for £18.00 that is paid though something else had been asked for. */
  async function paidWrongly(asked: number): Promise<Started> {
    const started = await openPage();
    await world.sql('update checkout set amount_minor = $2 where id = $1', [started.checkoutId, asked]);
    await stripe.completeSession(started.sessionId);
    // The event alone is not believed.
    expect(await stateOf(started.checkoutId)).toBe('OPEN');
    app.clock.forward(11 * MINUTE_MS);
    await janitor();
    await expect.poll(() => stateOf(started.checkoutId)).toBe('PAID');
    return started;
  }

  test('is on the invoice for both sides, and at home of the operator, to whom it came; nobody is sent to pay again', async () => {
    const before = (await waiting(STAFF)).home ?? 0;
    const { invoiceId, checkoutId } = await paidWrongly(1700);
    for (const email of [GLOBEX, NORTHWIND, STAFF])
      expect(await seenBy(email, invoiceId)).toMatchObject({
        state: 'OPEN',
        dueMinor: 1800,
        canPayByCard: false,
        checkouts: [
          {
            unallocatedMinor: 1800,
            unallocatedCurrency: 'GBP',
            receivedOn: '2027-01-01',
            paymentReference: expect.stringMatching(/^pi_3/),
            resolution: null,
          },
        ],
      });
    expect((await start(GLOBEX, invoiceId)).errors?.[0]).toMatchObject({
      message: expect.stringContaining('Please do not pay again.'),
      extensions: { code: 'CONFLICT' },
    });
    expect(await waiting(STAFF)).toEqual({ home: before + 1, invoices: expect.arrayContaining([invoiceId]) });
    expect((await waiting(NORTHWIND)).home).toBeNull();
    expect((await waiting('admin@initech.example')).invoices).toEqual([]);
    expect(
      await world.sql(
        `select company_id from audit_entry where action = 'cardWrongAmount' and subject_id = $1`,
        [checkoutId],
      ),
    ).toEqual([{ company_id: world.globex.id }]);

    expect((await resolve(STAFF, checkoutId, 'RECORDED')).data.resolveCheckout.resolution).toBe('RECORDED');
    expect(await invoice(invoiceId)).toEqual(paidByCard);
    expect(await waiting(STAFF)).toMatchObject({ home: before });
    expect((await waiting(STAFF)).invoices).not.toContain(invoiceId);
    expect(
      await world.sql(
        `select actor_level, reference from audit_entry where action = 'resolveCheckout' and subject_id = $1`,
        [checkoutId],
      ),
    ).toEqual([{ actor_level: 'PLATFORM', reference: expect.stringMatching(/^NW-/) }]);
    expect((await resolve(STAFF, checkoutId, 'REFUNDED')).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  test('is noted as paid back, with what was said of it; more than is due pays no invoice', async () => {
    const { invoiceId, checkoutId } = await paidWrongly(1900);
    expect((await record(invoiceId, 100)).errors).toBeUndefined();
    const { errors } = await resolve(STAFF, checkoutId, 'RECORDED');
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'resolution' }],
    });
    expect((await resolve(STAFF, checkoutId, 'REFUNDED', ' ')).errors?.[0]?.extensions.code).toBe(
      'INVALID_INPUT',
    );
    expect((await resolve(STAFF, checkoutId, 'REFUNDED', 'Back on the card.')).errors).toBeUndefined();
    expect(await seenBy(GLOBEX, invoiceId)).toMatchObject({
      state: 'PART_PAID',
      dueMinor: 1700,
      canPayByCard: true,
      checkouts: [{ resolution: 'REFUNDED', resolutionNote: 'Back on the card.' }],
    });
  });

  test('is what came in beyond what was due, too', async () => {
    const { invoiceId, sessionId, checkoutId } = await openPage();
    holdEvents();
    await stripe.completeSession(sessionId);
    await record(invoiceId, 1000);
    await expect.poll(() => stateOf(checkoutId)).toBe('PAID');
    expect((await seenBy(GLOBEX, invoiceId)).checkouts).toMatchObject([
      { unallocatedMinor: 1000, resolution: null },
    ]);
    expect((await resolve(STAFF, checkoutId, 'REFUNDED')).errors).toBeUndefined();
  });

  test('is for staff of the operator alone to resolve, and only where there is some', async () => {
    const { checkoutId } = await openPage();
    for (const email of [NORTHWIND, GLOBEX, 'admin@contoso.example', 'user@globex.example'])
      expect((await resolve(email, checkoutId, 'REFUNDED')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await resolve(STAFF, newId(), 'REFUNDED')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await resolve(STAFF, checkoutId, 'REFUNDED')).errors?.[0]?.extensions.code).toBe('CONFLICT');
    // Nor do the rows let anyone else.
    const who = await app.app.services.tokens.verify(await world.signIn(NORTHWIND));
    const touched = app.app.scopes.run(who, { requestId: 'test' }, (scope) =>
      scope.sql(`update checkout set resolution_note = 'mine' where id = $1`, [checkoutId]),
    );
    await expect(touched).rejects.toMatchObject({ code: '42501' });
  });
});

describe('[S73] the janitor', () => {
  test('finds the page of an answer that was lost, and nobody is charged twice', async () => {
    const invoiceId = unpaid.pop() ?? '';
    const before = stripe.sessions().length;
    // The library asks a second time by itself.
    stripe.loseAnswers(2);
    const { errors } = await start(GLOBEX, invoiceId);
    expect(errors?.[0]?.message).toBe(
      'The card page cannot be opened right now. Nothing was charged; please try again in a minute.',
    );
    const [row] = await world.sql<{ id: string; state: string }>(
      'select id, state from checkout where invoice_id = $1',
      [invoiceId],
    );
    expect(row?.state).toBe('STARTED');
    app.clock.forward(11 * MINUTE_MS);
    await janitor();
    await expect.poll(() => stateOf(row?.id ?? '')).toBe('OPEN');
    const { data } = await start(GLOBEX, invoiceId);
    expect(data.startCheckout.id).toBe(row?.id);
    expect(stripe.sessions().length).toBe(before + 1);
    await stripe.completeSession(data.startCheckout.url.split('/').at(-1) ?? '');
    expect(await invoice(invoiceId)).toEqual(paidByCard);
  });

  test('or whoever tries again finds it', async () => {
    const invoiceId = unpaid.pop() ?? '';
    const before = stripe.sessions().length;
    stripe.loseAnswers(2);
    await start(GLOBEX, invoiceId);
    expect((await start(GLOBEX, invoiceId)).errors).toBeUndefined();
    expect(stripe.sessions().length).toBe(before + 1);
    expect(await world.sql('select from checkout where invoice_id = $1', [invoiceId])).toHaveLength(1);
  });

  test('settles a payment whose event never came, and the event that comes later changes nothing', async () => {
    const { invoiceId, sessionId } = await openPage();
    stripe.pauseWebhooks();
    await stripe.completeSession(sessionId);
    expect(await invoice(invoiceId)).toEqual(untouched);
    app.clock.forward(11 * MINUTE_MS);
    await janitor();
    await expect.poll(() => invoice(invoiceId)).toEqual(paidByCard);
    stripe.resumeWebhooks();
    await stripe.settled();
    expect(await invoice(invoiceId)).toEqual(paidByCard);
  });

  test('leaves open what can still be paid, and closes what has expired or was never made', async () => {
    const { checkoutId } = await openPage();
    holdEvents();
    const never = unpaid.pop() ?? '';
    const neverId = await addCheckout(world, never, {
      state: 'STARTED',
      createdAt: new Date(app.clock.now().getTime() - 100 * MINUTE_MS),
    });
    app.clock.forward(11 * MINUTE_MS);
    await janitor();
    await expect.poll(() => stateOf(neverId)).toBe('EXPIRED');
    expect(await stateOf(checkoutId)).toBe('OPEN');
    app.clock.forward(120 * MINUTE_MS);
    await janitor();
    await expect.poll(() => stateOf(checkoutId)).toBe('EXPIRED');
  });
});
