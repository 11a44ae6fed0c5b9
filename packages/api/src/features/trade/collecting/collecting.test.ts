import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type StripeStandIn, startStripeStandIn } from '../../../demo/stripe-stand-in.ts';
import { freePort } from '../../../kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addInvoice } from '../billing/factory.ts';
import { verifyLedger } from '../ledger/index.ts';

const SECRET_KEY = 'sk_test_collecting';
const WEBHOOK_SECRET = 'whsec_collecting';
const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';
const INITECH = 'admin@initech.example';
const CARD = { kind: 'card', name: 'Hank Scorpio', month: 12, year: 2034 } as const;
const GOOD = { ...CARD, number: '4242424242424242' };
const POOR = { ...CARD, number: '4000000000009995' };
const ASKS = { ...CARD, number: '4000002500003155' };
const EXPIRED = { ...CARD, number: '4000000000000069' };
const ACCOUNT = {
  kind: 'bacs_debit',
  name: 'Globex Ltd',
  sortCode: '108800',
  accountNumber: '00012345',
} as const;
const POOR_ACCOUNT = { ...ACCOUNT, accountNumber: '22222227' };

let app: TestApp;
let world: World;
let stripe: StripeStandIn;

beforeAll(async () => {
  const port = await freePort();
  const config = {
    stripe: { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, apiBase: `http://127.0.0.1:${port}` },
  };
  app = await startTestApp({ at: '2026-10-12T09:00:00Z', config });
  stripe = await startStripeStandIn({
    port,
    apiKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: `${app.url}/webhooks/stripe`,
    now: () => app.clock.now(),
  });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await stripe.stop();
});
beforeEach(async () => {
  app.clock.set('2026-10-12T09:00:00Z');
  await world.sql(`update stored_method set state = 'REMOVED', collects = false`);
  await world.sql(
    `update collection set state = 'DROPPED' where state in ('ANNOUNCED', 'STARTED', 'PENDING', 'STOPPED')`,
  );
  await world.sql(
    `insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, created_at)
       select uuidv7(), reseller_id, company_id, issuer_id, id, 'BANK_TRANSFER', total_minor - paid_minor, '2026-10-01', now()
         from invoice where state in ('OPEN', 'PART_PAID')`,
  );
  await world.sql(`update invoice set state = 'PAID', paid_minor = total_minor where state <> 'DRAFT'`);
  await world.sql('delete from mail');
});
async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}
const send = <T = { id: string }>(email: string, name: string, given: object, answer = 'id') =>
  ask<Record<string, T>>(
    email,
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${answer} } }`,
    { input: given },
  );
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: { errors?: readonly { extensions: { fields?: unknown } }[] }) =>
  errors?.[0]?.extensions.fields;

/** Waits until the worker has done whatever there is to do now; what failed waits for its next attempt. */
const worked = () =>
  expect
    .poll(
      () =>
        world.sql(
          'select from graphile_worker.jobs where (locked_at is not null or run_at <= now()) and attempts < max_attempts',
        ),
      { timeout: 20_000 },
    )
    .toHaveLength(0);

const start = (email: string, kind = 'CARD', collects = true) =>
  send<{ id: string; url: string; state: string }>(
    email,
    'startPaymentMethod',
    { kind, collects },
    'id url state',
  );
const sessionOf = (url: string) => url.split('/').at(-1) ?? '';

/** A method on file of a customer, as it is entered on the page. */
async function keep(
  email: string,
  typed: Parameters<StripeStandIn['keepMethod']>[1] = GOOD,
): Promise<string> {
  const { data, errors } = await start(email, typed.kind === 'card' ? 'CARD' : 'DIRECT_DEBIT');
  expect(errors).toBeUndefined();
  const started = data.startPaymentMethod as { id: string; url: string };
  await stripe.keepMethod(sessionOf(started.url), typed);
  await worked();
  return started.id;
}
const method = async (id: string) =>
  (
    await world.sql<Record<string, unknown>>(
      `select state, collects, brand, last4, good_until::text, mandate_reference, trouble, stripe_method_id from stored_method where id = $1`,
      [id],
    )
  )[0] as Record<string, unknown> & { state: string; stripe_method_id: string };

let months = 0;
/** An invoice of £18.00 of Northwind to Globex, due on 15 October, of a month of its own. */
const toGlobex = (over: object = {}) =>
  addInvoice(world, {
    issuerId: world.northwind.id,
    resellerId: world.northwind.id,
    companyId: world.globex.id,
    net: 1500,
    buyer: 'Globex Ltd',
    period: new Date(Date.UTC(2012, months++, 1)).toISOString().slice(0, 10),
    ...over,
  });
const toNorthwind = () =>
  addInvoice(world, {
    issuerId: world.platform.id,
    resellerId: world.northwind.id,
    net: 9000,
    buyer: 'Northwind IT',
    period: new Date(Date.UTC(2012, months++, 1)).toISOString().slice(0, 10),
  });

/** What the nightly job does on a day, with all that follows. */
async function night(day: string): Promise<void> {
  app.clock.set(`${day}T05:40:00Z`);
  await world.sql(`select graphile_worker.add_job('collections', '{}'::json)`);
  await worked();
}
/** The round that comes every ten minutes. */
async function janitor(): Promise<void> {
  await world.sql(`select graphile_worker.add_job('settle-collecting', '{}'::json)`);
  await worked();
}
const collections = (invoiceId: string) =>
  world.sql<{
    state: string;
    attempt: number;
    on: string;
    amount: number;
    code: string | null;
    stripe_payment_id: string | null;
  }>(
    `select state, attempt, collect_on::text as on, amount_minor::int as amount, failure_code as code, stripe_payment_id
       from collection where invoice_id = $1 order by created_at, attempt`,
    [invoiceId],
  );
const states = async (invoiceId: string) =>
  (await collections(invoiceId)).map(({ state, on }) => `${state} ${on}`);
const invoice = async (id: string) =>
  (
    await world.sql<{ state: string; paid: number }>(
      'select state, paid_minor::int as paid from invoice where id = $1',
      [id],
    )
  )[0];
const letters = async () =>
  (
    await world.letters<{ to: string; subject: string; body: string }>(
      `select "to", subject, body from mail where cause = 'collection' order by created_at, id`,
    )
  ).map(({ to, subject, body }) => ({ to, subject, body }));
const ledgerProblems = async () => (await verifyLedger(app.app.scopes)).problems;

describe('startPaymentMethod', () => {
  test('[B7] [S72] keeps a card that was entered on Stripe’s page, with no more of it than people know it by', async () => {
    const { data } = await start(GLOBEX);
    const { id, url, state } = data.startPaymentMethod as { id: string; url: string; state: string };
    expect(state).toBe('OPEN');
    expect(url).toBe(`${stripe.url}/c/setup/${sessionOf(url)}`);
    expect(stripe.requests.at(-1)).toMatchObject({ idempotencyKey: `method-${id}`, status: 200 });
    const card = new URLSearchParams({
      cardNumber: '4242 4242 4242 4242',
      cardExpiry: '12 / 34',
      cardCvc: '123',
      billingName: 'Hank Scorpio',
    });
    const saved = await fetch(url, { method: 'POST', body: card, redirect: 'manual' });
    expect([saved.status, saved.headers.get('location')]).toEqual([
      303,
      `${app.app.services.publicUrl}/payment-methods?added=1`,
    ]);
    await worked();
    expect(await method(id)).toMatchObject({
      state: 'ACTIVE',
      collects: true,
      brand: 'visa',
      last4: '4242',
      good_until: '2034-12-31',
    });
  });

  test('[B7] keeps a bank account with its mandate', async () => {
    const id = await keep(GLOBEX, ACCOUNT);
    expect(await method(id)).toMatchObject({
      state: 'ACTIVE',
      brand: '108800',
      last4: '2345',
      good_until: null,
      mandate_reference: expect.stringMatching(/^[A-Z0-9]{9}$/),
    });
  });

  test('gives the same page again, also to two at once, and another when its time is over', async () => {
    const both = await Promise.all([start(GLOBEX), start(GLOBEX)]);
    expect(both[0]?.data).toEqual(both[1]?.data);
    app.clock.forward(100 * 60_000);
    expect((await start(GLOBEX)).data).not.toEqual(both[0]?.data);
  });

  test('is for customers, and of a reseller for what the operator is owed', async () => {
    expect(code(await start(STAFF))).toBe('FORBIDDEN');
    expect(code(await start('user@globex.example'))).toBe('FORBIDDEN');
    const id = await keep(NORTHWIND);
    const [row] = await world.sql('select issuer_id, company_id from stored_method where id = $1', [id]);
    expect(row).toEqual({ issuer_id: world.platform.id, company_id: null });
  });

  test('says what is wrong: Direct Debit in another currency', async () => {
    await world.sql(`update company set currency = 'EUR' where id = $1`, [world.initech.id]);
    expect(fieldsOf(await start(INITECH, 'DIRECT_DEBIT'))).toEqual([
      { path: 'kind', message: 'Direct Debit is in pounds only. Please add a card.' },
    ]);
  });

  test('[S73] what was entered counts although no event and no answer arrived', async () => {
    stripe.pauseWebhooks();
    stripe.loseAnswers(2);
    expect(code(await start(GLOBEX))).toBe('INTERNAL');
    const [row] = await world.sql<{ id: string; state: string }>(
      `select id, state from stored_method where state = 'STARTED' order by created_at desc limit 1`,
    );
    app.clock.forward(11 * 60_000);
    await janitor();
    expect((await method(row?.id ?? '')).state).toBe('OPEN');
    const session = stripe.setups().at(-1);
    await stripe.keepMethod(session?.id ?? '', GOOD);
    app.clock.forward(11 * 60_000);
    await janitor();
    expect((await method(row?.id ?? '')).state).toBe('ACTIVE');
    stripe.resumeWebhooks();
    await stripe.settled();
    await worked();
    expect((await method(row?.id ?? '')).state).toBe('ACTIVE');
  });

  test('a page that nobody used is over after two hours', async () => {
    const { data } = await start(GLOBEX);
    app.clock.forward(3 * 3_600_000);
    await janitor();
    expect((await method(data.startPaymentMethod?.id ?? '')).state).toBe('EXPIRED');
  });
});

describe('setCollecting and removePaymentMethod', () => {
  test('[B7] what is due is collected from one method; another takes its place', async () => {
    const [card, account] = [await keep(GLOBEX), await keep(GLOBEX, ACCOUNT)];
    expect([(await method(card)).collects, (await method(account)).collects]).toEqual([false, true]);
    await send(GLOBEX, 'setCollecting', { id: card, collects: true });
    await send(GLOBEX, 'setCollecting', { id: card, collects: true });
    expect([(await method(card)).collects, (await method(account)).collects]).toEqual([true, false]);
  });

  test('[B7] are the customer’s own: its supplier sees them, others do not', async () => {
    const id = await keep(GLOBEX);
    for (const verb of ['removePaymentMethod', 'setCollecting']) {
      const given = { id, ...(verb === 'setCollecting' ? { collects: false } : {}) };
      expect(code(await send(INITECH, verb, given))).toBe('NOT_FOUND');
      expect(code(await send(NORTHWIND, verb, given))).toBe('FORBIDDEN');
      expect(code(await send(STAFF, verb, given))).toBe('FORBIDDEN');
    }
    const seen = await ask<{ storedMethods: { nodes: { id: string; mine: boolean }[] } }>(
      NORTHWIND,
      'query ($id: ID!) { storedMethods(filter: { companyId: $id, kept: true }) { nodes { id mine } } }',
      { id: world.globex.id },
    );
    expect(seen.errors).toBeUndefined();
    expect(seen.data.storedMethods.nodes).toEqual([{ id, mine: false }]);
  });

  test('[B7] is removed at Stripe, too, and nothing is collected from it', async () => {
    const id = await keep(GLOBEX);
    const invoiceId = await toGlobex();
    await night('2026-10-12');
    expect(await states(invoiceId)).toEqual(['ANNOUNCED 2026-10-15']);
    await send(GLOBEX, 'removePaymentMethod', { id });
    await worked();
    expect(await states(invoiceId)).toEqual(['DROPPED 2026-10-15']);
    expect(stripe.requests.at(-1)).toMatchObject({
      path: `/v1/payment_methods/${(await method(id)).stripe_method_id}/detach`,
      status: 200,
    });
    expect(code(await send(GLOBEX, 'removePaymentMethod', { id }))).toBe('CONFLICT');
    await night('2026-10-15');
    expect(await invoice(invoiceId)).toEqual({ state: 'OPEN', paid: 0 });
  });

  test('[B7] a mandate that the bank ended ends it here', async () => {
    const id = await keep(GLOBEX, ACCOUNT);
    await stripe.bank.revokeMandate((await method(id)).stripe_method_id);
    await worked();
    expect(await method(id)).toMatchObject({ state: 'FAILED', collects: false, trouble: expect.any(String) });
    expect(code(await send(GLOBEX, 'setCollecting', { id, collects: true }))).toBe('CONFLICT');
  });
});

describe('a collection', () => {
  test('[B7] from a card is announced three days before, made on the day, and pays the invoice once', async () => {
    await keep(GLOBEX);
    const invoiceId = await toGlobex({ number: 'NW-CARD' });
    await night('2026-10-11');
    expect(await states(invoiceId)).toEqual([]);
    await night('2026-10-12');
    await night('2026-10-12');
    expect(await states(invoiceId)).toEqual(['ANNOUNCED 2026-10-15']);
    expect(await letters()).toMatchObject([
      { to: GLOBEX, subject: '£18.00 will be collected on 15 October 2026' },
    ]);
    expect((await letters())[0]?.body).toContain('from your Visa card ending in 4242');
    await night('2026-10-14');
    expect(await invoice(invoiceId)).toEqual({ state: 'OPEN', paid: 0 });
    await night('2026-10-15');
    await stripe.settled();
    await worked();
    await night('2026-10-16');
    const [paid] = await collections(invoiceId);
    expect(paid).toMatchObject({ state: 'PAID', amount: 1800 });
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
    expect(
      await world.sql('select method, reference from payment where invoice_id = $1', [invoiceId]),
    ).toEqual([{ method: 'CARD', reference: paid?.stripe_payment_id }]);
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[B7] from a bank account takes days; meanwhile it is not chased, and may come in beyond what is due', async () => {
    await keep(GLOBEX, ACCOUNT);
    const invoiceId = await toGlobex({ dueOn: '2026-10-20' });
    await night('2026-10-14');
    expect(await states(invoiceId)).toEqual([]);
    await night('2026-10-15');
    expect(await states(invoiceId)).toEqual(['ANNOUNCED 2026-10-20']);
    expect((await letters())[0]?.body).toContain('Direct Debit Guarantee');
    await night('2026-10-20');
    expect(await states(invoiceId)).toEqual(['PENDING 2026-10-20']);
    const steps = { active: true, steps: [{ day: 1, tone: 'FRIENDLY', text: '' }] };
    expect(code(await send(NORTHWIND, 'setChasingPolicy', steps))).toBeUndefined();
    app.clock.set('2026-10-22T06:20:00Z');
    await world.sql(`select graphile_worker.add_job('chasing', '{}'::json)`);
    await worked();
    expect(await world.sql('select from invoice_reminder where invoice_id = $1', [invoiceId])).toHaveLength(
      0,
    );
    expect(code(await send(GLOBEX, 'stopCollection', { invoiceId }))).toBe('CONFLICT');
    await send(NORTHWIND, 'recordPayment', {
      invoiceId,
      amountMinor: 800,
      receivedOn: '2026-10-21',
      reference: newId(),
    });
    await stripe.bank.settleDebits();
    await worked();
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
    expect(
      await world.sql('select total_minor::int as total, method from overpayment where invoice_id = $1', [
        invoiceId,
      ]),
    ).toEqual([{ total: 800, method: 'DIRECT_DEBIT' }]);
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[B7] that lacks funds is tried after three, five and seven days, then a person is asked', async () => {
    await keep(GLOBEX, POOR);
    const invoiceId = await toGlobex();
    await night('2026-10-12');
    for (const day of ['15', '16', '17', '18', '19', '20', '21', '22', '25']) await night(`2026-10-${day}`);
    expect(await collections(invoiceId)).toMatchObject([
      { state: 'FAILED', attempt: 1, on: '2026-10-15', code: 'insufficient_funds' },
      { state: 'FAILED', attempt: 2, on: '2026-10-18' },
      { state: 'FAILED', attempt: 3, on: '2026-10-20' },
      { state: 'FAILED', attempt: 4, on: '2026-10-22' },
    ]);
    expect((await letters()).map(({ subject }) => subject.split(' ').slice(0, 2).join(' '))).toEqual([
      '£18.00 will',
      'Invoice T-' + invoiceId.slice(-12),
      'Invoice T-' + invoiceId.slice(-12),
      'Invoice T-' + invoiceId.slice(-12),
      'Please pay',
    ]);
    const home = await ask<{ home: { collectionsLeftFailed: number } }>(
      NORTHWIND,
      '{ home { collectionsLeftFailed } }',
    );
    expect(home.data.home.collectionsLeftFailed).toBeGreaterThan(0);
    // Another method begins anew.
    await keep(GLOBEX);
    await night('2026-10-26');
    expect((await states(invoiceId)).at(-1)).toBe('ANNOUNCED 2026-10-29');
  });

  test.each([
    ['authentication_required', ASKS, 'ACTIVE'],
    ['expired_card', EXPIRED, 'FAILED'],
  ])('[B7] that fails with %s is not tried again: the person is asked', async (why, typed, state) => {
    const id = await keep(GLOBEX, typed);
    const invoiceId = await toGlobex();
    await night('2026-10-12');
    await night('2026-10-15');
    await night('2026-10-18');
    expect(await collections(invoiceId)).toMatchObject([{ state: 'FAILED', code: why }]);
    expect((await letters()).at(-1)?.subject).toMatch(/^Please pay invoice/);
    expect((await method(id)).state).toBe(state);
  });

  test('[B7] from an account without funds fails days later, and is announced anew', async () => {
    await keep(GLOBEX, POOR_ACCOUNT);
    const invoiceId = await toGlobex();
    await night('2026-10-12');
    await night('2026-10-15');
    app.clock.set('2026-10-19T09:00:00Z');
    await stripe.bank.settleDebits();
    await worked();
    expect(await states(invoiceId)).toEqual(['FAILED 2026-10-15', 'ANNOUNCED 2026-10-22']);
  });

  test('[B7] collects what is due on the day, and nothing that was paid, stopped or disputed', async () => {
    await keep(GLOBEX);
    const [part, whole, stopped, disputed] = [
      await toGlobex(),
      await toGlobex(),
      await toGlobex(),
      await toGlobex(),
    ];
    await night('2026-10-12');
    const pay = (invoiceId: string, amountMinor: number) =>
      send(NORTHWIND, 'recordPayment', {
        invoiceId,
        amountMinor,
        receivedOn: '2026-10-12',
        reference: newId(),
      });
    await pay(part, 500);
    await pay(whole, 1800);
    expect(code(await send(INITECH, 'stopCollection', { invoiceId: stopped }))).toBe('NOT_FOUND');
    expect(code(await send(NORTHWIND, 'stopCollection', { invoiceId: stopped }))).toBe('FORBIDDEN');
    expect(code(await send(GLOBEX, 'stopCollection', { invoiceId: whole }))).toBe('CONFLICT');
    for (const _twice of [1, 2])
      expect((await send(GLOBEX, 'stopCollection', { invoiceId: stopped })).errors).toBeUndefined();
    await send(GLOBEX, 'disputeInvoice', { invoiceId: disputed, reason: 'Not ours.' });
    await night('2026-10-15');
    expect(await collections(part)).toMatchObject([{ state: 'PAID', amount: 1300 }]);
    expect(await states(whole)).toEqual(['DROPPED 2026-10-15']);
    expect(await states(stopped)).toEqual(['STOPPED 2026-10-15']);
    expect(await states(disputed)).toEqual(['STOPPED 2026-10-15']);
    await send(GLOBEX, 'resumeCollection', { invoiceId: stopped });
    await night('2026-10-16');
    expect(await states(stopped)).toEqual(['DROPPED 2026-10-15', 'ANNOUNCED 2026-10-19']);
    const [pause] = await world.sql<{ id: string }>('select id from invoice_pause where invoice_id = $1', [
      disputed,
    ]);
    await send(NORTHWIND, 'settleDispute', { id: pause?.id, outcome: 'It is yours.' });
    await night('2026-10-16');
    expect(await states(disputed)).toEqual(['DROPPED 2026-10-15', 'ANNOUNCED 2026-10-19']);
    expect(await states(part)).toHaveLength(1);
  });

  test('[S72] [S73] is made once although Stripe’s answers are lost', async () => {
    await keep(GLOBEX);
    const invoiceId = await toGlobex();
    await night('2026-10-12');
    const before = stripe.payments().length;
    stripe.pauseWebhooks();
    stripe.loseAnswers(2);
    await night('2026-10-15');
    expect(await states(invoiceId)).toEqual(['STARTED 2026-10-15']);
    app.clock.forward(11 * 60_000);
    await world.sql(`delete from graphile_worker._private_jobs`);
    await janitor();
    stripe.resumeWebhooks();
    await stripe.settled();
    await worked();
    expect(stripe.payments()).toHaveLength(before + 1);
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
    expect(await world.sql('select from payment where invoice_id = $1', [invoiceId])).toHaveLength(1);
  });

  test('[S73] that was begun more than a day ago is looked for among the customer’s payments', async () => {
    await keep(GLOBEX);
    const invoiceId = await toGlobex();
    await night('2026-10-12');
    stripe.pauseWebhooks();
    stripe.loseAnswers(2);
    await night('2026-10-15');
    await world.sql(`delete from graphile_worker._private_jobs`);
    app.clock.set('2026-10-17T09:00:00Z');
    await janitor();
    stripe.resumeWebhooks();
    await stripe.settled();
    await worked();
    expect(await states(invoiceId)).toEqual(['PAID 2026-10-15']);
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
  });

  test('[B7] of what a reseller owes the operator stands in both ledgers', async () => {
    await keep(NORTHWIND);
    const invoiceId = await toNorthwind();
    await night('2026-10-12');
    await night('2026-10-15');
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 10_800 });
    expect(await ledgerProblems()).toEqual([]);
  });
});

/** An invoice that was paid from the method. */
async function collected(typed: Parameters<typeof keep>[1] = GOOD) {
  await keep(GLOBEX, typed);
  const invoiceId = await toGlobex();
  await night('2026-10-12');
  await night('2026-10-15');
  if (typed?.kind === 'bacs_debit') await stripe.bank.settleDebits();
  await stripe.settled();
  await worked();
  expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
  const [collection] = await collections(invoiceId);
  return { invoiceId, stripePayment: collection?.stripe_payment_id ?? '' };
}
const returned = (invoiceId: string) =>
  world.sql(
    'select state, amount_minor::int as amount from returned_payment where invoice_id = $1 order by id',
    [invoiceId],
  );

describe('settleChargeback', () => {
  test('[B7] takes the money back, opens the invoice and tells the customer; what is won is back', async () => {
    const { invoiceId, stripePayment } = await collected();
    const disputeId = await stripe.bank.dispute(stripePayment, 'fraudulent');
    await worked();
    expect(await returned(invoiceId)).toEqual([{ state: 'OPEN', amount: 1800 }]);
    expect(await invoice(invoiceId)).toEqual({ state: 'OPEN', paid: 0 });
    expect((await letters()).at(-1)?.subject).toMatch(/^A payment of invoice .* was returned$/);
    expect(await ledgerProblems()).toEqual([]);
    // It is not collected again by itself.
    await night('2026-10-20');
    expect(await states(invoiceId)).toEqual(['PAID 2026-10-15']);
    const event = stripe.events().findLast(({ type }) => type === 'charge.dispute.created');
    await stripe.sendEvent({ ...event });
    await stripe.sendEvent({ ...event, id: 'evt_again' });
    await worked();
    expect(await returned(invoiceId)).toHaveLength(1);
    await stripe.bank.closeDispute(disputeId, 'won');
    await worked();
    expect(await returned(invoiceId)).toEqual([{ state: 'WON', amount: 1800 }]);
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
    // The first event comes late once more.
    await stripe.sendEvent({ ...event, id: 'evt_late' });
    await worked();
    expect(await invoice(invoiceId)).toEqual({ state: 'PAID', paid: 1800 });
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[B7] what is won after it was paid otherwise is credit', async () => {
    const { invoiceId, stripePayment } = await collected();
    const disputeId = await stripe.bank.dispute(stripePayment, 'unrecognized');
    await worked();
    await send(NORTHWIND, 'recordPayment', {
      invoiceId,
      amountMinor: 1800,
      receivedOn: '2026-10-15',
      reference: newId(),
    });
    await stripe.bank.closeDispute(disputeId, 'won');
    await worked();
    expect(
      await world.sql('select total_minor::int as total from overpayment where invoice_id = $1', [invoiceId]),
    ).toEqual([{ total: 1800 }]);
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[B7] no more is taken back than came in, however often it is asked for', async () => {
    const { invoiceId, stripePayment } = await collected();
    await stripe.bank.dispute(stripePayment, 'fraudulent', 1000);
    await worked();
    await stripe.bank.dispute(stripePayment, 'duplicate', 1000);
    await worked();
    expect(await returned(invoiceId)).toEqual([
      { state: 'OPEN', amount: 1000 },
      { state: 'OPEN', amount: 800 },
    ]);
    expect(await invoice(invoiceId)).toEqual({ state: 'OPEN', paid: 0 });
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[B7] a debit that its holder has had returned is lost at once', async () => {
    const { invoiceId, stripePayment } = await collected(ACCOUNT);
    await stripe.bank.dispute(stripePayment, 'debit_not_authorized');
    await worked();
    expect(await returned(invoiceId)).toEqual([{ state: 'LOST', amount: 1800 }]);
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[B7] a debit that failed after it had come in is taken back', async () => {
    const { invoiceId, stripePayment } = await collected(ACCOUNT);
    await stripe.bank.failLate(stripePayment, 'insufficient_funds');
    await worked();
    expect(await returned(invoiceId)).toEqual([{ state: 'LOST', amount: 1800 }]);
    expect(await invoice(invoiceId)).toEqual({ state: 'OPEN', paid: 0 });
    expect(await ledgerProblems()).toEqual([]);
  });
});

/** What a customer paid too much: the debit came in after a transfer. */
async function overpaid(): Promise<{ overpaymentId: string; invoiceId: string }> {
  await keep(GLOBEX, ACCOUNT);
  const invoiceId = await toGlobex();
  await night('2026-10-12');
  await night('2026-10-15');
  await send(NORTHWIND, 'recordPayment', {
    invoiceId,
    amountMinor: 800,
    receivedOn: '2026-10-15',
    reference: newId(),
  });
  await stripe.bank.settleDebits();
  await worked();
  const [row] = await world.sql<{ id: string }>('select id from overpayment where invoice_id = $1', [
    invoiceId,
  ]);
  return { overpaymentId: row?.id ?? '', invoiceId };
}
const refunds = (overpaymentId: string) =>
  world.sql(
    'select state, amount_minor::int as amount from card_refund where overpayment_id = $1 order by created_at',
    [overpaymentId],
  );
const left = async (overpaymentId: string) =>
  (
    await world.sql<{ left: number }>(
      'select (total_minor - used_minor)::int as left from overpayment where id = $1',
      [overpaymentId],
    )
  )[0]?.left;

describe('refundToSource', () => {
  test('[B7] [S72] pays back a part, then the rest, to where money came from; one that fails is credit again', async () => {
    const { overpaymentId } = await overpaid();
    const refund = (email: string, amountMinor: number) =>
      send<{ id: string; state: string }>(
        email,
        'refundToSource',
        { overpaymentId, amountMinor },
        'id state',
      );
    expect(code(await refund(GLOBEX, 300))).toBe('FORBIDDEN');
    expect(code(await refund('admin@contoso.example', 300))).toBe('NOT_FOUND');
    expect(fieldsOf(await refund(NORTHWIND, 801))).toMatchObject([{ path: 'amountMinor' }]);
    expect((await refund(NORTHWIND, 300)).data.refundToSource?.state).toBe('PENDING');
    expect(stripe.bank.refunds().at(-1)).toMatchObject({ amount: 300, status: 'pending' });
    expect(await left(overpaymentId)).toBe(500);
    expect((await refund(NORTHWIND, 500)).errors).toBeUndefined();
    expect(code(await refund(NORTHWIND, 1))).toBe('CONFLICT');
    await stripe.bank.failRefund(stripe.bank.refunds().at(-1)?.id ?? '', 'declined');
    await worked();
    expect(await refunds(overpaymentId)).toEqual([
      { state: 'PENDING', amount: 300 },
      { state: 'FAILED', amount: 500 },
    ]);
    expect(await left(overpaymentId)).toBe(500);
    expect(await ledgerProblems()).toEqual([]);
  });

  test('[S73] is made once although Stripe’s answers are lost', async () => {
    const { overpaymentId } = await overpaid();
    const before = stripe.bank.refunds().length;
    stripe.loseAnswers(2);
    const { data } = await send<{ state: string }>(
      NORTHWIND,
      'refundToSource',
      { overpaymentId, amountMinor: 800 },
      'state',
    );
    expect(data.refundToSource?.state).toBe('STARTED');
    app.clock.forward(11 * 60_000);
    await janitor();
    expect(stripe.bank.refunds()).toHaveLength(before + 1);
    expect(await refunds(overpaymentId)).toEqual([{ state: 'PENDING', amount: 800 }]);
  });

  test('says what is wrong: neither or both named, nothing paid by card', async () => {
    expect(fieldsOf(await send(NORTHWIND, 'refundToSource', { amountMinor: 1 }))).toMatchObject([
      { path: 'creditNoteId' },
    ]);
  });
});
