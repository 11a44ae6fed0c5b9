import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import type { SupplyKind } from '../catalogue/index.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { verifyLedger } from './verify-ledger.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const KINDS: readonly SupplyKind[] = ['EXEMPT', 'REDUCED', 'STANDARD', 'TELECOMS', 'ZERO'];

let app: TestApp;
let world: World;

// Globex pays £10.01 for one of each kind, Northwind £5.03.
beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const supplyKind of KINDS) {
    const productId = await addProduct(world, supplyKind, { wholesale: 503, retail: 1001, supplyKind });
    await addSubscription(world, world.globex, { productId, startsOn: '2026-10-01' });
  }
});
afterAll(() => app.close());

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));

interface Invoice {
  id: string;
  netMinor: number;
  vatMinor: number;
  totalMinor: number;
  lines: { id: string; description: string; vatRateBp: number; vatCategory: string }[];
  vatBreakdown: object[];
}
const invoiceTo = async (email: string, customer: string): Promise<Invoice> => {
  const { data } = await ask<{ invoices: { nodes: (Invoice & { customerName: string })[] } }>(
    email,
    `{ invoices { nodes { id customerName netMinor vatMinor totalMinor
        lines { id description vatRateBp vatCategory vatReason vatNotionalBp }
        vatBreakdown { vatRateBp vatCategory netMinor vatMinor notionalBp notionalMinor } } } }`,
  );
  const found = data.invoices.nodes.find(({ customerName }) => customerName === customer);
  if (!found) throw new Error(`${customer} has no invoice.`);
  return found;
};
const PREVIEW = `query ($companyId: ID, $resellerId: ID) {
  previewInvoice(companyId: $companyId, resellerId: $resellerId, period: "2026-10") {
    vatMinor totalMinor lines { description vatRateBp vatCategory } } }`;
const figures = async () =>
  (
    await ask<{ vatFigures: { rates: object[] }[] }>(
      NORTHWIND,
      `{ vatFigures(from: "2026-11-01", to: "2026-11-30") {
           outputVatMinor inputVatMinor salesMinor purchasesMinor rates { category rateBp netMinor vatMinor } } }`,
    )
  ).data.vatFigures[0];

