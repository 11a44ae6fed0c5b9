import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StripeStandIn, startStripeStandIn } from '../../../demo/stripe-stand-in.ts';
import { freePort } from '../../../kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addList } from '../prices/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';
import { brokenRules } from './testing/e-invoice-rules.ts';

const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';
const STAFF = 'staff@xe2.example';
const SECRET_KEY = 'sk_test_currencies';
const WEBHOOK_SECRET = 'whsec_currencies';

let app: TestApp;
let world: World;
let stripe: StripeStandIn;
let product: string;

beforeAll(async () => {
  const port = await freePort();
  const config = {
    stripe: { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, apiBase: `http://127.0.0.1:${port}` },
  };
  app = await startTestApp({ at: '2026-10-01T09:00:00Z', config });
  stripe = await startStripeStandIn({
    port,
    apiKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: `${app.url}/webhooks/stripe`,
    accountId: 'acct_elsewhere',
    now: () => app.clock.now(),
  });
  world = await createWorld(app);
  const { globex, northwind } = world;
  product = await addProduct(world, 'SITE', { wholesale: 1_000, retail: 1_500 });
  await world.sql(`update company set currency = 'EUR' where id = $1`, [globex.id]);
  await addList(world, {
    issuer: northwind.id,
    kind: 'RETAIL',
    name: 'Euros',
    currency: 'EUR',
    everyone: true,
    prices: [[product, 1, 1_799]],
  });
  // One more of Northwind's pays in pounds, and one of another country in euros.
  await world.sql(
    `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at, vat_treatment, currency)
       select uuidv7(), c.reseller_id, n.name, n.name, c.address, 'ACTIVE', c.agreement_version, c.created_at, n.vat, n.currency
         from company c, (values ('LONDON', 'STANDARD', 'GBP'), ('LYON', 'OUTSIDE_UK', 'EUR')) n (name, vat, currency) where c.id = $1`,
    [globex.id],
  );
  const companies = await world.sql<{ id: string; resellerId: string }>(
    'select id, reseller_id as "resellerId" from company where reseller_id = $1',
    [northwind.id],
  );
  for (const company of companies)
    await addSubscription(world, company, { productId: product, startsOn: '2026-10-01', quantity: 3 });
});
afterAll(async () => {
  await app.close();
  await stripe.stop();
});

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const euros = (minor: number) => ({ currency: 'EUR', minor });
const pounds = (minor: number) => ({ currency: 'GBP', minor });
const record = (email: string, input: object) =>
  ask<{ recordExchangeRate: { id: string; perPound: string } }>(
    email,
    'mutation ($input: RecordExchangeRateInput!) { recordExchangeRate(input: $input) { id perPound } }',
    { input: { currency: 'EUR', month: '2026-11', perPound: '1.1534', ...input } },
  );
interface InvoiceRow {
  id: string;
  number: string;
  customerName: string;
  currency: string;
}
const invoices = async (email: string) =>
  (
    await ask<{ invoices: { nodes: InvoiceRow[] } }>(
      email,
      `{ invoices(first: 20, orderBy: { field: NUMBER }) { nodes {
          id number customerName currency netMinor vatMinor totalMinor vatSterlingMinor perPound } } }`,
    )
  ).data.invoices.nodes;

