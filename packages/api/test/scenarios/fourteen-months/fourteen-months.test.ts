import { addDays, type PlainDate } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bill } from '../../../src/features/trade/billing/factory.ts';
import { brokenRules } from '../../../src/features/trade/billing/testing/e-invoice-rules.ts';
import { addLine } from '../../../src/features/trade/calls/factory.ts';
import { chaseCustomers } from '../../../src/features/trade/chasing/chase-customers.ts';
import { verifyLedger } from '../../../src/features/trade/ledger/verify-ledger.ts';
import { orderOf, placeOrder } from '../../../src/features/trade/orders/factory.ts';
import { addTariff } from '../../../src/features/trade/tariffs/factory.ts';
import { startTestApp, type TestApp } from '../../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../src/kernel/testing/world.ts';
import { perform } from '../../../src/kernel/verb.ts';
import { Books, Fraction, type Rounding, type Side, type Supplied, vatOn } from './books.ts';

/**
 * Fourteen months of two resellers, three companies and their bookkeeper, who knows nothing of the product: from the last days on
 * which VAT was 17.5 % to a 29 February, over both changes of the clock. The tests are chapters, in order.
 */
const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const ROUNDING: Record<string, Rounding> = {
  Xe2: 'NEAREST',
  'Northwind IT': 'EACH_LINE',
  'Contoso Cloud': 'DOWN',
};

let app: TestApp;
let world: World;
const books = new Books();
/** What the company has of hosting, as the books have it. */
const hosting: Record<'globex' | 'initech' | 'acme', Supplied | undefined> = {
  globex: undefined,
  initech: undefined,
  acme: undefined,
};
/** What stands on each customer's account by the books: invoices and debit notes less what came in and was credited. */
const account = new Map<string, number>();
const owe = (customerId: string, minor: number) =>
  account.set(customerId, (account.get(customerId) ?? 0) + minor);

