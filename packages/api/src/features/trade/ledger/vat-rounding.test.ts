import type { VatRounding } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { brokenRules } from '../billing/testing/e-invoice-rules.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { verifyLedger } from './verify-ledger.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';

let app: TestApp;
let world: World;

// Globex pays three times £1.03: 20.6p of VAT each, 61.8p together.
beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const code of ['ONE', 'TWO', 'THREE']) {
    const productId = await addProduct(world, code, { wholesale: 103, retail: 103 });
    await addSubscription(world, world.globex, { productId, startsOn: '2026-10-01' });
  }
});
afterAll(() => app.close());

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const round = (email: string, id: string, vatRounding: string) =>
  ask<{ updateReseller: { vatRounding: string } }>(
    email,
    'mutation ($input: UpdateResellerInput!) { updateReseller(input: $input) { vatRounding } }',
    { input: { id, vatRounding } },
  );

/** One story: a month for each way of rounding. */
describe('the VAT of a month', () => {
  test.each<[VatRounding, string, string, number]>([
    ['NEAREST', '2026-10', '2026-11-01', 62],
    ['DOWN', '2026-11', '2026-12-01', 61],
    ['EACH_LINE', '2026-12', '2027-01-01', 63],
  ])(
    '[B5] [B6] rounded %s is previewed, invoiced, posted and credited alike, and EN 16931 takes it',
    async (rounding, month, next, vatMinor) => {
      // What its reseller buys is rounded as the platform does.
      expect((await round(NORTHWIND, world.northwind.id, rounding)).data.updateReseller.vatRounding).toBe(
        rounding,
      );
      app.clock.set(`${next}T09:00:00Z`);
      const { data: before } = await ask<{ previewInvoice: object }>(
        'admin@globex.example',
        'query ($id: ID, $month: String!) { previewInvoice(companyId: $id, period: $month) { netMinor vatMinor totalMinor } }',
        { id: world.globex.id, month },
      );
      const sums = { netMinor: 309, vatMinor, totalMinor: 309 + vatMinor };
      expect(before.previewInvoice).toEqual(sums);
      await bill({ app, world, email: STAFF }, month);
      const { data } = await ask<{
        invoices: {
          nodes: { id: string; periodStart: string; customerName: string; lines: { id: string }[] }[];
        };
      }>(
        NORTHWIND,
        '{ invoices(first: 50) { nodes { id periodStart customerName netMinor vatMinor totalMinor lines { id } } } }',
      );
      const ofMonth = (name: string) =>
        data.invoices.nodes.find(
          ({ periodStart, customerName }) => periodStart.startsWith(month) && customerName === name,
        );
      const invoice = ofMonth('Globex Ltd');
      expect(invoice).toMatchObject(sums);
      expect(ofMonth('Northwind IT')).toMatchObject({ netMinor: 309, vatMinor: 62 });
      const xml = await fetch(`${app.url}/invoices/${invoice?.id}/xml`, {
        headers: { authorization: `Bearer ${await world.signIn(NORTHWIND)}` },
      });
      expect(brokenRules(await xml.text())).toEqual([]);
      // One line, then what is left: what is credited of VAT is what was charged, to the penny.
      const credit = async (lineIds: readonly string[] = []) => {
        const answer = await ask<{ issueCreditNote: { vatMinor: number } }>(
          NORTHWIND,
          'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { vatMinor } }',
          {
            input: {
              invoiceId: invoice?.id,
              reason: 'Never supplied.',
              lines: lineIds.map((lineId) => ({ lineId, netMinor: 103 })),
            },
          },
        );
        expect(answer.errors).toBeUndefined();
        return answer.data.issueCreditNote.vatMinor;
      };
      const [first = '', ...rest] = invoice?.lines.map(({ id }) => id) ?? [];
      const one = await credit([first]);
      expect(one).toBe(rounding === 'DOWN' ? 20 : 21);
      expect(one + (await credit(rest))).toBe(vatMinor);
      expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
    },
    60_000,
  );

  test('is rounded as its issuer says, or staff for it, and nobody else', async () => {
    const { id } = world.northwind;
    expect((await round(STAFF, id, 'NEAREST')).data.updateReseller).toEqual({ vatRounding: 'NEAREST' });
    expect((await round(STAFF, id, 'NEAREST')).data.updateReseller).toEqual({ vatRounding: 'NEAREST' });
    expect((await round(NORTHWIND, id, 'UP')).errors).toBeDefined();
    expect((await round('admin@contoso.example', id, 'DOWN')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await round('admin@globex.example', id, 'DOWN')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
