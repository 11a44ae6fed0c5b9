import { addDays, monthOf, monthPeriod } from '@steward/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { verifyLedger } from '../ledger/index.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { finishBilling } from './bill-customers.ts';
import { runDueBilling } from './drafts/run-due-billing.ts';
import { bill, startBilling } from './factory.ts';
import { priceLine } from './pricing.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';
import { brokenRules } from './testing/e-invoice-rules.ts';
import { renderInvoiceUbl } from './ubl/invoice-ubl.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const setTerms = async (email: string, input: object) => {
  const { errors } = await ask(
    email,
    'mutation ($input: SetBillingTermsInput!) { setBillingTerms(input: $input) { id } }',
    { input },
  );
  expect(errors).toBeUndefined();
};
const as = (email: string) => ({ app, world, email });
/** Bills a month as Northwind, on this day. */
const billOn = (day: string, period: string) => {
  app.clock.set(`${day}T09:00:00Z`);
  return bill(as(NORTHWIND), period);
};
/** Another number of a subscription from a day on. */
const change = (subscriptionId: string, from: string, quantity: number, retail = 'retail_minor') =>
  world.sql(
    `insert into subscription_term (id, reseller_id, company_id, subscription_id, "from", product_id, quantity, parameters, retail_minor, wholesale_minor, created_at)
       select uuidv7(), reseller_id, company_id, subscription_id, $2, product_id, $3, parameters, ${retail}, wholesale_minor, created_at
         from subscription_term where subscription_id = $1 order by "from" desc limit 1`,
    [subscriptionId, from, quantity],
  );

interface Issued {
  id: string;
  days: string;
  ahead: boolean;
  net: number;
  state: string;
  lines: [string, string, number, number][];
}
/** The invoices of a company by its seller, the last first. */
const invoicesOf = (companyId: string) =>
  world.sql<Issued>(
    `select i.id, i.period_start || ' ' || i.period_end as days, i.in_advance as ahead, i.net_minor::int as net, i.state,
        (select json_agg(json_build_array(l.description, l."from" || ' ' || l."to", l.quantity, l.net_minor) order by l.position)
          from invoice_line l where l.invoice_id = i.id) as lines
       from invoice i where i.company_id = $1 order by i.id desc`,
    [companyId],
  );
const documentOf = (id: string) =>
  app.app.scopes.run({ kind: 'system', task: 'test', resellerId: null }, { requestId: 'test' }, (scope) =>
    readInvoiceDocument(scope, id),
  );

/** A company of Northwind with so many of a service at £10.00 a month, on these terms. */
async function customer(name: string, terms: object, startsOn: string, quantity: number) {
  const company = await addCompany(world, world.northwind.id, name);
  await setTerms(NORTHWIND, { companyId: company.id, ...terms });
  const productId = await addProduct(world, name.toUpperCase().replaceAll(' ', '-'), {
    wholesale: 0,
    retail: 1000,
  });
  const { id } = await addSubscription(world, company, { productId, startsOn, quantity });
  const [product] = await world.sql<{ name: string }>('select name from product where id = $1', [productId]);
  return { company, subscriptionId: id, product: product?.name ?? '' };
}
const preview = async (email: string, companyId: string, period: string) =>
  (
    await ask<{ previewInvoice: object & { lines: object[] } }>(
      email,
      `query ($companyId: ID, $period: String!) { previewInvoice(companyId: $companyId, period: $period) {
         madeOutFrom periodStart periodEnd inAdvance netMinor leftMinor lines { description quantity netMinor from to } } }`,
      { companyId, period },
    )
  ).data.previewInvoice;

const QUARTERS = { cycle: 'QUARTER_IN_ADVANCE', firstMonth: 1 };

