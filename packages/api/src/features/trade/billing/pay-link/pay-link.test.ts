import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StripeStandIn, startStripeStandIn } from '../../../../demo/stripe-stand-in.ts';
import { freePort } from '../../../../kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { addSubscription } from '../../subscriptions/factory.ts';
import { bill } from '../factory.ts';

const NORTHWIND = 'admin@northwind.example';
const STAFF = 'staff@xe2.example';
const DAY_MS = 24 * 3_600_000;

let app: TestApp;
let world: World;
let stripe: StripeStandIn;
/** Links to invoices of £18.00 to Globex, one for every test that pays. */
const links: Link[] = [];

interface Link {
  token: string;
  number: string;
}

beforeAll(async () => {
  const port = await freePort();
  const account = { secretKey: 'sk_test_links', webhookSecret: 'whsec_links' };
  app = await startTestApp({
    at: '2026-04-01T09:00:00Z',
    config: { stripe: { ...account, apiBase: `http://127.0.0.1:${port}` } },
  });
  stripe = await startStripeStandIn({
    port,
    apiKey: account.secretKey,
    webhookSecret: account.webhookSecret,
    webhookUrl: `${app.url}/webhooks/stripe`,
    accountId: 'acct_elsewhere',
    now: () => app.clock.now(),
  });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-04-01' });
  app.clock.set('2026-12-01T09:00:00Z');
  for (const month of ['04', '05', '06', '07', '08', '09', '10', '11'])
    await bill({ app, world, email: STAFF }, `2026-${month}`);
  links.push(...(await linksTo(world.globex.admin.email)));
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await stripe.stop();
});

/** The pay links in the letters to an address, oldest first. */
async function linksTo(email: string): Promise<Link[]> {
  const letters = await world.letters<{ subject: string; body: string }>(
    `select subject, body from mail where "to" = $1 and cause = 'invoice' order by created_at, id`,
    [email],
  );
  return letters.map(({ subject, body }) => ({
    number: /Invoice (\S+)/.exec(subject)?.[1] ?? '',
    token: /\/pay#([\w-]{43})$/m.exec(body)?.[1] ?? '',
  }));
}

const QUERY = `query ($token: String!) { linkedInvoice(token: $token) {
  number state currency dueMinor canPayByCard cardState brand { name }
  content { seller { name } buyer { name addressLines } issuedOn dueOn netMinor totalMinor lines { description netMinor } } } }`;

interface Shown {
  number: string;
  state: string;
  dueMinor: number;
  canPayByCard: boolean;
  cardState: string | null;
  brand: { name: string };
  content: { buyer: { name: string }; lines: unknown[] } | null;
}

const show = (token: string) => app.ask<{ linkedInvoice: Shown }>(QUERY, { token });
const pay = (token: string) =>
  app.ask<{ payLinkedInvoice: string }>(
    'mutation ($token: String!) { payLinkedInvoice(input: { token: $token }) }',
    { token },
  );
const pdf = (token: unknown) =>
  fetch(`${app.url}/pay/pdf`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
const codeOf = (errors: { extensions: { code: string } }[] | undefined) => errors?.[0]?.extensions.code;
const take = (): Link => links.pop() as Link;

describe('linkedInvoice', () => {
  test('[B7] shows whoever has the link of a letter just that invoice, and signs nobody in', async () => {
    const { token, number } = take();
    const { data, errors, cookies } = await show(token);
    expect(errors).toBeUndefined();
    expect(cookies).toEqual([]);
    expect(data.linkedInvoice).toMatchObject({
      number,
      state: 'OPEN',
      currency: 'GBP',
      dueMinor: 1800,
      canPayByCard: true,
      cardState: null,
      brand: { name: 'Northwind IT' },
      content: {
        seller: { name: 'Northwind IT' },
        buyer: { name: 'Globex Ltd' },
        issuedOn: '2026-12-01',
        dueOn: '2026-12-15',
        netMinor: 1500,
        totalMinor: 1800,
        lines: [{ netMinor: 1500 }],
      },
    });
    const file = await pdf(token);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('cache-control')).toBe('no-store');
    expect(file.headers.getSetCookie()).toEqual([]);
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
    const kept = await world.sql<{ kept: boolean }>(
      `select f.pdf is not null as kept from invoice i left join invoice_file f on f.invoice_id = i.id where i.number = $1`,
      [number],
    );
    expect(kept, 'what was shown is what is kept').toEqual([{ kept: true }]);
  });

  test('[S10] each link is of its own tenant’s invoice', async () => {
    const [theirs] = await linksTo(world.initech.admin.email);
    const shown = (await show(theirs?.token ?? '')).data.linkedInvoice;
    expect(shown).toMatchObject({
      brand: { name: 'Contoso Cloud' },
      content: { buyer: { name: 'Initech Ltd' } },
    });
    expect(shown.number).not.toBe(links[0]?.number);
    const [wholesale] = await linksTo(world.northwind.admin.email);
    expect((await show(wholesale?.token ?? '')).data.linkedInvoice).toMatchObject({
      state: 'OPEN',
      content: { buyer: { name: 'Northwind IT' } },
    });
  });

  test('[S58] only the hash of a link is kept, and no role but the gate reads it', async () => {
    const [{ found } = { found: 1 }] = await world.sql<{ found: number }>(
      `select count(*)::int as found from pay_link where token_hash = any($1)`,
      [links.map(({ token }) => token)],
    );
    expect(found).toBe(0);
    for (const kind of ['worker', 'reseller', 'company', 'platform', 'anonymous']) {
      const [row] = await world.sql<{ may: boolean }>(
        `select has_table_privilege($1, 'steward.pay_link', 'select') as may`,
        [`steward_${kind}`],
      );
      expect(row?.may, kind).toBe(false);
    }
  });

  test('[S58] a forged, a changed or an invoice’s own id is no link', async () => {
    const { token, number } = links[0] as Link;
    const [invoice] = await world.sql<{ id: string }>('select id from invoice where number = $1', [number]);
    const changed = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const forged of [changed, 'x'.repeat(43), invoice?.id ?? '', newId()]) {
      expect(codeOf((await show(forged)).errors), forged).toBe('NOT_FOUND');
      expect(codeOf((await pay(forged)).errors), forged).toBe('NOT_FOUND');
      expect((await pdf(forged)).status, forged).toBe(404);
    }
    expect(codeOf((await show('')).errors)).toBe('INVALID_INPUT');
    expect(codeOf((await pay('x'.repeat(201))).errors)).toBe('INVALID_INPUT');
    expect((await pdf(7)).status).toBe(400);
  });
});

