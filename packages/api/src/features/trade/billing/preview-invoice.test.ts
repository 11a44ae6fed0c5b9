import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-12T09:00:00Z' });
  world = await createWorld(app);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2026-09-01' });
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2026-10-16' });
  await addSubscription(world, world.globex, {
    productId: world.hosting,
    startsOn: '2026-10-01',
    endsOn: '2026-10-21',
  });
  await addSubscription(world, world.initech, { productId: world.hosting, startsOn: '2026-10-01' });
});
afterAll(() => app.close());

interface Preview {
  customerName: string;
  kind: string;
  currency: string;
  invoiceId: string | null;
  netMinor: number;
  vatMinor: number;
  totalMinor: number;
  lines: { description: string; quantity: number; from: string; to: string; netMinor: number }[];
}
const LINES = 'description quantity unitPriceMinor from to netMinor vatRateBp vatCategory';
const preview = async (email: string, of: object, period = '2026-10') =>
  app.ask<{ previewInvoice: Preview }>(
    `query ($companyId: ID, $resellerId: ID, $period: String!) {
      previewInvoice(companyId: $companyId, resellerId: $resellerId, period: $period) {
        kind customerName currency invoiceId netMinor vatMinor totalMinor lines { ${LINES} } } }`,
    { ...of, period },
    await world.signIn(email),
  );
const ofGlobex = () => ({ companyId: world.globex.id });

describe('previewInvoice', () => {
  test('[B4] says what a month will come to, day by day: what has begun, what begins, what ends', async () => {
    const { data, errors } = await preview(GLOBEX, ofGlobex());
    expect(errors).toBeUndefined();
    expect(data.previewInvoice).toMatchObject({
      kind: 'RETAIL',
      customerName: 'Globex Ltd',
      currency: 'GBP',
      invoiceId: null,
      // September was billed by nobody yet.
      lines: [
        { from: '2026-09-01', to: '2026-10-01', quantity: 1, netMinor: 1500 },
        { from: '2026-10-01', to: '2026-10-21', quantity: 1, netMinor: 968 },
        { from: '2026-10-01', to: '2026-11-01', quantity: 1, netMinor: 1500 },
        { from: '2026-10-16', to: '2026-11-01', quantity: 1, netMinor: 774 },
      ],
      netMinor: 4742,
      vatMinor: 948,
      totalMinor: 5690,
    });
    for (const email of [NORTHWIND, STAFF]) expect((await preview(email, ofGlobex())).data).toEqual(data);
  });

  test('[B4] [C3] is what the run then invoices, to the penny, at both sides', async () => {
    const before = {
      retail: (await preview(GLOBEX, ofGlobex())).data.previewInvoice,
      wholesale: (await preview(NORTHWIND, { resellerId: world.northwind.id })).data.previewInvoice,
    };
    expect((await preview(STAFF, { resellerId: world.northwind.id })).data.previewInvoice).toEqual(
      before.wholesale,
    );
    expect(before.wholesale).toMatchObject({
      kind: 'WHOLESALE',
      customerName: 'Northwind IT',
      netMinor: 3161,
    });
    app.clock.set('2026-11-01T09:00:00Z');
    await bill({ app, world, email: STAFF }, '2026-10');
    for (const [side, name] of [
      ['retail', 'Globex Ltd'],
      ['wholesale', 'Northwind IT'],
    ] as const) {
      const [issued] = await world.sql<{ id: string }>(`select id from invoice where buyer->>'name' = $1`, [
        name,
      ]);
      const { data } = await app.ask<{ invoice: object }>(
        `query ($id: ID!) { invoice(id: $id) { netMinor vatMinor totalMinor lines { ${LINES} } } }`,
        { id: issued?.id },
        await world.signIn(STAFF),
      );
      const { netMinor, vatMinor, totalMinor, lines } = before[side];
      expect(data.invoice).toEqual({ netMinor, vatMinor, totalMinor, lines });
      const after = await preview(STAFF, side === 'retail' ? ofGlobex() : { resellerId: world.northwind.id });
      expect(after.data.previewInvoice).toMatchObject({ invoiceId: issued?.id, lines: [], totalMinor: 0 });
    }
    // The month that has begun.
    expect((await preview(GLOBEX, ofGlobex(), '2026-11')).data.previewInvoice).toMatchObject({
      netMinor: 3000,
      lines: [{ quantity: 2, from: '2026-11-01', to: '2026-12-01' }],
    });
  });

  test('[S7] [C3] is nobody else’s, and what a reseller pays is not for its companies', async () => {
    for (const [email, of, code] of [
      [CONTOSO, ofGlobex(), 'NOT_FOUND'],
      ['admin@initech.example', ofGlobex(), 'NOT_FOUND'],
      [CONTOSO, { resellerId: world.northwind.id }, 'NOT_FOUND'],
      [GLOBEX, { resellerId: world.northwind.id }, 'NOT_FOUND'],
      [STAFF, { resellerId: world.platform.id }, 'NOT_FOUND'],
      [STAFF, { companyId: newId() }, 'NOT_FOUND'],
      ['user@globex.example', ofGlobex(), 'FORBIDDEN'],
    ] as const) {
      const { errors } = await preview(email, of);
      expect([email, errors?.[0]?.extensions.code]).toEqual([email, code]);
    }
  });

  test('refuses both customers, none, and what is no month', async () => {
    for (const [of, period, path] of [
      [{ ...ofGlobex(), resellerId: world.northwind.id }, '2026-10', 'companyId'],
      [{}, '2026-10', 'companyId'],
      [ofGlobex(), '2026-13', 'period'],
    ] as const)
      expect((await preview(STAFF, of, period)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path }],
      });
  });
});
