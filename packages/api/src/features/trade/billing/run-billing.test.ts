import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemOf } from '../../../kernel/jobs.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addCompanies, addCompany } from '../../platform/tenancy/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription, addSubscriptions } from '../subscriptions/factory.ts';
import { billCustomers, billCustomersJob } from './bill-customers.ts';
import { bill as billToTheEnd, startBilling } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';

const runAs = (email: string, period: string) => startBilling({ app, world, email }, period);
const bill = (email: string, period: string) => billToTheEnd({ app, world, email }, period);

interface InvoiceRow {
  id: string;
  number: string;
  kind: string;
  state: string;
  issuerName: string;
  customerName: string;
  issuedOn: string;
  dueOn: string;
  netMinor: number;
  vatMinor: number;
  totalMinor: number;
  lines: {
    description: string;
    quantity: number;
    unitPriceMinor: number;
    from: string;
    to: string;
    netMinor: number;
    vatRateBp: number;
  }[];
}

async function invoicesOf(email: string, filter: object = {}): Promise<InvoiceRow[]> {
  const { data, errors } = await app.ask<{ invoices: { nodes: InvoiceRow[] } }>(
    `query ($filter: InvoiceFilter) { invoices(first: 5, filter: $filter, orderBy: { field: NUMBER }) { nodes {
       id number kind state issuerName customerName issuedOn dueOn netMinor vatMinor totalMinor
       lines { description quantity unitPriceMinor from to netMinor vatRateBp } } } }`,
    { filter },
    await world.signIn(email),
  );
  expect(errors).toBeUndefined();
  return data.invoices.nodes;
}

const runsOf = async (email: string) => {
  const { data } = await app.ask<{ billingRuns: { nodes: { issuer: { name: string } }[] } }>(
    '{ billingRuns { nodes { invoiceCount startedByName issuer { name } } } }',
    {},
    await world.signIn(email),
  );
  return data.billingRuns.nodes.sort((a, b) => (a.issuer.name < b.issuer.name ? -1 : 1));
};

const numbersOf = async (issuerId: string): Promise<number[]> =>
  (
    await world.sql<{ n: number }>(
      `select split_part(number, '-', 2)::int as n from invoice where issuer_id = $1 order by 1`,
      [issuerId],
    )
  ).map(({ n }) => n);

const upTo = (n: number): number[] => Array.from({ length: n }, (_unused, i) => i + 1);

// One story: each of its tests begins where the one before has ended. All others stand alone.
const pounds = (minor: number) => [{ currency: 'GBP', minor }];

