import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { bill } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

let app: TestApp;
let world: World;

/** £15.00 a month for Globex, twice that for Umbrella, for which Northwind pays £10.00 a unit; Acme buys from the platform itself. */
beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  const umbrella = await addCompany(world, world.northwind.id, 'Umbrella Ltd');
  const hosting = { productId: world.hosting, startsOn: '2026-10-01' } as const;
  for (const company of [world.globex, world.initech, world.acme])
    await addSubscription(world, company, hosting);
  await addSubscription(world, umbrella, { ...hosting, quantity: 2 });
  await send(STAFF, 'addCharge', 'AddChargeInput', {
    resellerId: world.northwind.id,
    description: 'A day of help',
    quantity: 1,
    unitMinor: 700,
    from: '2026-10-20',
  });
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  await bill({ app, world, email: NORTHWIND }, '2026-10');
  // £10.01 of the £30.00 that Northwind bought for both, which is no whole number of pence for each.
  await credit(STAFF, world.northwind.id, 'WHOLESALE', 1001);
  await credit(NORTHWIND, world.globex.id, 'RETAIL', 500);
});
afterAll(() => app.close());

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}

async function send(email: string, name: string, type: string, input: object): Promise<void> {
  const { errors } = await ask(email, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, {
    input,
  });
  expect(errors).toBeUndefined();
}

/** Credits the line of hosting on a customer's invoice. */
async function credit(email: string, customerId: string, kind: string, netMinor: number): Promise<void> {
  const [line] = await world.sql<{ invoiceId: string; lineId: string }>(
    `select i.id as "invoiceId", l.id as "lineId" from invoice i join invoice_line l on l.invoice_id = i.id
       where coalesce(i.company_id, i.reseller_id) = $1 and i.kind = $2 and l.product_id = $3`,
    [customerId, kind, world.hosting],
  );
  await send(email, 'issueCreditNote', 'IssueCreditNoteInput', {
    invoiceId: line?.invoiceId,
    reason: 'Not as agreed.',
    lines: [{ lineId: line?.lineId, netMinor }],
    againstInvoice: true,
  });
}

interface Margin {
  id: string | null;
  name: string;
  currency: string;
  revenueMinor: number;
  costMinor: number | null;
}
const marginsOf = (email: string, by: string) =>
  ask<{ margins: Margin[] }>(
    email,
    'query ($from: Date!, $to: Date!, $by: MarginBy!) { margins(from: $from, to: $to, by: $by) { id name currency revenueMinor costMinor } }',
    { ...NOVEMBER, by },
  );
const told = async (email: string, by: string) =>
  (await marginsOf(email, by)).data.margins.map(({ name, revenueMinor, costMinor }) => [
    name,
    revenueMinor,
    costMinor,
  ]);

interface Documents {
  documentCount: number;
  revenueMinor: number;
  costMinor: number;
  documents: { creditNoteId: string | null; customerName: string; revenueMinor: number; costMinor: number }[];
}
const documentsOf = async (email: string, by: string, of: string | null) =>
  (
    await ask<{ marginDocuments: Documents }>(
      email,
      `query ($from: Date!, $to: Date!, $by: MarginBy!, $of: ID) { marginDocuments(from: $from, to: $to, by: $by, of: $of, currency: GBP) {
         documentCount revenueMinor costMinor documents { creditNoteId customerName revenueMinor costMinor } } }`,
      { ...NOVEMBER, by, of },
    )
  ).data.marginDocuments;

describe('[C3] [O1] margins', () => {
  test('a reseller’s: what companies and products brought, less what they cost, credit in the shares of those behind a line', async () => {
    expect(await told(NORTHWIND, 'COMPANY')).toEqual([
      ['Umbrella Ltd', 3000, 2000 - 667],
      ['Globex Ltd', 1000, 1000 - 334],
      ['', 0, 700],
    ]);
    expect(await told(NORTHWIND, 'PRODUCT')).toEqual([
      [expect.stringMatching(/./), 4000, 1999],
      ['', 0, 700],
    ]);
  });

  test('the platform’s: by product, by reseller, and by company of its own', async () => {
    expect(await told(STAFF, 'RESELLER')).toEqual([
      ['Northwind IT', 2699, null],
      ['Contoso Cloud', 1000, null],
    ]);
    expect(await told(STAFF, 'COMPANY')).toEqual([['Acme Ltd', 1500, null]]);
    expect(await told(STAFF, 'PRODUCT')).toEqual([
      [expect.stringMatching(/./), 4499, null],
      ['', 700, null],
    ]);
  });

  test('[S74] come to what the ledger says, by whatever they are told', async () => {
    const { data } = await ask<{ ledgerBalances: { account: string; closingMinor: number }[] }>(
      NORTHWIND,
      'query ($from: Date!, $to: Date!) { ledgerBalances(from: $from, to: $to) { account closingMinor } }',
      NOVEMBER,
    );
    const closing = Object.fromEntries(data.ledgerBalances.map((one) => [one.account, one.closingMinor]));
    for (const by of ['PRODUCT', 'COMPANY']) {
      const { margins } = (await marginsOf(NORTHWIND, by)).data;
      expect(margins.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0)).toBe(-(closing.REVENUE ?? 0));
      expect(margins.reduce((sum, { costMinor }) => sum + (costMinor ?? 0), 0)).toBe(closing.PURCHASES);
    }
  });

  test('each opens the documents behind it, which come to it', async () => {
    for (const [email, by] of [
      [NORTHWIND, 'PRODUCT'],
      [NORTHWIND, 'COMPANY'],
      [STAFF, 'RESELLER'],
    ] as const)
      for (const { id, revenueMinor, costMinor } of (await marginsOf(email, by)).data.margins) {
        const { documents, documentCount, ...sums } = await documentsOf(email, by, id);
        expect(sums).toEqual({ revenueMinor, costMinor: costMinor ?? 0 });
        expect(documents).toHaveLength(documentCount);
        expect(documents.reduce((sum, row) => sum + row.revenueMinor, 0)).toBe(revenueMinor);
        expect(documents.reduce((sum, row) => sum + row.costMinor, 0)).toBe(costMinor ?? 0);
      }
    const { documents } = await documentsOf(NORTHWIND, 'COMPANY', world.globex.id);
    expect(documents).toHaveLength(4);
    expect(documents).toContainEqual({
      creditNoteId: expect.any(String),
      customerName: 'Globex Ltd',
      revenueMinor: -500,
      costMinor: 0,
    });
  });

  test('[S7] nobody else’s: another reseller’s company is none of one’s margin', async () => {
    expect(await documentsOf(CONTOSO, 'COMPANY', world.globex.id)).toMatchObject({
      documentCount: 0,
      documents: [],
    });
    for (const field of [
      'margins(from: "2026-11-01", to: "2026-11-30", by: PRODUCT) { name }',
      'marginDocuments(from: "2026-11-01", to: "2026-11-30", by: PRODUCT, currency: GBP) { documentCount }',
    ])
      for (const email of ['admin@globex.example', 'user@globex.example'])
        expect((await ask(email, `{ ${field} }`)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('names the field that is wrong', async () => {
    const of = async (fields: string) =>
      (await ask(NORTHWIND, `{ margins(${fields}) { name } }`)).errors?.[0]?.extensions;
    expect(await of('from: "2026-11-01", to: "2026-11-30", by: RESELLER')).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'by' }],
    });
    expect(await of('from: "2026-11-02", to: "2026-11-01", by: PRODUCT')).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'to' }],
    });
  });
});
