import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

let app: TestApp;
let world: World;

// Globex pays £10.01 for hosting and £10.01 for calls, of which Northwind pays £5.03 each.
beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const supplyKind of ['STANDARD', 'TELECOMS'] as const) {
    const productId = await addProduct(world, supplyKind, { wholesale: 503, retail: 1001, supplyKind });
    await addSubscription(world, world.globex, { productId, startsOn: '2026-10-01' });
  }
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
});
afterAll(() => app.close());

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));

interface Line {
  vatBox: string | null;
  vatBoxMinor: number | null;
  vatCategory: string | null;
  reference: string;
}
const linesOf = async (email: string, filter: object) =>
  (
    await ask<{ ledgerPostings: { nodes: Line[] } }>(
      email,
      `query ($filter: LedgerPostingFilter) { ledgerPostings(first: 100, filter: $filter) {
         nodes { vatBox vatBoxMinor vatCategory reference } } }`,
      { filter },
    )
  ).data.ledgerPostings.nodes;
const sum = (lines: readonly Line[]) =>
  lines.reduce((total, { vatBoxMinor }) => total + (vatBoxMinor ?? 0), 0);
const figures = async (email: string, days: object = NOVEMBER) =>
  (
    await ask<{ vatFigures: Record<string, unknown>[] }>(
      email,
      `query ($from: Date!, $to: Date!) { vatFigures(from: $from, to: $to) { currency outputVatMinor inputVatMinor salesMinor
         purchasesMinor sterling { outputVatMinor inputVatMinor salesMinor purchasesMinor } } }`,
      days,
    )
  ).data.vatFigures;

describe('a VAT report', () => {
  test('[B5] has lines behind each box that add up to it, reverse charge in both', async () => {
    const [report] = await figures(NORTHWIND);
    expect(report).toEqual({
      ...{ currency: 'GBP', outputVatMinor: 400 + 101, inputVatMinor: 101 + 101 },
      ...{ salesMinor: 2002, purchasesMinor: 1006, sterling: null },
    });
    for (const [vatBox, figure] of [
      ['BOX_1', 'outputVatMinor'],
      ['BOX_4', 'inputVatMinor'],
      ['BOX_6', 'salesMinor'],
      ['BOX_7', 'purchasesMinor'],
    ] as const)
      expect(sum(await linesOf(NORTHWIND, { vatBox, ...NOVEMBER }))).toBe(report?.[figure]);
    const due = await linesOf(NORTHWIND, { vatBox: 'BOX_1', ...NOVEMBER });
    expect(due.map(({ vatCategory }) => vatCategory).toSorted()).toEqual(['REVERSE_CHARGE', 'STANDARD']);
  });

  test('leaves out what no return asks for, and what is of other days and other ledgers', async () => {
    const all = await linesOf(NORTHWIND, NOVEMBER);
    const report = await linesOf(NORTHWIND, { inVatReturn: true, ...NOVEMBER });
    expect(all.filter(({ vatBox }) => vatBox)).toEqual(report);
    expect(all.length).toBeGreaterThan(report.length);
    expect(await linesOf(NORTHWIND, { inVatReturn: true, from: '2026-10-01', to: '2026-10-31' })).toEqual([]);
    expect(await linesOf('admin@contoso.example', { inVatReturn: true })).toEqual([]);
    expect(await figures('admin@contoso.example')).toEqual([]);
    expect(sum(await linesOf(STAFF, { vatBox: 'BOX_6', ...NOVEMBER }))).toBe(1006);
  });

  test('is not for a company', async () => {
    const { errors } = await ask(
      'admin@globex.example',
      '{ ledgerPostings(filter: { vatBox: BOX_1 }) { totalCount } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[B5] says what was invoiced in another currency in pounds, by the rate on each invoice', async () => {
    await world.sql(
      `insert into invoice (id, reseller_id, company_id, issuer_id, kind, state, number, period_start, period_end, issued_on, due_on,
         currency, net_minor, vat_minor, total_minor, paid_minor, per_pound, vat_sterling_minor, vat_breakdown, seller, buyer, created_at)
       select uuidv7(), reseller_id, company_id, issuer_id, kind, 'OPEN', 'E-' || n, day::date, (day::date + interval '1 month')::date, day::date + 10, day::date + 24,
           'EUR', 10000, vat, 10000 + vat, 0, rate, round(vat / rate::numeric), '[]', seller, buyer, created_at
         from invoice, (values (1, '2026-11-01', 2000, '1.25'), (2, '2026-12-01', 0, null)) e (n, day, vat, rate) where company_id = $1`,
      [world.globex.id],
    );
    const inEuros = async (to: string) =>
      (await figures(NORTHWIND, { ...NOVEMBER, to })).find(({ currency }) => currency === 'EUR');
    expect(await inEuros('2026-11-30')).toMatchObject({
      ...{ outputVatMinor: 2000, salesMinor: 10_000 },
      sterling: { outputVatMinor: 1600, inputVatMinor: 0, salesMinor: 8000, purchasesMinor: 0 },
    });
    // One without a rate: nobody can say what that is in pounds.
    expect(await inEuros('2026-12-31')).toMatchObject({ salesMinor: 20_000, sterling: null });
  });
});