describe('runBilling: a month of Northwind and of a direct customer', () => {
  test('waits for the end of the month, and says until when', async () => {
    await addSubscription(world, world.globex, {
      productId: world.mailbox,
      startsOn: '2026-10-01',
      endUserId: world.globex.user.endUserId,
    });
    await addSubscription(world, world.globex, {
      productId: world.archive,
      startsOn: '2026-10-12',
      endUserId: world.globex.user.endUserId,
    });
    await addSubscription(world, world.globex, {
      productId: world.hosting,
      startsOn: '2026-10-01',
      endsOn: '2026-10-16',
      quantity: 2,
    });
    await addSubscription(world, world.acme, { productId: world.hosting, startsOn: '2026-10-01' });
    app.clock.set('2026-10-31T23:30:00Z');
    const { errors } = await runAs(STAFF, '2026-10');
    expect(errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [
        { path: 'period', message: 'The month is not over yet: it can be billed from 1 November 2026.' },
      ],
    });
  });

  test('[B4] [C3] bills every level, prorated to the day, each under its own name and number', async () => {
    app.clock.set('2026-11-01T00:30:00Z');
    const run = await bill(STAFF, '2026-10');
    const [globex, acme, northwind] = (await invoicesOf(STAFF)).sort((a, b) =>
      a.issuerName < b.issuerName ? -1 : a.kind < b.kind ? -1 : 1,
    );
    expect(globex).toMatchObject({
      number: 'NW-000001',
      issuerName: 'Northwind IT',
      customerName: 'Globex Ltd',
      kind: 'RETAIL',
      state: 'OPEN',
    });
    expect(globex).toMatchObject({ issuedOn: '2026-11-01', dueOn: '2026-11-15' });
    expect(globex?.lines).toMatchObject([
      { quantity: 1, unitPriceMinor: 200, from: '2026-10-12', to: '2026-11-01', netMinor: 129 }, // 20 of 31 days
      { quantity: 2, unitPriceMinor: 1500, from: '2026-10-01', to: '2026-10-16', netMinor: 1452 }, // 15 of 31 days
      {
        quantity: 1,
        unitPriceMinor: 450,
        from: '2026-10-01',
        to: '2026-11-01',
        netMinor: 450,
        vatRateBp: 2000,
      },
    ]);
    // A line says what was supplied; whoever it was supplied to is not named.
    expect(globex?.lines.map(({ description }) => description)).toEqual(['archive', 'hosting', 'mailbox']);
    expect(globex).toMatchObject({ netMinor: 2031, vatMinor: 406, totalMinor: 2437 }); // 406.2
    expect(northwind).toMatchObject({
      issuerName: 'Xe2',
      customerName: 'Northwind IT',
      kind: 'WHOLESALE',
      netMinor: 300 + 65 + 968,
    });
    expect(acme).toMatchObject({
      issuerName: 'Xe2',
      customerName: 'Acme Ltd',
      kind: 'RETAIL',
      netMinor: 1500,
      totalMinor: 1800,
    });
    expect([acme?.number, northwind?.number].sort()).toEqual(['XE2-000001', 'XE2-000002']);
    expect(run).toMatchObject({
      period: '2026-10',
      state: 'DONE',
      issuer: { name: 'Xe2' },
      customerCount: 2,
      customersDone: 2,
      invoiceCount: 2,
      totals: pounds((acme?.totalMinor ?? 0) + (northwind?.totalMinor ?? 0)),
      startedByName: 'Ada xe2.example',
    });
    expect(await runsOf(STAFF)).toEqual([
      { issuer: { name: 'Northwind IT' }, invoiceCount: 1, startedByName: 'Ada xe2.example' },
      { issuer: { name: 'Xe2' }, invoiceCount: 2, startedByName: 'Ada xe2.example' },
    ]);
    // The reseller reads whose work its invoices are.
    expect(await runsOf(NORTHWIND)).toEqual([
      { issuer: { name: 'Northwind IT' }, invoiceCount: 1, startedByName: 'The platform’s staff' },
    ]);
    expect(await runsOf('admin@contoso.example')).toEqual([]);
  });

  test('[S75] twice makes nothing twice, whoever runs it', async () => {
    const before = await world.sql('select * from invoice_line order by id');
    expect(await bill(STAFF, '2026-10')).toMatchObject({ invoiceCount: 0, totals: [] });
    expect(await bill(NORTHWIND, '2026-10')).toMatchObject({ invoiceCount: 0, totals: [] });
    expect(await world.sql('select * from invoice_line order by id')).toEqual(before);
  });

  test('tells the customers’ administrators by mail, and writes it into the log of both sides', async () => {
    const mails = await world.letters<{
      to: string;
      subject: string;
      body: string;
      company_id: string | null;
    }>(`select * from mail where cause = 'invoice' order by "to"`);
    expect(mails.map(({ to }) => to)).toEqual([
      'admin@acme.example',
      'admin@globex.example',
      'admin@northwind.example',
    ]);
    expect(mails[1]).toMatchObject({ subject: 'Invoice NW-000001 is ready', company_id: world.globex.id });
    expect(mails[1]?.body).toContain('£24.37, due by 15 November 2026');
    const logged = await world.sql(
      `select action, subject_type, reference, reseller_id, company_id from audit_entry where action in ('issueInvoice', 'runBilling') and reseller_id = $1 order by reference`,
      [world.northwind.id],
    );
    expect(logged).toEqual(
      [
        // What staff ran in its name, and what it ran itself.
        ...[1, 2].map(() => ({
          action: 'runBilling',
          subject_type: 'BillingRun',
          reference: '2026-10',
          reseller_id: world.northwind.id,
          company_id: null,
        })),
        {
          action: 'issueInvoice',
          subject_type: 'Invoice',
          reference: 'NW-000001',
          reseller_id: world.northwind.id,
          company_id: world.globex.id,
        },
        {
          action: 'issueInvoice',
          subject_type: 'Invoice',
          reference: expect.stringMatching(/^XE2-/),
          reseller_id: world.northwind.id,
          company_id: null,
        },
      ].sort((a, b) => (String(a.reference) < String(b.reference) ? -1 : 1)),
    );
  });

  test('charges on the next invoice what was entered after its month had been billed', async () => {
    app.clock.set('2026-12-01T09:00:00Z');
    const late = {
      productId: world.hosting,
      startsOn: '2026-10-30',
      endsOn: '2026-11-02',
      createdAt: '2026-11-03T10:00:00Z',
    };
    await addSubscription(world, world.globex, late);
    await bill(NORTHWIND, '2026-11');
    await bill(STAFF, '2026-11');
    const [retail] = await invoicesOf(NORTHWIND, { companyId: world.globex.id, search: 'nw-000002' });
    expect(retail?.lines.filter(({ unitPriceMinor }) => unitPriceMinor === 1500)).toMatchObject([
      { from: '2026-10-30', to: '2026-11-01', netMinor: 97 }, // 2 of 31 days
      { from: '2026-11-01', to: '2026-11-02', netMinor: 50 }, // 1 of 30 days
    ]);
    const wholesale = (await invoicesOf(NORTHWIND, { kind: 'WHOLESALE' }))
      .flatMap(({ lines }) => lines)
      .filter(({ netMinor }) => netMinor === 65 || netMinor === 33);
    expect(wholesale).toMatchObject([
      { from: '2026-10-12' },
      { from: '2026-10-30', netMinor: 65 },
      { from: '2026-11-01', netMinor: 33 },
    ]);
    expect(await bill(STAFF, '2026-10')).toMatchObject({ invoiceCount: 0 });
  });

  test('[S74] [C3] the ledgers of platform, reseller and companies agree to the penny', async () => {
    const [sums] = await world.sql<Record<string, string>>(
      `select count(*) filter (where i.net_minor <> l.net) as wrong_nets,
         count(*) filter (where i.vat_minor <> round(i.net_minor * 0.2)) as wrong_vat,
         count(*) filter (where i.total_minor <> i.net_minor + i.vat_minor or i.total_minor = 0) as wrong_totals
       from invoice i join (select invoice_id, sum(net_minor) as net from invoice_line group by 1) l on l.invoice_id = i.id`,
    );
    expect(sums).toEqual({ wrong_nets: '0', wrong_vat: '0', wrong_totals: '0' });
    // Whatever Northwind charges a company for some days, the platform charges Northwind for the same days, and the reverse.
    const days = (kind: string) =>
      world.sql(
        `select l.subscription_id, l."from"::text, l."to"::text, l.quantity from invoice_line_part l join invoice i on i.id = l.invoice_id
          where i.kind = $1 and i.reseller_id = $2 order by 1, 2`,
        [kind, world.northwind.id],
      );
    expect(await days('RETAIL')).toEqual(await days('WHOLESALE'));
    // What one has to receive another has to pay: platform and reseller, reseller and company; the reseller keeps the margin.
    const [ledger] = await world.sql<Record<'platform' | 'reseller' | 'company' | 'margin', string>>(
      `select sum(case when kind = 'WHOLESALE' then net_minor else 0 end) as platform,
         sum(case when kind = 'RETAIL' then net_minor else -net_minor end) as reseller,
         -sum(case when kind = 'RETAIL' then net_minor else 0 end) as company,
         (select sum((s.retail_minor - s.wholesale_minor) * l.quantity * (l."to" - l."from")::numeric
            / extract(day from date_trunc('month', l."from") + interval '1 month - 1 day')::numeric)
          from invoice_line_part l join invoice i on i.id = l.invoice_id join subscription s on s.id = l.subscription_id
          where i.kind = 'RETAIL' and i.reseller_id = $1) as margin
       from invoice where reseller_id = $1`,
      [world.northwind.id],
    );
    expect(Number(ledger?.platform) + Number(ledger?.reseller) + Number(ledger?.company)).toBe(0);
    // Each line is rounded once at each price: the margin is off by less than a penny a line.
    expect(Math.abs(Number(ledger?.reseller) - Number(ledger?.margin))).toBeLessThan(8);
  });
});