// One story: each of its tests begins where the one before has ended.
describe('a month of customers in pounds and euros', () => {
  test('[B4] is previewed in each currency by itself', async () => {
    app.clock.set('2026-11-01T09:00:00Z');
    const { data } = await ask<{ billingPreview: { sides: object[] } }>(
      NORTHWIND,
      'query ($of: String!) { billingPreview(period: $of) { sides { kind currency invoiceCount netMinor } } }',
      { of: '2026-10' },
    );
    expect(data.billingPreview.sides).toEqual([
      { kind: 'RETAIL', currency: 'EUR', invoiceCount: 2, netMinor: 2 * 5_397 },
      { kind: 'RETAIL', currency: 'GBP', invoiceCount: 1, netMinor: 4_500 },
    ]);
  });

  test('[B5] who is charged VAT in euros is passed over while nobody has said what it is in pounds', async () => {
    const run = await bill({ app, world, email: NORTHWIND }, '2026-10');
    expect(run).toMatchObject({
      state: 'DONE',
      customerCount: 3,
      invoiceCount: 2,
      heldCount: 1,
      heldFor: ['EUR'],
    });
    expect(run.totals).toEqual(expect.arrayContaining([pounds(5_400), euros(5_397)]));
    expect((await invoices(NORTHWIND)).map(({ customerName, currency }) => [customerName, currency])).toEqual(
      expect.arrayContaining([
        ['LONDON', 'GBP'],
        ['LYON', 'EUR'],
      ]),
    );
    const { data } = await ask(NORTHWIND, '{ home { heldBillingRuns } }');
    expect(data).toEqual({ home: { heldBillingRuns: 1 } });
  });

  test('[B5] with a rate it is billed, and the invoice says its VAT in pounds', async () => {
    expect((await record(NORTHWIND, {})).errors).toBeUndefined();
    expect(await bill({ app, world, email: NORTHWIND }, '2026-10')).toMatchObject({
      invoiceCount: 1,
      totals: [euros(6_476)],
      heldCount: 0,
      heldFor: [],
    });
    const [invoice] = await invoices(GLOBEX);
    // 1,079 cents are 935.49… pence.
    expect(invoice).toMatchObject({
      customerName: 'Globex Ltd',
      currency: 'EUR',
      netMinor: 5_397,
      vatMinor: 1_079,
      totalMinor: 6_476,
      vatSterlingMinor: 935,
      perPound: '1.1534',
    });
    expect((await invoices(NORTHWIND)).find(({ customerName }) => customerName === 'LYON')).toMatchObject({
      vatMinor: 0,
      vatSterlingMinor: null,
      perPound: null,
    });
    const { data } = await ask(NORTHWIND, '{ home { heldBillingRuns } }');
    expect(data).toEqual({ home: { heldBillingRuns: 0 } });
    const letters = await world.letters<{ body: string }>(
      `select body from mail where cause = 'invoice' and company_id = $1`,
      [world.globex.id],
    );
    expect(letters.map(({ body }) => body)).toEqual([expect.stringContaining(': €64.76, due by')]);
    await expectPdf(invoice?.id as string, ['€64.76', 'VAT in pounds, at 1.1534 EUR to £1', '£9.35']);
  });

  test('[B1] [O1] sums stand side by side, and are never added up', async () => {
    const money = '{ currency minor }';
    const home = await ask(
      NORTHWIND,
      `{ home { recurring ${money} outstanding ${money} overdue ${money} margin ${money} revenue { month net ${money} } } }`,
    );
    const { revenue, ...figures } = (home.data as { home: { revenue: { net: object[] }[] } }).home;
    expect(figures).toEqual({
      recurring: [pounds(4_500), euros(2 * 5_397)],
      outstanding: [pounds(5_400), euros(6_476 + 5_397)],
      overdue: [pounds(0)],
      margin: [pounds(1_500)],
    });
    expect(revenue.at(-1)?.net).toEqual([pounds(4_500), euros(2 * 5_397)]);
    const company = await ask(
      STAFF,
      `query ($id: ID!) { company(id: $id) { outstanding ${money} recurring ${money} } }`,
      { id: world.globex.id },
    );
    // Staff see what Northwind pays for it, which is in pounds; its invoice is in euros.
    expect(company.data).toEqual({ company: { outstanding: [euros(6_476)], recurring: [pounds(3_000)] } });
  });

  test('[B7] is paid by card in the currency of the invoice', async () => {
    const [invoice] = await invoices(GLOBEX);
    const started = await ask<{ startCheckout: { url: string } }>(
      GLOBEX,
      'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { id url } }',
      { id: invoice?.id },
    );
    expect(started.errors).toBeUndefined();
    const page = await fetch(started.data.startCheckout.url);
    expect(await page.text()).toContain('€64.76');
    await app.app.work();
    await stripe.completeSession(started.data.startCheckout.url.split('/').at(-1) as string);
    const state = async () =>
      (await world.sql<{ state: string }>('select state from invoice where id = $1', [invoice?.id]))[0]
        ?.state;
    await expect.poll(state).toBe('PAID');
  });

  test('[B7] is on the statement of whoever pays in it, and on no other: what was taken in euros is not set off in pounds', async () => {
    const statement = async (email: string, id: string) => {
      const { data } = await ask<{ statement: object }>(
        email,
        `query ($id: ID!) { statement(customerId: $id, from: "2026-10-01", to: "2026-12-31") {
           currency closingMinor entries { kind amountMinor balanceMinor } } }`,
        { id },
      );
      return data.statement;
    };
    expect(await statement(GLOBEX, world.globex.id)).toEqual({
      currency: 'EUR',
      closingMinor: 0,
      entries: [
        { kind: 'INVOICE', amountMinor: 6_476, balanceMinor: 6_476 },
        { kind: 'PAYMENT', amountMinor: -6_476, balanceMinor: 0 },
      ],
    });
    expect(await statement(NORTHWIND, world.northwind.id)).toEqual({
      currency: 'GBP',
      closingMinor: 0,
      entries: [],
    });
  });

  test('[B5] [B6] what is credited takes its VAT back in pounds, too, at the rate of the invoice: together what that said', async () => {
    const [invoice] = await invoices(GLOBEX);
    const [line] = await world.sql<{ id: string }>('select id from invoice_line where invoice_id = $1', [
      invoice?.id,
    ]);
    await record(NORTHWIND, { perPound: '1.2' });
    const credit = async (netMinor: number) => {
      const { data, errors } = await ask<{
        issueCreditNote: { id: string; vatMinor: number; vatSterlingMinor: number; perPound: string };
      }>(
        NORTHWIND,
        'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { id vatMinor vatSterlingMinor perPound } }',
        {
          input: {
            invoiceId: invoice?.id,
            reason: 'Not as agreed.',
            lines: [{ lineId: line?.id, netMinor }],
          },
        },
      );
      expect(errors).toBeUndefined();
      return data.issueCreditNote;
    };
    // 200 of 1,079 cents of VAT are 173 of 935 pence, and what is left is the rest of them.
    const first = await credit(1_000);
    expect(first).toMatchObject({ vatMinor: 200, vatSterlingMinor: 173, perPound: '1.1534' });
    expect(await credit(5_397 - 1_000)).toMatchObject({ vatMinor: 879, vatSterlingMinor: 935 - 173 });
    const xml = await fetch(`${app.url}/credit-notes/${first.id}/xml`, {
      headers: { authorization: `Bearer ${await world.signIn(GLOBEX)}` },
    });
    const text = await xml.text();
    expect(text).toContain('<cbc:TaxCurrencyCode>GBP</cbc:TaxCurrencyCode>');
    expect(text).toContain('<cbc:TaxAmount currencyID="GBP">1.73</cbc:TaxAmount>');
    expect(brokenRules(text)).toEqual([]);
    await record(NORTHWIND, { perPound: '1.1534' });
  });
});