describe('by the quarter in advance', () => {
  beforeEach(() => app.clock.set('2026-10-01T09:00:00Z'));

  test('[B4] a quarter is charged as it begins; fewer are given back by the next invoice, never beyond nothing', async () => {
    const { company, subscriptionId, product } = await customer('Quarterly', QUARTERS, '2026-10-01', 20);
    const coming = await preview(NORTHWIND, company.id, '2026-09');
    expect(coming).toMatchObject({
      madeOutFrom: '2026-10-01',
      periodStart: '2026-10-01',
      periodEnd: '2027-01-01',
      inAdvance: true,
    });
    await billOn('2026-10-01', '2026-09');
    const [first] = await invoicesOf(company.id);
    expect(first).toMatchObject({
      days: '2026-10-01 2027-01-01',
      ahead: true,
      net: 60_000,
      lines: [[product, '2026-10-01 2027-01-01', 20, 60_000]],
    });
    const document = await documentOf(first?.id ?? '');
    const ubl = renderInvoiceUbl(document);
    expect(brokenRules(ubl)).toEqual([]);
    expect(ubl).toContain('<cbc:InvoicedQuantity unitCode="MON">60</cbc:InvoicedQuantity>');
    // Nothing has changed: November brings no invoice.
    await billOn('2026-11-01', '2026-10');
    expect(await invoicesOf(company.id)).toHaveLength(1);
    await change(subscriptionId, '2026-11-12', 5);
    await billOn('2026-12-01', '2026-11');
    const [second] = await invoicesOf(company.id);
    expect(second).toMatchObject({ days: '2026-11-01 2026-12-01', ahead: false, net: 0, state: 'PAID' });
    expect(second?.lines).toEqual(
      [
        [`15 ${product} fewer`, '2026-11-12 2026-12-01', -15, -9_500],
        [`15 ${product} fewer`, '2026-12-01 2027-01-01', -15, -15_000],
        ['Left to be given back on the next invoice', '2026-11-12 2027-01-01', 1, 24_500],
      ].sort(([, , a], [, , b]) => Number(a) - Number(b)),
    );
    expect(brokenRules(renderInvoiceUbl(await documentOf(second?.id ?? '')))).toEqual([]);
    await billOn('2027-01-01', '2026-12');
    const [third] = await invoicesOf(company.id);
    expect(third).toMatchObject({ days: '2027-01-01 2027-04-01', net: 0 });
    expect(third?.lines.map(([, , , net]) => net)).toEqual([15_000, -15_000]);
    await billOn('2027-04-01', '2027-03');
    const [fourth] = await invoicesOf(company.id);
    expect(fourth).toMatchObject({ days: '2027-04-01 2027-07-01', net: 15_000 - 9_500 });
    expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
  });

  test('[B4] more, and another price, are charged by the next invoice for the days from then on', async () => {
    const { company, subscriptionId, product } = await customer('Growing', QUARTERS, '2026-10-01', 2);
    await billOn('2026-10-01', '2026-09');
    await change(subscriptionId, '2026-10-17', 5);
    await change(subscriptionId, '2026-12-01', 5, '1200');
    const draft = await preview(NORTHWIND, company.id, '2026-10');
    await billOn('2026-11-01', '2026-10');
    const [invoice] = await invoicesOf(company.id);
    expect(invoice?.lines).toEqual([
      [`3 ${product} more`, '2026-10-17 2026-11-01', 3, 1_452],
      [`3 ${product} more`, '2026-11-01 2026-12-01', 3, 3_000],
      [`5 ${product} at the new price`, '2026-12-01 2027-01-01', 5, 6_000],
      [`2 ${product} given back at the former price`, '2026-12-01 2027-01-01', -2, -2_000],
    ]);
    expect(draft).toMatchObject({
      netMinor: invoice?.net,
      lines: invoice?.lines.map(([description]) => ({ description })),
    });
    expect(brokenRules(renderInvoiceUbl(await documentOf(invoice?.id ?? '')))).toEqual([]);
  });

  test('[B4] [C4] an end gives back, but not the days of a minimum term; days that are over stay', async () => {
    const { company, subscriptionId, product } = await customer('Ending', QUARTERS, '2026-10-01', 1);
    const { id: bound } = await addSubscription(world, company, {
      productId:
        (
          await world.sql<{ id: string }>('select product_id as id from subscription where id = $1', [
            subscriptionId,
          ])
        )[0]?.id ?? '',
      startsOn: '2026-10-01',
    });
    await world.sql(
      `insert into subscription_commitment (id, reseller_id, company_id, subscription_id, "from", until, anchor, quantity, terms, created_at)
         select uuidv7(), reseller_id, company_id, id, '2026-10-01', '2026-12-01', '2026-10-01', 1, '{"months": 2, "follows": "RUNS_ON"}', created_at from subscription where id = $1`,
      [bound],
    );
    await billOn('2026-10-01', '2026-09');
    await world.sql(`update subscription set ends_on = '2026-11-16' where id = any ($1)`, [
      [subscriptionId, bound],
    ]);
    await billOn('2026-12-01', '2026-11');
    const [invoice] = await invoicesOf(company.id);
    expect(invoice?.lines).toEqual(
      expect.arrayContaining([
        [`1 ${product} fewer`, '2026-11-16 2026-12-01', -1, -500],
        [`2 ${product} fewer`, '2026-12-01 2027-01-01', -2, -2_000],
      ]),
    );
    // An end may be dated back to where days are over that have been invoiced, not further.
    await expect(
      world.sql(`update subscription set ends_on = '2026-11-10' where id = $1`, [subscriptionId]),
    ).rejects.toThrow('Must not be before 1 December 2026');
  });

  test('[B4] [S17] what was charged ahead is not charged again by the reseller to which its company moves', async () => {
    const { company, subscriptionId, product } = await customer('Moving', QUARTERS, '2026-10-01', 4);
    await billOn('2026-10-01', '2026-09');
    const { personId, membershipId } = world.platform.staff;
    await world.sql('begin');
    await world.sql('select enter($1, $2, $3, $4, null, null)', [
      app.clock.now().toISOString(),
      personId,
      membershipId,
      world.platform.id,
    ]);
    await world.sql('set local role steward_platform');
    await world.sql('select move_company($1, $2)', [company.id, world.contoso.id]);
    await world.sql('commit');
    await change(subscriptionId, '2026-11-01', 2);
    for (const [day, period] of [
      ['2027-01-01', '2026-12'],
      ['2027-02-01', '2027-01'],
    ] as const) {
      app.clock.set(`${day}T09:00:00Z`);
      await bill(as(CONTOSO), period);
    }
    expect(await invoicesOf(company.id)).toMatchObject([
      { days: '2027-01-01 2027-02-01', lines: [[product, '2027-01-01 2027-02-01', 2, 2_000]] },
      { days: '2026-10-01 2027-01-01' },
    ]);
  });

  test('[B4] usage and charges come by the month beside it', async () => {
    const { company } = await customer('Talking', QUARTERS, '2026-10-01', 1);
    await billOn('2026-10-01', '2026-09');
    const { errors } = await ask(
      NORTHWIND,
      'mutation ($input: AddChargeInput!) { addCharge(input: $input) { id } }',
      { input: { companyId: company.id, description: 'On site', unitMinor: 4000, from: '2026-10-20' } },
    );
    expect(errors).toBeUndefined();
    await billOn('2026-11-01', '2026-10');
    expect((await invoicesOf(company.id))[0]).toMatchObject({
      days: '2026-10-01 2026-11-01',
      ahead: false,
      net: 4000,
    });
  });
});