describe('billingPreview', () => {
  beforeAll(() => app.clock.set('2026-12-01T09:00:00Z'));

  const preview = async (email: string, period: string) =>
    app.ask<{ billingPreview: { period: string; sides: Record<string, unknown>[] } }>(
      `query ($period: String!) { billingPreview(period: $period) { period sides {
         kind currency issuerCount invoiceCount lineCount netMinor newSubscriptionCount newMinor earlierMinor } } }`,
      { period },
      await world.signIn(email),
    );

  test('[B4] says what a run would make, to whom, and what is new; after the run nothing', async () => {
    const company = await addCompany(world, world.contoso.id, 'Previewed');
    await addSubscription(world, company, {
      productId: world.hosting,
      startsOn: '2026-10-22',
      createdAt: '2026-11-20T10:00:00Z',
    });
    const side = { currency: 'GBP', invoiceCount: 1, lineCount: 2, newSubscriptionCount: 1, issuerCount: 1 };
    const retail = { ...side, kind: 'RETAIL', netMinor: 1500 + 484, newMinor: 1984, earlierMinor: 484 };
    const wholesale = { ...side, kind: 'WHOLESALE', netMinor: 1000 + 323, newMinor: 1323, earlierMinor: 323 };
    expect((await preview('admin@contoso.example', '2026-11')).data.billingPreview).toEqual({
      period: '2026-11',
      sides: [retail],
    });
    expect((await preview(STAFF, '2026-11')).data.billingPreview.sides).toEqual([wholesale, retail]);
    expect((await preview(NORTHWIND, '2026-11')).data.billingPreview.sides).toEqual([]);
    const run = await bill('admin@contoso.example', '2026-11');
    expect(run).toMatchObject({ invoiceCount: 1, totals: pounds(2381) });
    const progress = async (email: string) =>
      app.ask<{ billingProgress: object }>(
        `query ($id: ID!) { billingProgress(billingRunId: $id) { period state issuerCount customerCount customersDone invoiceCount totals { currency minor } heldCount heldFor } }`,
        { id: run.id },
        await world.signIn(email),
      );
    expect((await progress(STAFF)).data.billingProgress).toEqual({
      period: '2026-11',
      state: 'DONE',
      issuerCount: 1,
      customerCount: 1,
      customersDone: 1,
      invoiceCount: 1,
      totals: pounds(2381),
      heldCount: 0,
      heldFor: [],
    });
    expect((await progress(NORTHWIND)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await progress('admin@globex.example')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await preview('admin@contoso.example', '2026-11')).data.billingPreview.sides).toEqual([]);
  });

  test('is for those who may bill, and for a month that is over', async () => {
    for (const email of ['admin@globex.example', 'user@globex.example'])
      expect((await preview(email, '2026-10')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const period of ['2026-12', 'soon'])
      expect((await preview(STAFF, period)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'period' }],
      });
  });
});