beforeAll(async () => {
  app = await startTestApp({ at: '2010-12-18T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
  await world.sql('update product set suspendable = true where id = $1', [world.hosting]);
  for (const [reseller, rounding] of [
    [world.northwind, 'EACH_LINE'],
    [world.contoso, 'DOWN'],
  ] as const)
    await send(STAFF, 'updateReseller', { id: reseller.id, vatRounding: rounding });
});
afterAll(() => app.close());

const at = (day: PlainDate, time = '09:00') => app.clock.set(`${day}T${time}:00Z`);
async function send<T = { id: string }>(
  email: string,
  name: string,
  given: object,
  selection = 'id',
): Promise<T> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const { data, errors } = await app.ask<Record<string, T>>(
    `mutation ($input: ${type}) { ${name}(input: $input) { ${selection} } }`,
    { input: given },
    await world.signIn(email),
  );
  expect(errors).toBeUndefined();
  return data[name] as T;
}
/** An order of a company, carried out. */
async function order(
  company: 'globex' | 'initech' | 'acme',
  line: object,
  startsOn?: PlainDate,
): Promise<void> {
  const token = await world.signIn(`admin@${company}.example`);
  const { data, errors } = await placeOrder(app, token, { lines: [line], ...(startsOn && { startsOn }) });
  expect(errors).toBeUndefined();
  const state = async () => (await orderOf(app, token, data.placeOrder.id)).state;
  await expect.poll(state, { timeout: 20_000 }).toBe('DONE');
}
/** Hosting from today on, in the product and in the books. */
async function begin(
  company: 'globex' | 'initech' | 'acme',
  quantity: number,
  from: PlainDate,
): Promise<Supplied> {
  await order(company, { productId: world.hosting, quantity });
  const reseller = { globex: 'Northwind IT', initech: 'Contoso Cloud', acme: null }[company];
  return books.begin({ company, reseller, quantity, retail: 1500, wholesale: 1000, from, until: null });
}
const subscriptionOf = async (company: 'globex' | 'initech' | 'acme'): Promise<string> =>
  (
    await world.sql<{ id: string }>(
      'select id from subscription where company_id = $1 order by created_at, id limit 1',
      [world[company].id],
    )
  )[0]?.id ?? '';

interface Issued {
  id: string;
  number: string;
  customer: string;
  customerId: string;
  issuer: string;
  side: Side;
  net: number;
  vat: number;
}
const issuedOf = (month: string) =>
  world.sql<Issued>(
    `select i.id, i.number, i.customer_id as "customerId", i.issuer, i.kind as side, i.net_minor::int as net, i.vat_minor::int as vat,
         coalesce(split_part(lower(c.name), ' ', 1), r.name) as customer
       from (select i.*, coalesce(i.company_id, i.reseller_id) as customer_id, s.name as issuer from invoice i join reseller s on s.id = i.issuer_id) i
         join reseller r on r.id = i.reseller_id left join company c on c.id = i.company_id
       where i.document = 'INVOICE' and i.period_start = $1::date order by 4`,
    [`${month}-01`],
  );
const CUSTOMERS: [customer: string, side: Side, issuer: string][] = [
  ['globex', 'RETAIL', 'Northwind IT'],
  ['initech', 'RETAIL', 'Contoso Cloud'],
  ['acme', 'RETAIL', 'Xe2'],
  ['Northwind IT', 'WHOLESALE', 'Xe2'],
  ['Contoso Cloud', 'WHOLESALE', 'Xe2'],
];

/** Bills a month on a day, and compares every invoice with the books. */
async function billAndCompare(
  month: string,
  on: PlainDate,
  email = STAFF,
  of = CUSTOMERS,
): Promise<Issued[]> {
  at(on);
  await bill({ app, world, email }, month);
  const issued = (await issuedOf(month)).filter(({ customer }) => of.some(([name]) => name === customer));
  const expected = of.flatMap(([customer, side, issuer]) => {
    const sums = books.invoice(customer, side, month, on, ROUNDING[issuer] as Rounding);
    return sums ? [{ month, customer, side, issuer, ...sums }] : [];
  });
  const made = issued.map(({ customer, side, issuer, net, vat }) => ({
    month,
    customer,
    side,
    issuer,
    net,
    vat,
  }));
  const byName = <T extends { customer: string }>(rows: T[]) =>
    rows.toSorted((a, b) => (a.customer < b.customer ? -1 : 1));
  expect(byName(made)).toEqual(byName(expected));
  for (const { customerId, net, vat } of issued) owe(customerId, net + vat);
  return issued;
}
const pay = async (
  issuer: string,
  { id: invoiceId, customerId }: Issued,
  amountMinor: number,
  receivedOn: PlainDate,
) => {
  await send(issuer, 'recordPayment', {
    invoiceId,
    amountMinor,
    receivedOn,
    reference: `${receivedOn} ${invoiceId}`.slice(0, 40),
  });
  owe(customerId, -amountMinor);
};
const of = (issued: Issued[], customer: string): Issued =>
  issued.find((one) => one.customer === customer) as Issued;
const lineOf = async (invoiceId: string) =>
  (
    await world.sql<{ id: string; net: number }>(
      'select id, net_minor::int as net from invoice_line where invoice_id = $1 order by position',
      [invoiceId],
    )
  )[0] as { id: string; net: number };

let december: Issued[];

describe('[B4] [B5] [B7] fourteen months', () => {
  test('the last invoices at 17.5 % and the first at 20 %', async () => {
    at('2010-12-20');
    hosting.globex = await begin('globex', 3, '2010-12-20');
    hosting.initech = await begin('initech', 1, '2010-12-20');
    hosting.acme = await begin('acme', 2, '2010-12-20');
    const ofNorthwind = CUSTOMERS.slice(0, 1);
    december = await billAndCompare('2010-12', '2011-01-03', NORTHWIND, ofNorthwind);
    december.push(...(await billAndCompare('2010-12', '2011-01-04', STAFF, CUSTOMERS.slice(1))));
    expect(of(december, 'globex')).toMatchObject({ net: 1742, vat: 305 }); // 4500 × 12/31 = 1741.9
    expect(of(december, 'acme')).toMatchObject({ net: 1161, vat: 232 }); // 3000 × 12/31 = 1161.3
  });

  test('a quantity, a service and a price change inside a month; the clocks go forward', async () => {
    await billAndCompare('2011-01', '2011-02-01');
    at('2011-02-11');
    await order('globex', { subscriptionId: await subscriptionOf('globex'), quantity: 5 });
    hosting.globex = books.change(hosting.globex as Supplied, '2011-02-11', { quantity: 5 });
    await billAndCompare('2011-02', '2011-03-01');
    // The hour after midnight is skipped an hour later.
    at('2011-03-27', '00:30');
    await begin('initech', 2, '2011-03-27');
    await billAndCompare('2011-03', '2011-04-01');
    at('2011-04-15');
    await send(NORTHWIND, 'setRetailPrice', { productId: world.hosting, retailMinor: 1667 });
    await send(
      NORTHWIND,
      'repriceSubscriptions',
      { ids: [await subscriptionOf('globex')], from: '2011-05-19' },
      'done',
    );
    hosting.globex = books.change(hosting.globex as Supplied, '2011-05-19', { retail: 1667 });
    await billAndCompare('2011-04', '2011-05-01');
    await billAndCompare('2011-05', '2011-06-01');
  });

  test('a note follows the VAT of what it corrects, at a rate that is no more', async () => {
    at('2011-06-03');
    const globex = of(december, 'globex');
    const line = await lineOf(globex.id);
    const credited = await send<{ id: string; netMinor: number; vatMinor: number }>(
      NORTHWIND,
      'issueCreditNote',
      {
        invoiceId: globex.id,
        reason: 'Not set up until Christmas.',
        lines: [{ lineId: line.id, netMinor: 726 }],
      },
      'id netMinor vatMinor',
    );
    const vat = new Fraction(726).times(175, 1000).rounded();
    expect(credited).toMatchObject({ netMinor: 726, vatMinor: vat });
    owe(globex.customerId, -(726 + vat));
    const acme = of(december, 'acme');
    const owed = await lineOf(acme.id);
    await send(STAFF, 'issueDebitNote', {
      invoiceId: acme.id,
      reason: 'One was left out.',
      lines: [{ lineId: owed.id, netMinor: 333 }],
    });
    owe(acme.customerId, 333 + vatOn([333], '2011-06-03', 'NEAREST'));
  });

  test('fewer, the end of a service, calls around midnight by the clock of London, and money in parts', async () => {
    at('2011-06-15');
    await order('globex', { subscriptionId: await subscriptionOf('globex'), quantity: 4 });
    hosting.globex = books.change(hosting.globex as Supplied, '2011-06-15', { quantity: 4 });
    const june = await billAndCompare('2011-06', '2011-07-01');
    const half = Math.floor((of(june, 'globex').net + of(june, 'globex').vat) / 2);
    at('2011-07-12');
    await pay(NORTHWIND, of(june, 'globex'), half, '2011-07-12');
    await pay(
      STAFF,
      of(june, 'Northwind IT'),
      of(june, 'Northwind IT').net + of(june, 'Northwind IT').vat,
      '2011-07-12',
    );
    await send('admin@acme.example', 'cancelSubscription', {
      id: await subscriptionOf('acme'),
      endsOn: '2011-07-20',
    });
    (hosting.acme as Supplied).until = '2011-07-20';
    await callsUntil('2011-08-01T08:00:00Z', [
      // In Greenwich both are of July, by the clock of London the second is of August.
      ['a', '2011-07-31T22:59:30Z', 90],
      ['b', '2011-07-31T23:59:30Z', 61],
    ]);
    called('2011-07', [90]);
    called('2011-08', [61]);
    await billAndCompare('2011-07', '2011-08-01');
  });

  test('who does not pay is reminded, charged interest, suspended, and comes back with the payment; who is gone is written off', async () => {
    const july = await issuedOf('2011-07');
    at('2011-08-02');
    await send(STAFF, 'recordReferenceRate', { halfYear: '2011-07-01', rateBp: 50 }, 'halfYear');
    await world.sql(`update company set vat_number = 'GB980780684' where id = $1`, [world.globex.id]);
    await send(NORTHWIND, 'setChasingPolicy', {
      active: true,
      steps: [
        { day: 7, tone: 'FRIENDLY', text: null },
        { day: 21, tone: 'FINAL', text: null, effect: 'SUSPENSION' },
      ],
    });
    const suspended = async () =>
      (
        await world.sql<{ suspended: boolean }>(
          'select suspended_at is not null as suspended from subscription where id = $1',
          [await subscriptionOf('globex')],
        )
      )[0]?.suspended;
    const SYSTEM = { kind: 'system', task: 'story', resellerId: null, does: [chaseCustomers.name] } as const;
    for (let day = '2011-08-03'; day <= '2011-09-20'; day = addDays(day, 1)) {
      at(day, '06:20');
      await perform(
        {
          scopes: app.app.scopes,
          services: app.app.services,
          log: app.app.log,
          requestId: 'story',
          credentials: SYSTEM,
        },
        chaseCustomers,
        { issuerId: world.northwind.id },
      );
      if (day === '2011-08-31') await billAndCompare('2011-08', '2011-09-01');
    }
    expect(await suspended()).toBe(true);
    const globex = of(july, 'globex');
    at('2011-09-25');
    const late = await send<{ id: string; totalMinor: number }>(
      NORTHWIND,
      'chargeLatePayment',
      { invoiceId: globex.id },
      'id totalMinor',
    );
    const total = globex.net + globex.vat;
    // Due on 15 August: 41 days at 8.5 % of a year, and £40 for a debt under £1,000.
    expect(late.totalMinor).toBe(new Fraction(total).times(850 * 41, 365 * 10_000).rounded() + 4000);
    owe(globex.customerId, late.totalMinor);
    const open = await world.sql<{ id: string; due: number }>(
      `select id, (total_minor - paid_minor)::int as due from invoice where company_id = $1 and total_minor > paid_minor order by id`,
      [world.globex.id],
    );
    for (const { id, due } of open) await pay(NORTHWIND, { ...globex, id }, due, '2011-09-25');
    expect(await suspended()).toBe(false);
    const acme = of(july, 'acme');
    await send(STAFF, 'writeOffInvoice', { invoiceId: acme.id, reason: 'In liquidation.' });
    owe(acme.customerId, -(acme.net + acme.vat));
    await billAndCompare('2011-09', '2011-10-01');
  });

  test('calls in the hour that comes twice, charges and discounts beside what recurs', async () => {
    await callsUntil('2011-10-31T09:00:00Z', [
      ['c', '2011-10-30T00:30:00Z', 60],
      ['d', '2011-10-30T01:30:00Z', 125],
      ['e', '2011-10-31T00:10:00Z', 7],
    ]);
    called('2011-10', [60, 125, 7]);
    at('2011-10-31');
    const whose = { companyId: world.initech.id };
    await send(CONTOSO, 'addCharge', {
      ...whose,
      description: 'Moving in',
      quantity: 3,
      unitMinor: 3_333,
      supplyKind: 'STANDARD',
      from: '2011-10-31',
    });
    books.add('initech', '2011-10', 9_999);
    await billAndCompare('2011-10', '2011-11-01');
    at('2011-11-10');
    await send(CONTOSO, 'addDiscount', {
      ...whose,
      description: 'A year with us',
      percentBp: 1_250,
      period: '2011-11',
    });
    const charged = books.invoice('initech', 'RETAIL', '2011-11', '2011-12-01', 'DOWN')?.net ?? 0;
    books.add('initech', '2011-11', -new Fraction(charged).times(1_250, 10_000).rounded());
    await billAndCompare('2011-11', '2011-12-01');
    await billAndCompare('2011-12', '2012-01-01');
  });

  test('the debt that was given up is paid after all', async () => {
    at('2012-01-20');
    const acme = of(await issuedOf('2011-07'), 'acme');
    await pay(STAFF, acme, 500, '2012-01-20');
    owe(acme.customerId, 500);
    await billAndCompare('2012-01', '2012-02-01');
  });

  test('a service of one day, the 29th of February; and the fourteenth month', async () => {
    at('2012-02-29');
    await begin('globex', 1, '2012-02-29').then((one) => {
      one.retail = 1667;
    });
    const february = await billAndCompare('2012-02', '2012-03-01');
    expect(of(february, 'globex').net).toBe(4 * 1667 + 57); // 1667 ÷ 29 = 57.48
  });

  test('[B8] every invoice and note of them is an e-invoice by the rules', { timeout: 240_000 }, async () => {
    const headers = { authorization: `Bearer ${await world.signIn(STAFF)}` };
    const documents = await world.sql<{ path: string }>(
      `select 'invoices/' || id as path from invoice union all select 'credit-notes/' || id from credit_note`,
    );
    expect(documents.length).toBeGreaterThan(60);
    for (const { path } of documents) {
      const answer = await fetch(`${app.url}/${path}/xml`, { headers });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect({ path, broken: brokenRules(await answer.text()) }).toEqual({ path, broken: [] });
    }
  });

  test('[C3] [S74] accounts, statements and ledgers say what the books say, and numbers have no gap', async () => {
    const { problems, entries } = await verifyLedger(app.app.scopes);
    expect(problems).toEqual([]);
    expect(entries).toBeGreaterThan(100);
    const token = await world.signIn(STAFF);
    for (const [customerId, minor] of account) {
      const { data } = await app.ask<{ statement: { closingMinor: number } }>(
        `query ($id: ID!) { statement(customerId: $id, from: "2010-12-01", to: "2012-03-01") { closingMinor } }`,
        { id: customerId },
        token,
      );
      expect({ customerId, minor: data.statement.closingMinor }).toEqual({ customerId, minor });
    }
    const gaps = await world.sql(
      `select issuer_id, array_agg(number order by number) from invoice where document = 'INVOICE' group by issuer_id
         having count(*) <> max(right(number, 6)::int)`,
    );
    expect(gaps).toEqual([]);
  });
});

/** What was called in a month, at both sides. */
function called(month: string, seconds: readonly number[]): void {
  const all = seconds.reduce((sum, one) => sum + one, 0);
  books.add('globex', month, new Fraction(all).times(67, 600));
  books.add('Northwind IT', month, new Fraction(all).times(3, 60));
}

let source = '';
/** Calls of Globex that the exchange tells of at a moment; the first time there is a line, and tariffs at both sides. */
async function callsUntil(
  moment: string,
  calls: [callId: string, startedAt: string, seconds: number][],
): Promise<void> {
  app.clock.set(moment);
  if (!source) {
    await addLine(world, world.globex, '+441134960001');
    await world.sql(`update number_holding set held_from = '2011-01-01'`);
    const rate = (perMinuteMicro: number) => ({
      perMinuteMicro,
      accessMicro: 0,
      connectionMicro: 0,
      minimumSeconds: 0,
      firstIncrement: 1,
      nextIncrement: 1,
    });
    const tariff = (issuer: string, kind: Side, perMinuteMicro: number) =>
      addTariff(world, {
        issuer,
        kind,
        name: kind,
        everyone: true,
        from: '2011-01-01',
        bands: { Always: [{ fromMinute: 0, untilMinute: 10_080 }] },
        zones: [{ name: 'London', prefixes: ['4420'], rates: { Always: rate(perMinuteMicro) } }],
      });
    await tariff(world.platform.id, 'WHOLESALE', 30_000);
    await tariff(world.northwind.id, 'RETAIL', 67_000);
    const { data } = await app.ask<{ addCallSource: { id: string } }>(
      `mutation { addCallSource(input: { name: "Switch", format: CSV, timeZone: "UTC", columns: { callId: "id", from: "from", to: "to",
         startedAt: "start", seconds: "seconds" } }) { id } }`,
      {},
      await world.signIn(STAFF),
    );
    source = data.addCallSource.id;
  }
  const told = calls.map(([callId, startedAt, seconds]) => ({
    callId,
    startedAt,
    seconds,
    from: '+441134960001',
    to: '02079460018',
  }));
  await send(STAFF, 'recordCalls', { sourceId: source, calls: told }, 'taken');
}