test('[B7] what was written off is not said to be paid: it can be, after all', async () => {
  const { token, number } = take();
  const [invoice] = await world.sql<{ id: string }>('select id from invoice where number = $1', [number]);
  const { errors } = await app.ask(
    'mutation ($input: WriteOffInvoiceInput!) { writeOffInvoice(input: $input) { id } }',
    { input: { invoiceId: invoice?.id, reason: 'Nobody answers.' } },
    await world.signIn(world.northwind.admin.email),
  );
  expect(errors).toBeUndefined();
  const { linkedInvoice } = (await show(token)).data;
  expect(linkedInvoice).toMatchObject({ state: 'WRITTEN_OFF', dueMinor: 1800, canPayByCard: true });
  expect(linkedInvoice.content?.lines).toHaveLength(1);
  expect((await pdf(token)).status).toBe(200);
  expect((await pay(token)).errors).toBeUndefined();
});

describe('payLinkedInvoice', () => {
  test('[B7] [S72] opens the card page, which leads back to the link’s own page, twice the same', async () => {
    const { token, number } = take();
    const [first, second] = await Promise.all([pay(token), pay(token)]);
    expect(first.errors ?? second.errors).toBeUndefined();
    expect(first.data.payLinkedInvoice).toBe(second.data.payLinkedInvoice);
    expect((await pay(token)).data.payLinkedInvoice).toBe(first.data.payLinkedInvoice);
    const sessionId = first.data.payLinkedInvoice.split('/').at(-1) ?? '';
    const session = stripe.sessions().find(({ id }) => id === sessionId);
    expect(JSON.stringify(session), 'the secret is not for the card company').not.toContain(token);
    expect(session).toMatchObject({
      success_url: expect.stringMatching(/\/pay\?paid=1$/),
      cancel_url: expect.stringMatching(/\/pay$/),
    });
    expect((await show(token)).data.linkedInvoice.cardState).toBe('OPEN');
    await stripe.completeSession(sessionId);
    await expect
      .poll(async () => (await show(token)).data.linkedInvoice)
      .toMatchObject({
        number,
        state: 'PAID',
        dueMinor: 0,
        canPayByCard: false,
        cardState: 'PAID',
        content: null,
      });
    expect(codeOf((await pay(token)).errors), 'paid').toBe('CONFLICT');
    expect((await pdf(token)).status).toBe(404);
    const trail = await world.sql(
      `select from audit_entry a join checkout c on c.id = a.subject_id where c.stripe_session_id = $1 and a.action = 'payLinkedInvoice'`,
      [sessionId],
    );
    expect(trail.length).toBeGreaterThan(0);
  });

  test('[B7] [S72] a page of somebody signed in is closed: two of one invoice are never open', async () => {
    const { token, number } = take();
    const [invoice] = await world.sql<{ id: string }>('select id from invoice where number = $1', [number]);
    const start = async () =>
      app.ask<{ startCheckout: { url: string } }>(
        'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { url } }',
        { id: invoice?.id },
        await world.signIn(world.globex.admin.email),
      );
    const own = (await start()).data.startCheckout.url;
    const linked = (await pay(token)).data.payLinkedInvoice;
    expect(linked).not.toBe(own);
    const open = await world.sql<{ by_link: boolean }>(
      `select by_link from checkout where invoice_id = $1 and state = 'OPEN'`,
      [invoice?.id],
    );
    expect(open).toEqual([{ by_link: true }]);
  });

  test('[B7] what was paid otherwise withdraws the link', async () => {
    const { token, number } = take();
    const [invoice] = await world.sql<{ id: string }>('select id from invoice where number = $1', [number]);
    const { errors } = await app.ask(
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }',
      { input: { invoiceId: invoice?.id, amountMinor: 1800, receivedOn: '2026-12-01' } },
      await world.signIn(NORTHWIND),
    );
    expect(errors).toBeUndefined();
    expect((await show(token)).data.linkedInvoice).toMatchObject({ state: 'PAID', content: null });
    expect(codeOf((await pay(token)).errors)).toBe('CONFLICT');
  });

  test('[S42] trying again and again has to wait', async () => {
    const { token } = take();
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 7; i += 1) codes.push(codeOf((await pay(token)).errors));
    expect(codes[0]).toBeUndefined();
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });

  test('[B7] after sixty days the link is no longer good', async () => {
    const { token } = take();
    app.clock.forward(60 * DAY_MS - 1_000);
    expect((await show(token)).errors).toBeUndefined();
    app.clock.forward(1_000);
    expect(codeOf((await show(token)).errors)).toBe('NOT_FOUND');
    expect(codeOf((await pay(token)).errors)).toBe('NOT_FOUND');
    expect((await pdf(token)).status).toBe(404);
  });
});