describe('recordExchangeRate', () => {
  const code = ({ errors }: { errors?: { extensions: object }[] }) => errors?.[0]?.extensions;

  test('[B5] corrects a rate; said twice it changes nothing', async () => {
    const first = await record(NORTHWIND, { month: '2026-10', perPound: '1.15' });
    const again = await record(NORTHWIND, { month: '2026-10', perPound: '1.150' });
    expect(again.data).toEqual(first.data);
    const corrected = await record(NORTHWIND, { month: '2026-10', perPound: '1.16' });
    expect(corrected.data.recordExchangeRate).toEqual({
      id: first.data.recordExchangeRate.id,
      perPound: '1.16',
    });
    const { data } = await ask(NORTHWIND, '{ exchangeRates { nodes { currency month perPound } } }');
    expect(data).toEqual({
      exchangeRates: {
        nodes: [
          { currency: 'EUR', month: '2026-11', perPound: '1.1534' },
          { currency: 'EUR', month: '2026-10', perPound: '1.16' },
        ],
      },
    });
    const noted = await world.sql(
      `select from audit_entry where action = 'recordExchangeRate' and reference = 'EUR 2026-10'`,
    );
    expect(noted).toHaveLength(2);
  });

  test('[B5] is for those who bill, each by their own', async () => {
    for (const email of [GLOBEX, 'user@globex.example'])
      expect(code(await record(email, {}))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await record(STAFF, { perPound: '1.2' })).errors).toBeUndefined();
    const { data } = await ask('admin@contoso.example', '{ exchangeRates { totalCount } }');
    expect(data).toEqual({ exchangeRates: { totalCount: 0 } });
    const technician = await colleague(world, world.northwind.admin, 'TECHNICIAN');
    const refused = await app.ask('{ exchangeRates { totalCount } }', {}, technician.token);
    expect(code(refused)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([
    [{ perPound: '1,15' }, 'perPound'],
    [{ perPound: '0.00' }, 'perPound'],
    [{ perPound: '1.12345678' }, 'perPound'],
    [{ month: '2027-03' }, 'month'],
    [{ month: 'November' }, 'month'],
  ])('refuses %o', async (input, path) => {
    expect(code(await record(NORTHWIND, input))).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
  });
});

/** What the PDF says, beside how it is laid out. */
async function expectPdf(invoiceId: string, texts: string[]): Promise<void> {
  const headers = { authorization: `Bearer ${await world.signIn(GLOBEX)}` };
  const response = await fetch(`${app.url}/invoices/${invoiceId}/pdf`, { headers });
  const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
  const { text } = await extractText(pdf, { mergePages: true });
  for (const part of texts) expect(text.replace(/\s+/g, ' ')).toContain(part);
}

describe('a file of exchange rates', () => {
  const HEAD = 'Country/Territories,Currency,Currency Code,Currency Units per £1,Start Date,End Date';
  const file = (...lines: string[]) => [HEAD, ...lines].join('\r\n');
  const EUROS = 'Eurozone,Euro,EUR,1.1489,01/12/2026,31/12/2026';
  const DOLLARS = 'USA,Dollar,USD,1.3201,01/12/2026,31/12/2026';
  const YEN = 'Japan,Yen,JPY,199.5,01/12/2026,31/12/2026';
  const preview = async (email: string, csv: string) =>
    ask<{ exchangeRateImport: object }>(
      email,
      'query ($csv: String!) { exchangeRateImport(csv: $csv) { otherCount rows { currency month before perPound } problems { line message } } }',
      { csv },
    );
  const take = async (email: string, csv: string) =>
    ask<{ importExchangeRates: number }>(
      email,
      'mutation ($input: ImportExchangeRatesInput!) { importExchangeRates(input: $input) }',
      { input: { csv } },
    );
  const noted = (email: string) =>
    ask<{ exchangeRates: { nodes: object[] } }>(
      email,
      '{ exchangeRates(first: 2) { nodes { currency month perPound } } }',
    );

  test('[B5] as HMRC publishes it is shown beside what is noted, and noted once', async () => {
    await record(NORTHWIND, { month: '2026-12', perPound: '1.15' });
    const { data } = await preview(NORTHWIND, file(EUROS, YEN, DOLLARS));
    expect(data.exchangeRateImport).toEqual({
      otherCount: 1,
      problems: [],
      rows: [
        { currency: 'EUR', month: '2026-12', before: '1.15', perPound: '1.1489' },
        { currency: 'USD', month: '2026-12', before: null, perPound: '1.3201' },
      ],
    });
    expect((await take(NORTHWIND, file(EUROS, YEN, DOLLARS))).data.importExchangeRates).toBe(2);
    expect((await noted(NORTHWIND)).data.exchangeRates.nodes).toEqual(
      expect.arrayContaining([
        { currency: 'EUR', month: '2026-12', perPound: '1.1489' },
        { currency: 'USD', month: '2026-12', perPound: '1.3201' },
      ]),
    );
    expect((await take(NORTHWIND, file(EUROS, DOLLARS))).data.importExchangeRates).toBe(0);
    expect(
      await world.sql(
        `select from audit_entry where action = 'importExchangeRates' and reference like '% 2026-12'`,
      ),
    ).toHaveLength(2);
  });

  test('[B5] with lines that are wrong names each, and nothing of it is noted', async () => {
    const csv = file(
      EUROS.replace('1.1489', '0'),
      DOLLARS.replace('31/12/2026', '31/01/2027'),
      'Eurozone,Euro,EUR,1.2,01/06/2027,30/06/2027',
      DOLLARS.replace('1.3201', '1.4'),
      DOLLARS,
    );
    const { data } = await preview(NORTHWIND, csv);
    expect(data.exchangeRateImport).toMatchObject({
      problems: [
        { line: 2, message: expect.stringContaining('such as 1.1534') },
        { line: 3, message: expect.stringContaining('one month') },
        { line: 4, message: expect.stringContaining('the next at the latest') },
        { line: 6, message: expect.stringContaining('already') },
      ],
    });
    const { errors } = await take(NORTHWIND, csv);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'csv', message: expect.stringContaining('Line 2: ') }],
    });
    expect((await noted(NORTHWIND)).data.exchangeRates.nodes).toContainEqual({
      currency: 'USD',
      month: '2026-12',
      perPound: '1.3201',
    });
    for (const wrong of ['Hello', `${HEAD}\n${YEN}`, 'a,"b'])
      expect((await take(NORTHWIND, wrong)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'csv' }],
      });
  });

  test('[B5] [S7] is for those who bill, each their own', async () => {
    for (const email of [GLOBEX, 'user@globex.example']) {
      expect((await take(email, file(EUROS))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await preview(email, file(EUROS))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await preview('admin@contoso.example', file(EUROS))).data.exchangeRateImport).toMatchObject({
      rows: [{ before: null }],
    });
  });
});