describe('a billing day', () => {
  test('[B4] is when a month of its customer is over: before that nobody is billed, and nobody else then', async () => {
    app.clock.set('2026-10-01T09:00:00Z');
    const { company, product } = await customer('Mid Month', { billingDay: 15 }, '2026-10-01', 3);
    await bill(as(NORTHWIND), '2026-09');
    expect(await invoicesOf(company.id)).toEqual([]);
    app.clock.set('2026-10-14T09:00:00Z');
    const { errors } = await startBilling(as(NORTHWIND), '2026-10');
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'period' }] });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    const other = await addCompany(world, world.northwind.id, 'First Of Month');
    await addSubscription(world, other, { productId: world.hosting, startsOn: '2026-10-01' });
    await billOn('2026-10-15', '2026-10');
    expect(await invoicesOf(company.id)).toMatchObject([
      { days: '2026-09-15 2026-10-15', net: 1355, lines: [[product, '2026-10-01 2026-10-15', 3, 1355]] },
    ]);
    expect(await invoicesOf(other.id)).toEqual([]);
    await billOn('2026-11-20', '2026-11');
    expect((await invoicesOf(company.id))[0]).toMatchObject({
      days: '2026-10-15 2026-11-15',
      lines: [
        [product, '2026-10-15 2026-11-01', 3, 1645],
        [product, '2026-11-01 2026-11-15', 3, 1400],
      ],
    });
    // Terms change: what is left until the new day is on an invoice that begins where the last one ended.
    await setTerms(NORTHWIND, { companyId: company.id, billingDay: 1 });
    await billOn('2026-12-01', '2026-11');
    expect((await invoicesOf(company.id))[0]).toMatchObject({ days: '2026-11-15 2026-12-01', net: 1600 });
    expect(await invoicesOf(other.id)).toHaveLength(1);
  });

  test('[B4] is billed by itself when its own days of grace are over', async () => {
    app.clock.set('2027-01-02T09:00:00Z');
    const { company } = await customer('Patient', { billingDay: 10 }, '2027-01-01', 1);
    const { errors } = await ask(
      NORTHWIND,
      'mutation { setBillingSettings(input: { automatic: true, graceDays: 3 }) { id } }',
    );
    expect(errors).toBeUndefined();
    const setting = {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: { kind: 'system' as const, task: 'test', resellerId: null, does: [runDueBilling.name] },
    };
    for (const [day, count] of [
      ['2027-01-12', 0],
      ['2027-01-13', 1],
      ['2027-01-14', 1],
    ] as const) {
      app.clock.set(`${day}T04:40:00Z`);
      await perform(setting, runDueBilling, {});
      await finishBilling(setting);
      expect([day, (await invoicesOf(company.id)).length]).toEqual([day, count]);
    }
    await ask(NORTHWIND, 'mutation { setBillingSettings(input: { automatic: false, graceDays: 0 }) { id } }');
  });

  test('[B4] each day is charged by the days of its calendar month, for any billing day, days, number and price', async () => {
    let company = 0;
    let year = 2030;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.option(fc.integer({ min: 1, max: 60 })),
        async (billingDay, retail, quantity, after, length) => {
          company += 1;
          year += 1;
          const startsOn = addDays(`${year}-01-01`, after);
          const endsOn = length === null ? null : addDays(startsOn, length);
          app.clock.set(`${year}-01-01T09:00:00Z`);
          const buyer = await addCompany(world, world.northwind.id, `Oracle ${company}`);
          await setTerms(NORTHWIND, { companyId: buyer.id, billingDay });
          const productId = await addProduct(world, `ORACLE${company}`, { wholesale: 0, retail });
          await addSubscription(world, buyer, { productId, quantity, startsOn, endsOn });
          for (const month of ['01', '02', '03']) {
            const period = `${year}-${month}`;
            await billOn(monthPeriod(period).endExclusive, period);
          }
          const turns = ['01', '02', '03'].map((month) =>
            billingDay === 1
              ? monthPeriod(`${year}-${month}`).endExclusive
              : addDays(`${year}-${month}-01`, billingDay - 1),
          );
          const wanted = turns.flatMap((turn, i) => {
            const since = turns[i - 1] ?? startsOn;
            return [monthOf(addDays(turn, -32)), monthOf(since), monthOf(turn)]
              .filter((month, at, all) => all.indexOf(month) === at && month >= monthOf(since))
              .flatMap((month) => {
                const until = endsOn !== null && endsOn < turn ? endsOn : turn;
                const [, from = since] = [since, startsOn].sort();
                if (from >= until) return [];
                const priced = priceLine(
                  {
                    description: '',
                    quantity,
                    unitMinor: retail,
                    vatRateBp: 2000,
                    activeFrom: from,
                    activeUntilExclusive: until,
                  },
                  monthPeriod(month),
                );
                return priced?.netMinor ? [[priced.period.start, priced.netMinor]] : [];
              });
          });
          const lines = await world.sql<{ from: string; net: number }>(
            `select l."from"::text, l.net_minor::int as net from invoice_line l where l.company_id = $1 and l.net_minor > 0 order by l."from"`,
            [buyer.id],
          );
          expect(lines.map(({ from, net }) => [from, net])).toEqual(wanted.sort());
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  }, 120_000);
});

