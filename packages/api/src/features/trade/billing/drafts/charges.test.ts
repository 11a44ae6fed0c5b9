import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { verifyLedger } from '../../ledger/verify-ledger.ts';
import { addSubscription } from '../../subscriptions/factory.ts';
import { bill } from '../factory.ts';
import { readInvoiceDocument } from '../read-invoice-document.ts';
import { brokenRules } from '../testing/e-invoice-rules.ts';
import { renderInvoiceUbl } from '../ubl/invoice-ubl.ts';
import { type NewCharge, writeCharges } from './write-charges.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-12T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set('2026-10-12T09:00:00Z');
  await world.sql('delete from charge where invoice_id is null');
});

const send = async <T = { id: string }>(
  email: string,
  name: string,
  type: string,
  given: object,
  answer = ' { id }',
) =>
  app.ask<Record<string, T>>(
    `mutation ($input: ${type}!) { ${name}(input: $input)${answer} }`,
    { input: given },
    await world.signIn(email),
  );
const addCharge = (over: object = {}, email = NORTHWIND) =>
  send(email, 'addCharge', 'AddChargeInput', {
    companyId: world.globex.id,
    description: 'Laptop set up on site',
    quantity: 2,
    unitMinor: 4500,
    from: '2026-10-07',
    ...over,
  });
const addDiscount = (over: object = {}, email = NORTHWIND) =>
  send(email, 'addDiscount', 'AddDiscountInput', {
    companyId: world.globex.id,
    description: 'Welcome',
    period: '2026-10',
    ...over,
  });
const removeCharge = (id: unknown, email = NORTHWIND) =>
  send(email, 'removeCharge', 'RemoveChargeInput', { id }, '');
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const pathOf = ({ errors }: { errors?: readonly { extensions: { fields?: unknown } }[] }) =>
  (errors?.[0]?.extensions.fields as { path: string }[] | undefined)?.[0]?.path;

interface Line {
  description: string;
  quantity: number;
  unitPriceMinor: number;
  netMinor: number;
}
interface Coming {
  netMinor: number;
  vatMinor: number;
  totalMinor: number;
  leftMinor: number;
  lines: Line[];
}
const LINES = 'netMinor vatMinor totalMinor lines { description quantity unitPriceMinor netMinor }';
const preview = async (of: object, period = '2026-10', email = STAFF) => {
  const { data, errors } = await app.ask<{ previewInvoice: Coming }>(
    `query ($companyId: ID, $resellerId: ID, $period: String!) {
        previewInvoice(companyId: $companyId, resellerId: $resellerId, period: $period) { leftMinor ${LINES} } }`,
    { ...of, period },
    await world.signIn(email),
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.previewInvoice;
};
const ofGlobex = () => ({ companyId: world.globex.id });
const wording = ({ lines }: { lines: Line[] }) =>
  lines.map(({ description, quantity, unitPriceMinor, netMinor }) => [
    description,
    quantity,
    unitPriceMinor,
    netMinor,
  ]);
/** The invoice of a month, as its customer's list has it. */
async function issued(customerId: string, month: string) {
  const [row] = await world.sql<{ id: string; state: string }>(
    'select id, state from invoice where coalesce(company_id, reseller_id) = $1 and period_start = $2',
    [customerId, `${month}-01`],
  );
  if (!row) return undefined;
  const { data } = await app.ask<{ invoice: Coming }>(
    `query ($id: ID!) { invoice(id: $id) { ${LINES} } }`,
    { id: row.id },
    await world.signIn(STAFF),
  );
  return { ...data.invoice, ...row };
}
const waiting = () =>
  world.sql<{ description: string; net: number | null; months: number; from: string }>(
    `select description, net_minor::float8 as net, months, "from"::text from charge where invoice_id is null order by created_at, id`,
  );
const system = <T>(work: Parameters<TestApp['app']['scopes']['run']>[2]) =>
  app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: null },
    { requestId: 'test' },
    work,
  ) as Promise<T>;