/** Northwind buys from the platform and sells to Globex. One story: each test begins where the one before has ended. */
describe('a month of every kind of supply', () => {
  test('[B5] is previewed as it is then invoiced, line by line', async () => {
    const before = {
      retail: await ask<{ previewInvoice: object }>(NORTHWIND, PREVIEW, { companyId: world.globex.id }),
      wholesale: await ask<{ previewInvoice: object }>(NORTHWIND, PREVIEW, {
        resellerId: world.northwind.id,
      }),
    };
    app.clock.set('2026-11-01T09:00:00Z');
    await bill({ app, world, email: STAFF }, '2026-10');
    for (const [{ data }, customer] of [
      [before.retail, 'Globex Ltd'],
      [before.wholesale, 'Northwind IT'],
    ] as const) {
      const { vatMinor, totalMinor, lines } = await invoiceTo(NORTHWIND, customer);
      const shown = lines.map(({ description, vatRateBp, vatCategory }) => ({
        description,
        vatRateBp,
        vatCategory,
      }));
      expect(data.previewInvoice).toEqual({ vatMinor, totalMinor, lines: shown });
    }
  });

  test('[B5] charges its user VAT by what each is, added up by rate and category', async () => {
    const invoice = await invoiceTo('admin@globex.example', 'Globex Ltd');
    expect(invoice).toMatchObject({ netMinor: 5005, vatMinor: 450, totalMinor: 5455 });
    const none = { notionalBp: null, notionalMinor: null };
    expect(invoice.vatBreakdown).toEqual([
      { vatRateBp: 2000, vatCategory: 'STANDARD', netMinor: 2002, vatMinor: 400, ...none },
      { vatRateBp: 500, vatCategory: 'STANDARD', netMinor: 1001, vatMinor: 50, ...none },
      { vatRateBp: 0, vatCategory: 'EXEMPT', netMinor: 1001, vatMinor: 0, ...none },
      { vatRateBp: 0, vatCategory: 'ZERO_RATED', netMinor: 1001, vatMinor: 0, ...none },
    ]);
  });

  test('[B5] leaves the VAT of calls that are sold on to whoever sells them, and says how much', async () => {
    const invoice = await invoiceTo(NORTHWIND, 'Northwind IT');
    expect(invoice).toMatchObject({ netMinor: 2515, vatMinor: 126, totalMinor: 2641 });
    expect(invoice.lines.find(({ description }) => description === 'TELECOMS')).toMatchObject({
      vatRateBp: 0,
      vatCategory: 'REVERSE_CHARGE',
      vatReason: 'Reverse charge: VAT Act 1994 Section 55A applies.',
      vatNotionalBp: 2000,
    });
    expect(invoice.vatBreakdown).toContainEqual({
      ...{ vatRateBp: 0, vatCategory: 'REVERSE_CHARGE', netMinor: 503, vatMinor: 0 },
      ...{ notionalBp: 2000, notionalMinor: 101 },
    });
  });

  test('[B5] [S74] has that in both boxes of the reseller’s return, and balances', async () => {
    expect(await figures()).toMatchObject({
      outputVatMinor: 450 + 101,
      inputVatMinor: 126 + 101,
      salesMinor: 5005,
      purchasesMinor: 2515,
      rates: expect.arrayContaining([
        { category: 'REVERSE_CHARGE', rateBp: 2000, netMinor: 0, vatMinor: 101 },
        { category: 'EXEMPT', rateBp: 0, netMinor: 1001, vatMinor: 0 },
      ]),
    });
    expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
  });

  test('[B6] is taken back by credit notes as it was charged', async () => {
    const { id: invoiceId, lines } = await invoiceTo(STAFF, 'Northwind IT');
    const { data, errors } = await ask<{ issueCreditNote: object }>(
      STAFF,
      `mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) {
         vatMinor totalMinor lines { vatRateBp vatCategory vatReason } } }`,
      {
        input: {
          invoiceId,
          reason: 'Calls that were never made.',
          lines: lines
            .filter(({ description }) => ['TELECOMS', 'REDUCED'].includes(description))
            .map(({ id: lineId }) => ({ lineId, netMinor: 503 })),
        },
      },
    );
    expect(errors).toBeUndefined();
    expect(data.issueCreditNote).toEqual({
      ...{ vatMinor: 25, totalMinor: 1031 },
      lines: [
        { vatRateBp: 500, vatCategory: 'STANDARD', vatReason: null },
        { vatRateBp: 0, vatCategory: 'REVERSE_CHARGE', vatReason: expect.stringContaining('Section 55A') },
      ],
    });
    expect(await figures()).toMatchObject({
      outputVatMinor: 450,
      inputVatMinor: 126 - 25,
      purchasesMinor: 1509,
    });
    expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
  });

  test('[B5] is changed for all that is issued from then on, not for what was', async () => {
    const [product] = await world.sql<{ id: string }>(`select id from product where code = 'REDUCED'`);
    const change = (email: string, supplyKind: string) =>
      ask<{ updateProduct: object }>(
        email,
        'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { supplyKind } }',
        { input: { id: product?.id, supplyKind } },
      );
    expect((await change(NORTHWIND, 'ZERO')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await change(STAFF, 'FREE')).errors).toBeDefined();
    for (let twice = 0; twice < 2; twice += 1)
      expect((await change(STAFF, 'ZERO')).data).toEqual({ updateProduct: { supplyKind: 'ZERO' } });
    expect(await invoiceTo(NORTHWIND, 'Globex Ltd')).toMatchObject({ vatMinor: 450 });
    app.clock.set('2026-12-01T09:00:00Z');
    const { data } = await ask<{ previewInvoice: { vatMinor: number } }>(
      NORTHWIND,
      PREVIEW.replace('2026-10', '2026-11'),
      { companyId: world.globex.id },
    );
    expect(data.previewInvoice.vatMinor).toBe(400);
  });
});