describe('runBilling: who may', () => {
  beforeAll(() => app.clock.set('2026-12-01T09:00:00Z'));

  test.each([['admin@globex.example'], ['user@globex.example']])('not %s', async (email) => {
    expect((await runAs(email, '2026-10')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a reseller bills its own companies, not others, and not itself', async () => {
    const company = await addCompany(world, world.contoso.id, 'Umbrella');
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-11-01' });
    const other = await addCompany(world, world.northwind.id, 'Stark');
    await addSubscription(world, other, { productId: world.hosting, startsOn: '2026-11-01' });
    expect(await bill('admin@contoso.example', '2026-11')).toMatchObject({
      invoiceCount: 1,
      totals: pounds(1800),
    });
    expect(await world.sql('select from invoice where company_id = $1', [other.id])).toHaveLength(0);
    expect(
      await world.sql('select from invoice where customer_reseller_id = $1', [world.contoso.id]),
    ).toHaveLength(0);
  });

  test.each(['2026-13', 'October', '2026-1', ''])('[S24] "%s" is no month', async (period) => {
    const { errors } = await runAs(STAFF, period);
    expect(errors?.[0]?.extensions.fields).toEqual([
      { path: 'period', message: 'Must be a month such as 2026-11.' },
    ]);
  });

  test('its runs are listed to whoever ran them', async () => {
    const company = await addCompany(world, world.contoso.id, 'Listed');
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-11-01' });
    const { id } = await bill('admin@contoso.example', '2026-11');
    const list = async (email: string) =>
      (
        await app.ask<{ billingRuns: { nodes: { id: string; period: string; startedByName: string }[] } }>(
          '{ billingRuns { nodes { id period startedByName } } }',
          {},
          await world.signIn(email),
        )
      ).data.billingRuns.nodes.filter((run) => run.id === id);
    const run = { id, period: '2026-11', startedByName: 'Ada contoso.example' };
    expect(await list('admin@contoso.example')).toEqual([run]);
    expect(await list(STAFF)).toEqual([run]);
    expect(await list(NORTHWIND)).toEqual([]);
    for (const email of ['admin@globex.example', 'user@globex.example']) {
      const { errors } = await app.ask('{ billingRuns { totalCount } }', {}, await world.signIn(email));
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('runBilling: what is odd', () => {
  const december = { startsOn: '2026-12-01' };
  beforeAll(() => app.clock.set('2027-01-02T09:00:00Z'));

  test('[B5] an issuer without a VAT number charges none and does not speak of it', async () => {
    const company = await addCompany(world, world.contoso.id, 'Untaxed');
    await addSubscription(world, company, { productId: world.hosting, ...december });
    await world.sql('update reseller set vat_number = null where id = $1', [world.contoso.id]);
    await bill('admin@contoso.example', '2026-12');
    const [row] = await world.sql<{
      vat_minor: string;
      total_minor: string;
      net_minor: string;
      seller: { vatNumber: null };
    }>(`select * from invoice where company_id = $1`, [company.id]);
    expect(row).toMatchObject({
      vat_minor: '0',
      net_minor: '1500',
      total_minor: '1500',
      seller: { vatNumber: null },
    });
  });

  test('[B5] a customer abroad is charged no UK VAT, and its invoice says why', async () => {
    const abroad = await addCompany(world, world.northwind.id, 'Abroad');
    await world.sql(
      `update company set vat_treatment = 'OUTSIDE_UK', vat_number = 'IE6388047V' where id = $1`,
      [abroad.id],
    );
    await addSubscription(world, abroad, { productId: world.hosting, ...december });
    await bill(NORTHWIND, '2026-12');
    const { data } = await app.ask<{ invoices: { nodes: object[] } }>(
      `query ($filter: InvoiceFilter) { invoices(filter: $filter) { nodes {
         netMinor vatMinor totalMinor lines { vatRateBp vatCategory vatReason } } } }`,
      { filter: { companyId: abroad.id } },
      await world.signIn(NORTHWIND),
    );
    expect(data.invoices.nodes).toEqual([
      {
        netMinor: 1500,
        vatMinor: 0,
        totalMinor: 1500,
        lines: [
          {
            vatRateBp: 0,
            vatCategory: 'REVERSE_CHARGE',
            vatReason: expect.stringMatching(/^Reverse charge: /),
          },
        ],
      },
    ]);
  });

  test('nothing to pay is no invoice, and takes no number', async () => {
    const free = await addProduct(world, 'FREE', { wholesale: 0, retail: 0 });
    const frugal = await addCompany(world, world.contoso.id, 'Frugal');
    await addSubscription(world, frugal, { productId: free, ...december });
    const before = await numbersOf(world.contoso.id);
    expect(await bill('admin@contoso.example', '2026-12')).toMatchObject({ invoiceCount: 0 });
    expect(await numbersOf(world.contoso.id)).toEqual(before);
  });

  test('[B4] thousands of like subscriptions are one line, with all of them behind it', async () => {
    const large = await addCompany(world, world.contoso.id, 'Large');
    const after = await addCompany(world, world.contoso.id, 'Next');
    await addSubscription(world, after, { productId: world.hosting, ...december });
    const one = { productId: world.archive, startsOn: '2026-12-01' };
    await addSubscriptions(world, large, Array(4500).fill(one));
    expect(await bill('admin@contoso.example', '2026-12')).toMatchObject({ invoiceCount: 2 });
    const [row] = await world.sql(
      `select i.state, i.net_minor, l.quantity, l.position as line, count(*) as parts, min(p.position), max(p.position)
        from invoice i join invoice_line l on l.invoice_id = i.id join invoice_line_part p on p.invoice_line_id = l.id
        where i.company_id = $1 group by i.id, l.id`,
      [large.id],
    );
    expect(row).toEqual({
      state: 'OPEN',
      net_minor: '900000',
      quantity: 4500,
      line: 1,
      parts: '4500',
      min: 1,
      max: 4500,
    });
    expect(await world.sql(`select from invoice where state = 'DRAFT'`)).toHaveLength(0);
  });
});

describe('runBilling: numbers', () => {
  beforeAll(() => app.clock.set('2027-01-02T09:00:00Z'));

  /** Many at one moment: they have signed in before. */
  const ask = async (tokens: string[]) => {
    const answers = await Promise.all(
      tokens.map((token) =>
        app.ask<{ runBilling: { id: string; state: string } }>(
          'mutation { runBilling(input: { period: "2026-12" }) { id state } }',
          {},
          token,
        ),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    return answers.map(({ data }) => data.runBilling);
  };
  const step = (billingRunId: string, resellerId: string) => {
    const { scopes, services, log } = app.app;
    const credentials = { kind: 'system', task: 'test', resellerId, does: [billCustomers.name] } as const;
    return perform({ scopes, services, log, requestId: 'test', credentials }, billCustomers, {
      billingRunId,
    });
  };

  test('[S75] [S76] are gapless, and nothing is made twice, when one month is billed by many at the same moment', async () => {
    const companies = await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map((name) => addCompany(world, world.northwind.id, `Busy ${name}`)),
    );
    for (const company of companies)
      await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-12-01' });
    const [staff, northwind] = [await world.signIn(STAFF), await world.signIn(NORTHWIND)];
    const runs = await ask(Array.from({ length: 40 }, (_unused, i) => (i % 10 ? northwind : staff)));
    // One run per issuer; whoever comes while it is under way is answered with it.
    const started = await world.sql<{ id: string; reseller_id: string }>(
      `select id, reseller_id from billing_run where state = 'RUNNING'`,
    );
    const of = (issuer: string) => started.filter((run) => run.reseller_id === issuer).map(({ id }) => id);
    expect(of(world.northwind.id)).toHaveLength(1);
    const answers = new Set(runs.map(({ id }) => id));
    expect(answers).toEqual(new Set([...of(world.platform.id), ...of(world.northwind.id)]));
    const [northwinds = ''] = of(world.northwind.id);
    // A job that comes twice does no harm: one of them works, the others leave it.
    const results = await Promise.all([1, 2, 3, 4].map(() => step(northwinds, world.northwind.id)));
    expect(results).toContain('MORE');
    await bill(STAFF, '2026-12');
    const numbers = await numbersOf(world.northwind.id);
    expect(numbers).toEqual(upTo(numbers.length));
    const made = await world.sql(
      `select from invoice where period_start = '2026-12-01' and company_id = any($1)`,
      [companies.map(({ id }) => id)],
    );
    expect(made).toHaveLength(5);
  });

  test('no request waits for a run: the mutation answers while the issuer is being billed', async () => {
    const company = await addCompany(world, world.northwind.id, 'Waited for');
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-12-01' });
    await world.sql('select pg_advisory_lock(hashtextextended($1, 0))', [`billing ${world.northwind.id}`]);
    const northwind = await world.signIn(NORTHWIND);
    const answers = await ask(Array.from({ length: 40 }, () => northwind));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers[0]?.state).toBe('RUNNING');
    expect(await step(answers[0]?.id ?? '', world.northwind.id)).toBe('BUSY');
    await world.sql('select pg_advisory_unlock(hashtextextended($1, 0))', [`billing ${world.northwind.id}`]);
    await bill(NORTHWIND, '2026-12');
  });

  test('[S76] a run that is killed between and within its batches is taken up where it stood, without a gap', async () => {
    app.clock.set('2027-02-01T09:00:00Z');
    const names = Array.from({ length: 150 }, (_, i) => `Many ${i + 1}`);
    const many = await addCompanies(world, world.contoso.id, names);
    for (const company of many)
      await addSubscription(world, company, { productId: world.hosting, startsOn: '2027-01-01' });
    const before = await numbersOf(world.contoso.id);
    const { data } = await runAs('admin@contoso.example', '2027-01');
    const runId = data.runBilling.id;
    expect(await step(runId, world.contoso.id)).toBe('MORE');
    const progress = async () =>
      (
        await world.sql<{ done: number; count: number; invoices: number }>(
          'select customers_done as done, customer_count as count, invoice_count as invoices from billing_run where id = $1',
          [runId],
        )
      )[0];
    const { done = 0, count = 0, invoices = 0 } = (await progress()) ?? {};
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(count);
    const first = await numbersOf(world.contoso.id);
    expect(first).toEqual(upTo(before.length + invoices));

    // The next batch is held up half-way, and its connection cut.
    await world.sql(`create function hold_up() returns trigger language plpgsql as $$ begin
       if new.company_id = '${many[60]?.id}' then perform pg_advisory_xact_lock(4711); end if; return new; end $$`);
    await world.sql(
      'create trigger hold_up before insert on invoice_line for each row execute function hold_up()',
    );
    await world.sql('select pg_advisory_lock(4711)');
    const killed = step(runId, world.contoso.id).catch((error: Error) => error);
    const waiting = () =>
      world.sql<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and objid = 4711 and not granted and database = (select oid from pg_database where datname = current_database())`,
      );
    await expect.poll(waiting).toHaveLength(1);
    await world.sql('select pg_terminate_backend($1)', [(await waiting())[0]?.pid]);
    expect(await killed).toBeInstanceOf(Error);
    await world.sql('select pg_advisory_unlock(4711)');
    expect(await numbersOf(world.contoso.id)).toEqual(first);

    await world.sql(`create or replace function hold_up() returns trigger language plpgsql as $$ begin
       if new.company_id = '${many[60]?.id}' then raise exception 'out of order'; end if; return new; end $$`);
    await expect(step(runId, world.contoso.id)).rejects.toThrow();
    expect(await numbersOf(world.contoso.id)).toEqual(first);
    expect(await progress()).toEqual({ done, count, invoices });

    // Whoever asks again is answered with the same run, which goes on.
    await world.sql('drop trigger hold_up on invoice_line');
    const run = await bill('admin@contoso.example', '2027-01');
    expect(run).toMatchObject({ id: runId, state: 'DONE', customersDone: run.customerCount });
    expect(run.invoiceCount).toBeGreaterThanOrEqual(150);
    const after = await numbersOf(world.contoso.id);
    expect(after).toEqual(upTo(before.length + run.invoiceCount));
    expect(
      await world.sql(
        `select company_id from invoice where period_start = '2027-01-01' group by 1 having count(*) > 1`,
      ),
    ).toEqual([]);
  });

  test('[B4] a run whose batch fails three times says so, at home too, and the month can be run again for the rest', async () => {
    const contoso = 'admin@contoso.example';
    const company = await addCompany(world, world.contoso.id, 'Failing');
    const billed = await addCompany(world, world.contoso.id, 'Billed');
    app.clock.set('2027-03-01T09:00:00Z');
    for (const { id, resellerId } of [company, billed])
      await addSubscription(world, { id, resellerId }, { productId: world.hosting, startsOn: '2027-02-01' });
    await world.sql(`create function refuse() returns trigger language plpgsql as $$ begin
       if new.company_id = '${company.id}' then raise exception 'out of order'; end if; return new; end $$`);
    await world.sql('create trigger refuse before insert on invoice for each row execute function refuse()');
    const { data } = await runAs(contoso, '2027-02');
    const runId = data.runBilling.id;
    const failed = async (email: string) =>
      (
        await app.ask<{ home: { failedBillingRuns: number | null } }>(
          '{ home { failedBillingRuns } }',
          {},
          await world.signIn(email),
        )
      ).data.home.failedBillingRuns;
    const work = () => {
      const { scopes, services, log } = app.app;
      const payload = { resellerId: world.contoso.id, billingRunId: runId };
      const credentials = systemOf(billCustomersJob, payload);
      return billCustomersJob.run({ scopes, services, log, requestId: 'test', credentials }, payload);
    };
    const state = async () =>
      world.sql<{ failures: number }>(
        'select state, failures, finished_at is not null as ended from billing_run where id = $1',
        [runId],
      );
    // Batches before it go well; what comes then fails, again and again.
    while ((await state())[0]?.failures === 0) await work();
    expect(await state()).toEqual([{ state: 'RUNNING', failures: 1, ended: false }]);
    expect(await failed(contoso)).toBe(0);
    await work();
    await work();
    expect(await state()).toEqual([{ state: 'FAILED', failures: 3, ended: true }]);
    await work();
    expect(await failed(contoso)).toBe(1);
    expect(await failed(STAFF)).toBe(1);
    expect(await failed(NORTHWIND)).toBe(0);
    const progress = await app.ask<{ billingProgress: object }>(
      'query ($id: ID!) { billingProgress(billingRunId: $id) { state } billingRun(id: $id) { state leftFailed } }',
      { id: runId },
      await world.signIn(contoso),
    );
    expect(progress.data).toEqual({
      billingProgress: { state: 'FAILED' },
      billingRun: { state: 'FAILED', leftFailed: true },
    });
    expect(
      await world.sql(`select actor_level, reference from audit_entry where action = 'failBilling'`),
    ).toEqual([{ actor_level: null, reference: '2027-02' }]);

    await world.sql('drop trigger refuse on invoice');
    const again = await bill(contoso, '2027-02');
    expect(again.id).not.toBe(runId);
    expect(again.state).toBe('DONE');
    expect(await failed(contoso)).toBe(0);
    const made = await world.sql(
      `select count(*)::int as invoices, count(distinct company_id)::int as companies from invoice
        where period_start = '2027-02-01' and company_id = any($1)`,
      [[company.id, billed.id]],
    );
    expect(made).toEqual([{ invoices: 2, companies: 2 }]);
    const numbers = await numbersOf(world.contoso.id);
    expect(numbers).toEqual(upTo(numbers.length));
  });

  test('[S14] the queue works a run off to its end, batch by batch', async () => {
    app.clock.set('2027-03-01T09:00:00Z');
    const company = await addCompany(world, world.northwind.id, 'Queued');
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2027-01-01' });
    const { data } = await runAs(NORTHWIND, '2027-01');
    await app.app.work();
    const state = async () =>
      (
        await world.sql<{ state: string }>('select state from billing_run where id = $1', [
          data.runBilling.id,
        ])
      )[0]?.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('DONE');
    expect(await world.sql('select from invoice where company_id = $1', [company.id])).toHaveLength(1);
    const numbers = await numbersOf(world.northwind.id);
    expect(numbers).toEqual(upTo(numbers.length));
  });
});