describe('charges', () => {
  test('[B4] [C3] are on the draft, and on the month’s invoice to the penny, valid as an e-invoice', async () => {
    await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2026-10-01' });
    expect((await addCharge()).errors).toBeUndefined();
    await addCharge({ description: 'Guide book', quantity: 3, unitMinor: 1000, supplyKind: 'ZERO' });
    await addDiscount({ percentBp: 1000 });
    await addDiscount({ amountMinor: 500, description: 'Sorry for Tuesday' });
    // Not begun before the month is over.
    await addCharge({ from: '2026-11-02', description: 'Later' });
    const draft = await preview(ofGlobex(), '2026-10', GLOBEX);
    expect(wording(draft)).toEqual([
      ['hosting', 1, 1500, 1500],
      ['Laptop set up on site', 2, 4500, 9000],
      ['Guide book', 3, 1000, 3000],
      ['Welcome', 1, -1050, -1050],
      ['Welcome', 1, -300, -300],
      ['Sorry for Tuesday', 1, -500, -500],
    ]);
    expect(draft).toMatchObject({ netMinor: 11_650, vatMinor: 1790, totalMinor: 13_440, leftMinor: 0 });
    app.clock.set('2026-11-01T09:00:00Z');
    const dry = await app.ask<{ billingPreview: { sides: object[] } }>(
      '{ billingPreview(period: "2026-10") { sides { kind invoiceCount lineCount netMinor chargeMinor } } }',
      {},
      await world.signIn(NORTHWIND),
    );
    expect(dry.data.billingPreview.sides).toEqual([
      { kind: 'RETAIL', invoiceCount: 1, lineCount: 6, netMinor: 11_650, chargeMinor: 10_150 },
    ]);
    await bill({ app, world, email: NORTHWIND }, '2026-10');
    const invoice = await issued(world.globex.id, '2026-10');
    const { leftMinor: _none, ...said } = draft;
    expect(invoice).toMatchObject({ ...said, state: 'OPEN' });
    expect(await waiting()).toEqual([{ description: 'Later', net: 9000, months: 1, from: '2026-11-02' }]);
    const document = await system<Awaited<ReturnType<typeof readInvoiceDocument>>>((scope) =>
      readInvoiceDocument(scope, invoice?.id ?? ''),
    );
    const ubl = renderInvoiceUbl(document);
    expect(brokenRules(ubl)).toEqual([]);
    expect(ubl).toContain('<cbc:InvoicedQuantity unitCode="C62">-1</cbc:InvoicedQuantity>');
    expect(ubl).not.toContain('<cbc:PriceAmount currencyID="GBP">-');
    expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
    // What is on an invoice stays; the month once more makes nothing.
    const [charge] = await world.sql<{ id: string }>('select id from charge where invoice_id = $1 limit 1', [
      invoice?.id,
    ]);
    expect(code(await removeCharge(charge?.id))).toBe('CONFLICT');
    await expect(world.sql('update charge set quantity = 5 where id = $1', [charge?.id])).rejects.toThrow(
      'never changed',
    );
    expect((await bill({ app, world, email: NORTHWIND }, '2026-10')).invoiceCount).toBe(0);
  });

  test('[B4] alone make an invoice, at both sides; nobody else’s company sees what its reseller is charged', async () => {
    await addCharge({ companyId: world.acme.id, unitMinor: 1000 }, STAFF);
    const wholesale = await addCharge(
      { companyId: null, resellerId: world.contoso.id, unitMinor: 333, quantity: 3 },
      STAFF,
    );
    expect(wholesale.errors).toBeUndefined();
    const charges = async (email: string) =>
      (
        await app.ask<{ charges: { nodes: { netMinor: number }[] } }>(
          '{ charges(first: 10, filter: { waiting: true }) { nodes { netMinor } } }',
          {},
          await world.signIn(email),
        )
      ).data.charges.nodes.map(({ netMinor }) => netMinor);
    expect(await charges(STAFF)).toEqual([999, 2000]);
    expect(await charges(CONTOSO)).toEqual([999]);
    for (const email of ['admin@initech.example', NORTHWIND, GLOBEX])
      expect(await charges(email)).toEqual([]);
    app.clock.set('2026-11-01T09:00:00Z');
    await bill({ app, world, email: STAFF }, '2026-10');
    expect(await issued(world.acme.id, '2026-10')).toMatchObject({ netMinor: 2000, vatMinor: 400 });
    expect(await issued(world.contoso.id, '2026-10')).toMatchObject({ netMinor: 999 });
    expect(await waiting()).toEqual([]);
  });

  test('[B4] an invoice is never less than nothing: what is left of an amount is on the next one', async () => {
    await addCharge({ companyId: world.initech.id, quantity: 1, unitMinor: 6000 }, CONTOSO);
    const ofInitech = { companyId: world.initech.id };
    await addDiscount({ ...ofInitech, amountMinor: 10_000 }, CONTOSO);
    // Of nothing that is taxed so.
    await addDiscount({ ...ofInitech, amountMinor: 100, supplyKind: 'ZERO', description: 'Books' }, CONTOSO);
    expect(await preview(ofInitech)).toMatchObject({ totalMinor: 0, leftMinor: 4100 });
    app.clock.set('2026-11-01T09:00:00Z');
    await bill({ app, world, email: CONTOSO }, '2026-10');
    expect(await issued(world.initech.id, '2026-10')).toMatchObject({
      netMinor: 0,
      totalMinor: 0,
      state: 'PAID',
    });
    expect(await waiting()).toEqual([
      { description: 'Books', net: -100, months: 1, from: '2026-10-01' },
      { description: 'Welcome', net: -4000, months: 1, from: '2026-11-01' },
    ]);
    await addCharge({ ...ofInitech, quantity: 1, unitMinor: 5000, from: '2026-11-01' }, CONTOSO);
    app.clock.set('2026-12-01T09:00:00Z');
    await bill({ app, world, email: CONTOSO }, '2026-11');
    expect(await issued(world.initech.id, '2026-11')).toMatchObject({ netMinor: 1000 });
    expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
  });

  test('[B4] a share of one product is taken off for as many invoices as was said', async () => {
    const ofAcme = { companyId: world.acme.id };
    await addSubscription(world, world.acme, { productId: world.hosting, startsOn: '2026-11-01' });
    await addSubscription(world, world.acme, { productId: world.archive, startsOn: '2026-11-01' });
    await addDiscount(
      { ...ofAcme, percentBp: 5000, productId: world.hosting, months: 2, period: '2026-11' },
      STAFF,
    );
    for (const [month, net] of [
      ['2026-11', 950],
      ['2026-12', 950],
      ['2027-01', 1700],
    ] as const) {
      app.clock.set(new Date(Date.parse(`${month}-01T09:00:00Z`) + 32 * 86_400_000).toISOString());
      expect(await preview(ofAcme, month)).toMatchObject({ netMinor: net });
      await bill({ app, world, email: STAFF }, month);
      expect(await issued(world.acme.id, month)).toMatchObject({ netMinor: net });
    }
  });

  test('[B4] what is used adds up under its key, exactly, until it is invoiced', async () => {
    const used = (amountMicro: number): NewCharge => ({
      issuerId: world.northwind.id,
      resellerId: world.northwind.id,
      companyId: world.globex.id,
      kind: 'RETAIL',
      currency: 'GBP',
      source: 'USAGE',
      key: 'calls',
      description: 'Calls to mobiles',
      supplyKind: 'TELECOMS',
      quantity: 7,
      from: '2027-03-01',
      to: '2027-03-02',
      amountMicro,
    });
    const [first] = await system<string[]>((scope) => writeCharges(scope, [used(123_456)]));
    const [again] = await system<string[]>((scope) =>
      writeCharges(scope, [{ ...used(11_544), to: '2027-03-09' }]),
    );
    expect(again).toBe(first);
    expect(
      await world.sql('select quantity, net_minor::int as net, "to"::text from charge where id = $1', [
        first,
      ]),
    ).toEqual([{ quantity: 14, net: 14, to: '2027-03-09' }]);
    // 13.5 pence are 14: not 14 times a whole price, so once.
    const { lines } = await preview(ofGlobex(), '2027-03');
    expect(lines).toContainEqual(
      expect.objectContaining({
        description: 'Calls to mobiles',
        quantity: 1,
        unitPriceMinor: 14,
        netMinor: 14,
      }),
    );
    expect(code(await removeCharge(first))).toBe('CONFLICT');
  });

  test('[B4] are taken away as long as they wait, by their issuer', async () => {
    const id = (await addCharge()).data.addCharge?.id;
    for (const [email, expected] of [
      [CONTOSO, 'NOT_FOUND'],
      [STAFF, 'NOT_FOUND'],
      [GLOBEX, 'FORBIDDEN'],
    ] as const)
      expect([email, code(await removeCharge(id, email))]).toEqual([email, expected]);
    expect((await removeCharge(id)).errors).toBeUndefined();
    expect(code(await removeCharge(id))).toBe('NOT_FOUND');
  });

  test('[O1] what waits is a figure of home for whoever charges it and whoever pays it, and opens the charges', async () => {
    await addCharge();
    await addDiscount({ description: 'Sorry', amountMinor: 1000 });
    await addCharge({ companyId: null, resellerId: world.northwind.id, unitMinor: 700 }, STAFF);
    const waits = async (email: string, filter: object) => {
      const { data } = await app.ask<{
        home: { notInvoiced: { minor: number }[] };
        charges: { nodes: { netMinor: number }[] };
      }>(
        'query ($filter: ChargeFilter) { home { notInvoiced { minor } } charges(filter: $filter) { nodes { netMinor } } }',
        { filter },
        await world.signIn(email),
      );
      const [sum] = data.home.notInvoiced;
      expect(data.charges.nodes.reduce((all, { netMinor }) => all + netMinor, 0)).toBe(sum?.minor);
      return sum?.minor;
    };
    const mine = { waiting: true, issuedByMe: true };
    expect(await waits(NORTHWIND, mine)).toBe(8000);
    expect(await waits(STAFF, mine)).toBe(1400);
    expect(await waits(CONTOSO, mine)).toBe(0);
    expect(await waits(GLOBEX, { waiting: true })).toBe(8000);
  });

  test('[S7] are for one’s own customers only', async () => {
    for (const [email, over, expected] of [
      [CONTOSO, {}, 'NOT_FOUND'],
      [STAFF, {}, 'NOT_FOUND'],
      [GLOBEX, {}, 'FORBIDDEN'],
      [NORTHWIND, { companyId: newId() }, 'NOT_FOUND'],
      [NORTHWIND, { companyId: null, resellerId: world.contoso.id }, 'NOT_FOUND'],
      [STAFF, { companyId: null, resellerId: world.platform.id }, 'NOT_FOUND'],
    ] as const) {
      expect([email, code(await addCharge(over, email))]).toEqual([email, expected]);
      expect([email, code(await addDiscount({ percentBp: 100, ...over }, email))]).toEqual([email, expected]);
    }
  });

  test('name the field that is wrong', async () => {
    for (const [over, path] of [
      [{ companyId: null }, 'companyId'],
      [{ resellerId: world.contoso.id }, 'companyId'],
      [{ description: ' ' }, 'description'],
      [{ quantity: 0 }, 'quantity'],
      [{ unitMinor: 0 }, 'unitMinor'],
      [{ quantity: 1000, unitMinor: 100_000_000 }, 'unitMinor'],
      [{ from: '2028-01-01' }, 'from'],
      [{ to: '2026-10-07' }, 'to'],
      [{ to: '2028-10-07' }, 'to'],
      [{ productId: newId() }, 'productId'],
    ] as const)
      expect(pathOf(await addCharge(over))).toBe(path);
    for (const [over, path] of [
      [{}, 'amountMinor'],
      [{ amountMinor: 1, percentBp: 1 }, 'amountMinor'],
      [{ percentBp: 10_001 }, 'percentBp'],
      [{ percentBp: 1, supplyKind: 'ZERO' }, 'supplyKind'],
      [{ percentBp: 1, months: 0 }, 'months'],
      [{ percentBp: 1, period: '2026-13' }, 'period'],
    ] as const)
      expect(pathOf(await addDiscount(over))).toBe(path);
  });
});