describe('previewBillingTerms', () => {
  const tried = async (email: string, variables: object) =>
    ask<{ previewBillingTerms: object }>(
      email,
      `query ($companyId: ID, $resellerId: ID, $cycle: BillingCycle, $billingDay: Int) {
         previewBillingTerms(companyId: $companyId, resellerId: $resellerId, cycle: $cycle, billingDay: $billingDay) {
           madeOutFrom periodStart periodEnd inAdvance nextAheadFrom netMinor currency } }`,
      variables,
    );

  test('[B4] says when the next invoice comes by other terms and to what it comes, and changes nothing', async () => {
    app.clock.set('2028-02-10T09:00:00Z');
    const { company } = await customer('Undecided', {}, '2028-02-01', 10);
    const companyId = company.id;
    expect((await tried(NORTHWIND, { companyId })).data.previewBillingTerms).toEqual({
      madeOutFrom: '2028-03-01',
      periodStart: '2028-02-01',
      periodEnd: '2028-03-01',
      inAdvance: false,
      nextAheadFrom: null,
      netMinor: 10_000,
      currency: 'GBP',
    });
    expect(
      (await tried(NORTHWIND, { companyId, cycle: 'QUARTER_IN_ADVANCE' })).data.previewBillingTerms,
    ).toMatchObject({
      madeOutFrom: '2028-03-01',
      inAdvance: false,
      nextAheadFrom: '2028-04-01',
      netMinor: 20_000,
    });
    expect((await tried(NORTHWIND, { companyId, billingDay: 15 })).data.previewBillingTerms).toMatchObject({
      madeOutFrom: '2028-02-15',
      netMinor: 4_828,
    });
    expect(
      (await tried(STAFF, { resellerId: world.northwind.id, cycle: 'YEAR_IN_ADVANCE' })).data
        .previewBillingTerms,
    ).toMatchObject({
      nextAheadFrom: '2029-01-01',
    });
    const [terms] = await world.sql('select cycle, billing_day from billing_terms where company_id = $1', [
      companyId,
    ]);
    expect(terms).toEqual({ cycle: 'MONTH_IN_ARREARS', billing_day: 1 });
  });

  test('[S7] is for who invoices', async () => {
    const companyId = world.globex.id;
    const code = async (email: string, variables: object) =>
      (await tried(email, variables)).errors?.[0]?.extensions.code;
    expect(await code(GLOBEX, { companyId })).toBe('FORBIDDEN');
    expect(await code(CONTOSO, { companyId })).toBe('NOT_FOUND');
    expect(await code(STAFF, { companyId })).toBe('NOT_FOUND');
    expect(await code(NORTHWIND, {})).toBe('INVALID_INPUT');
    const { errors } = await tried(NORTHWIND, { companyId, billingDay: 29 });
    expect(errors?.[0]?.extensions).toMatchObject({
      fields: [{ path: 'billingDay', message: 'Must be a day from 1 to 28.' }],
    });
  });
});

test('[B4] [S7] a customer sees its own coming invoice by its terms, which it does not see', async () => {
  app.clock.set('2029-01-10T09:00:00Z');
  await setTerms(NORTHWIND, { companyId: world.globex.id, billingDay: 20, cycle: 'MONTH_IN_ADVANCE' });
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2029-01-20' });
  const coming = {
    madeOutFrom: '2029-01-20',
    periodStart: '2029-01-20',
    periodEnd: '2029-02-20',
    inAdvance: true,
  };
  expect(await preview(GLOBEX, world.globex.id, '2029-01')).toMatchObject(coming);
  expect(await preview(NORTHWIND, world.globex.id, '2029-01')).toMatchObject(coming);
  expect(await preview(STAFF, world.globex.id, '2029-01')).toMatchObject(coming);
});
