import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { bill as billToTheEnd } from '../billing/factory.ts';
import { addSubscriptions } from '../subscriptions/factory.ts';
import { type BilledSeats, readBill } from './read-bill.ts';

let app: TestApp;
let world: World;
let host = '';
let staff = '';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-11-05T09:00:00Z' });
  world = await createWorld(app);
  staff = world.platform.staff.token;
  const [product] = await world.sql<{ code: string }>('select code from product where id = $1', [
    world.hosting,
  ]);
  host = product?.code ?? '';
  const seats = { productId: world.hosting, startsOn: '2026-09-01', createdAt: '2026-09-01T08:00:00Z' };
  await addSubscriptions(world, world.globex, [{ ...seats, quantity: 3 }]);
  await addSubscriptions(world, world.initech, [{ ...seats, quantity: 2 }]);
  await addSubscriptions(world, world.acme, [{ ...seats, quantity: 1 }]);
  await billToTheEnd({ app, world, email: 'staff@xe2.example' }, '2026-10');
});
afterAll(() => app.close());

const COLUMNS = { customer: 'Customer', product: 'SKU', quantity: 'Seats', unitCost: 'Unit' };
const csv = (...lines: string[]) => ['Customer,SKU,Seats,Unit,Note', ...lines].join('\n');
const take = (file: string, { token = staff, ...input }: { token?: string; [field: string]: unknown } = {}) =>
  app.ask<{ reconcileSeats: { id: string; openCount: number; lostMinor: number } }>(
    'mutation ($input: ReconcileSeatsInput!) { reconcileSeats(input: $input) { id openCount lostMinor } }',
    {
      input: {
        supplier: 'Brightstar',
        period: '2026-10',
        fileName: 'october.csv',
        columns: COLUMNS,
        content: Buffer.from(file).toString('base64'),
        ...input,
      },
    },
    token,
  );
interface Difference {
  id: string;
  customer: string;
  kind: string;
  standing: string;
  billed: number;
  provided: number;
  invoiced: number;
  lostMinor: number;
  explanation: string;
  acceptance: { reason: string; byName: string } | null;
  order: { subscriptionId: string | null; was: number; quantity: number } | null;
  company: { name: string } | null;
}
const differences = async (billId: string): Promise<Difference[]> =>
  (
    await app.ask<{ seatDifferences: { nodes: Difference[] } }>(
      `query ($id: ID!) { seatDifferences(filter: { billId: $id }) { nodes { id customer kind standing billed provided invoiced lostMinor
        explanation acceptance { reason byName } order { subscriptionId was quantity } company { name } } } }`,
      { id: billId },
      staff,
    )
  ).data.seatDifferences.nodes;
const of = (all: Difference[], name: string) =>
  all.find(({ company, customer }) => (company?.name ?? customer) === name) as Difference;
const match = (input: object, token = staff) =>
  app.ask<{ matchSupplier: { openCount: number } }>(
    'mutation ($input: MatchSupplierInput!) { matchSupplier(input: $input) { openCount } }',
    { input },
    token,
  );
const accept = (ids: string[], reason: string, token = staff) =>
  app.ask<{ acceptSeatDifferences: { done: number; refused: { reason: string }[] } }>(
    'mutation ($input: AcceptSeatDifferencesInput!) { acceptSeatDifferences(input: $input) { done refused { reason } } }',
    { input: { ids, reason } },
    token,
  );
const order = (differenceId: string, token = staff) =>
  app.ask<{ orderSeats: { id: string; reference: string } }>(
    'mutation ($input: OrderSeatsInput!) { orderSeats(input: $input) { id reference } }',
    { input: { differenceId } },
    token,
  );
const again = (billId: string, token = staff) =>
  app.ask('mutation ($id: ID!) { compareSeatsAgain(input: { billId: $id }) { id } }', { id: billId }, token);
type Errors =
  | { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[]
  | undefined;
const code = (errors: Errors) => errors?.[0]?.extensions.code;
const field = (errors: Errors) => errors?.[0]?.extensions.fields?.[0];
const taken = async (file: string, input = {}): Promise<string> => {
  const { data, errors } = await take(file, input);
  expect(errors).toBeUndefined();
  return data.reconcileSeats.id;
};

describe('a supplier’s bill', () => {
  test('[P3] stands beside what is provided and what is invoiced, and each difference is said in words', async () => {
    const { data } = await take(
      csv(
        `Globex Ltd,${host},5,7.50`,
        `initech,${host.toLowerCase()},1,£7.50`,
        `Initech Ltd,${host},1,7.50`,
        `Umbrella,${host},"1,000",0.005`,
        'Globex Ltd,XYZ-1,2,4',
      ),
    );
    expect(data.reconcileSeats).toMatchObject({ openCount: 4, lostMinor: 1500 + 500 + 800 });
    const all = await differences(data.reconcileSeats.id);
    expect(of(all, 'Globex Ltd')).toBeDefined();
    const globex = all.find(
      ({ company, kind }) => company?.name === 'Globex Ltd' && kind !== 'PRODUCT_UNKNOWN',
    );
    expect(globex).toMatchObject({
      kind: 'NOT_PROVIDED',
      billed: 5,
      provided: 3,
      invoiced: 3,
      lostMinor: 1500,
      explanation: 'The supplier bills 2 seats more than are provided.',
    });
    expect(of(all, 'Initech Ltd')).toMatchObject({ standing: 'AGREES', billed: 2, provided: 2, invoiced: 2 });
    expect(of(all, 'Acme Ltd')).toMatchObject({
      kind: 'NOT_BILLED',
      explanation: '1 seat is provided that the supplier does not bill.',
    });
    expect(of(all, 'Umbrella')).toMatchObject({ kind: 'CUSTOMER_UNKNOWN', billed: 1000, lostMinor: 500 });
    expect(
      all
        .map(({ kind }) => kind)
        .slice(0, 2)
        .sort(),
    ).toEqual(['CUSTOMER_UNKNOWN', 'PRODUCT_UNKNOWN']);
  });

  test('[P3] is taken in once, and who did is said', async () => {
    const file = csv(`Globex Ltd,${host},3,7.51`);
    await taken(file);
    const twice = await take(file);
    expect(code(twice.errors)).toBe('CONFLICT');
    expect(field(twice.errors)?.message).toMatch(/has taken in this very file already, for October 2026/);
    await taken(file, { supplier: 'Another' });
  });

  test('[P3] is the platform’s own', async () => {
    const billId = await taken(csv(`Globex Ltd,${host},4,7.52`));
    const [one] = await differences(billId);
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user]) {
      expect(code((await take(csv(`Globex Ltd,${host},3,1`), { token })).errors)).toBe('FORBIDDEN');
      for (const refused of [
        await match({ billId, kind: 'CUSTOMER', reference: 'x', companyId: world.globex.id }, token),
        await accept([one?.id ?? ''], 'Mine', token),
        await order(one?.id ?? '', token),
        await again(billId, token),
        await app.ask('{ supplierBills { nodes { id } } }', {}, token),
        await app.ask('{ seatDifferences { nodes { id } } }', {}, token),
        await app.ask('{ suppliers { nodes { id } } }', {}, token),
      ])
        expect(code(refused.errors)).toBe('FORBIDDEN');
    }
  });

  test('[P3] [S14] what suppliers ask is given to nobody but staff by the database itself', async () => {
    const given = await world.sql(
      `select t.name as "table", r.rolname as role
         from unnest($1::text[]) t (name) cross join pg_roles r
         where r.rolname in ('steward_reseller', 'steward_company', 'steward_end_user', 'steward_worker', 'steward_anonymous')
           and has_any_column_privilege(r.oid, 'steward.' || t.name, 'select, insert, update, references')`,
      [
        [
          'supplier',
          'supplier_match',
          'supplier_bill',
          'supplier_bill_line',
          'seat_difference',
          'seat_acceptance',
        ],
      ],
    );
    expect(given).toEqual([]);
  });

  test.each([
    ['2026-12', csv('Globex Ltd,x,1,1'), 'period', /this month or one before/],
    ['2026-13', csv('Globex Ltd,x,1,1'), 'period', /a month such as/],
    ['2026-10', '', 'file', /empty/],
    [
      '2026-10',
      'Customer,SKU,Seats\nGlobex Ltd,x,1',
      'file',
      /no column “Unit”. It has: Customer, SKU, Seats/,
    ],
    ['2026-10', csv('Globex Ltd,x,1.5,1'), 'file', /Line 2, Seats: Must be a whole number/],
    ['2026-10', csv('Globex Ltd,x,1,free'), 'file', /Line 2, Unit: Must be an amount/],
    ['2026-10', csv('Globex Ltd,x,1,1', ',x,1,1'), 'file', /Line 3, Customer: Must have 1 to 200/],
    ['2026-10', csv('Globex "Ltd,x,1,1'), 'file', /Line 2/],
    ['2026-10', csv(), 'file', /no lines/],
  ])('says what is wrong with it (%s, %j)', async (period, file, path, says) => {
    const { errors } = await take(file, { period });
    expect(code(errors)).toBe('INVALID_INPUT');
    expect(field(errors)).toEqual({ path, message: expect.stringMatching(says) });
  });

  test('[P3] of 100,000 lines is added up as it is read, to the penny', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `Customer ${i % 500},SKU-${i % 7},2,1.005,`);
    const { lines: count, billed } = await readBill(Buffer.from(csv(...lines)), COLUMNS);
    expect(count).toBe(100_000);
    expect(billed).toHaveLength(3_500);
    const sum = (of: (one: BilledSeats) => number) => billed.reduce((total, one) => total + of(one), 0);
    expect(sum(({ quantity }) => quantity)).toBe(200_000);
    expect(sum(({ costMinor }) => costMinor)).toBe(20_100_000);
    const credit = await readBill(Buffer.from(csv('A,B,(3),1.005', 'A,B,-1,"£1,000.10"')), COLUMNS);
    expect(credit.billed).toEqual([{ customer: 'A', product: 'B', quantity: -4, costMinor: -100_312 }]);
  });

  test('[P3] a large one goes by a route of its own', async () => {
    const post = (token: string, type = 'text/csv') =>
      fetch(
        `${app.url}/supplier-bills?${new URLSearchParams({ ...COLUMNS, supplier: 'By route', period: '2026-10', fileName: 'x.csv' })}`,
        {
          method: 'POST',
          headers: { 'content-type': type, authorization: `Bearer ${token}` },
          body: csv(`Globex Ltd,${host},3,7.50`),
        },
      );
    expect((await post(world.northwind.admin.token)).status).toBe(403);
    expect((await post(staff, 'application/json')).status).toBe(400);
    const sent = await post(staff);
    expect(sent.status).toBe(200);
    const { id } = (await sent.json()) as { id: string };
    expect(of(await differences(id), 'Globex Ltd')).toMatchObject({ standing: 'AGREES' });
  });
});

describe('a difference', () => {
  test('[P3] what the supplier calls it is said once, and remembered for the next bill', async () => {
    const supplier = 'Remembers';
    const billId = await taken(csv('CUST-77,SKU-77,3,7.50'), { supplier });
    expect(
      code(
        (await match({ billId, kind: 'CUSTOMER', reference: 'CUST-77', productId: world.hosting })).errors,
      ),
    ).toBe('INVALID_INPUT');
    await match({ billId, kind: 'CUSTOMER', reference: 'CUST-77', companyId: world.globex.id });
    expect(of(await differences(billId), 'Globex Ltd').kind).toBe('PRODUCT_UNKNOWN');
    await match({ billId, kind: 'PRODUCT', reference: 'SKU-77', productId: world.hosting });
    expect(of(await differences(billId), 'Globex Ltd')).toMatchObject({ kind: 'AGREES', billed: 3 });
    const next = await taken(csv('CUST-77,SKU-77,4,7.50'), { supplier });
    expect(of(await differences(next), 'Globex Ltd')).toMatchObject({ kind: 'NOT_PROVIDED', billed: 4 });
    const { data } = await app.ask<{ suppliers: { nodes: { name: string; customerColumn: string }[] } }>(
      '{ suppliers { nodes { name customerColumn quantityColumn } } }',
      {},
      staff,
    );
    expect(data.suppliers.nodes).toContainEqual({
      name: supplier,
      customerColumn: 'Customer',
      quantityColumn: 'Seats',
    });
  });

  test('[P3] is accepted with a reason, until one of its numbers changes', async () => {
    const supplier = 'Accepts';
    const billId = await taken(
      csv(`Globex Ltd,${host},9,7.50`, `Nobody,${host},1,1`, `Initech Ltd,${host},2,1`),
      { supplier },
    );
    const all = await differences(billId);
    const outcome = await accept(
      all.map(({ id }) => id),
      'Trial seats',
    );
    // Globex, and Acme, whom the supplier does not bill.
    expect(outcome.data.acceptSeatDifferences).toMatchObject({ done: 2 });
    expect(outcome.data.acceptSeatDifferences.refused).toHaveLength(2);
    const { data } = await app.ask<{
      auditEntries: { nodes: { subjectName: string; subjectType: string }[] };
    }>(
      '{ auditEntries(first: 1, filter: { action: "acceptSeatDifferences" }) { nodes { subjectName subjectType } } }',
      {},
      staff,
    );
    expect(data.auditEntries.nodes).toEqual([
      { subjectType: 'SupplierBill', subjectName: 'Accepts, October 2026' },
    ]);
    await again(billId);
    expect(of(await differences(billId), 'Globex Ltd')).toMatchObject({
      standing: 'ACCEPTED',
      acceptance: { reason: 'Trial seats' },
    });
    const same = await taken(csv(`Globex Ltd,${host},9,7.60`), { supplier });
    expect(of(await differences(same), 'Globex Ltd').standing).toBe('ACCEPTED');
    const more = await taken(csv(`Globex Ltd,${host},10,7.60`), { supplier });
    expect(of(await differences(more), 'Globex Ltd').standing).toBe('OPEN');
    expect(code((await accept(['0199a0d3-0000-7000-8000-000000000000'], 'x')).errors)).toBe('NOT_FOUND');
  });

  test('[P3] [C4] is ordered at once: more of it, or its end; and not twice', async () => {
    const supplier = 'Orders';
    const billId = await taken(csv(`Initech Ltd,${host},6,7.50`), { supplier });
    const initech = of(await differences(billId), 'Initech Ltd');
    expect(initech.order).toMatchObject({ was: 2, quantity: 6 });
    const placed = await order(initech.id);
    expect(placed.errors).toBeUndefined();
    expect(of(await differences(billId), 'Initech Ltd')).toMatchObject({
      standing: 'ACCEPTED',
      acceptance: { reason: `Order ${placed.data.orderSeats.reference}.` },
    });
    const twice = await order(initech.id);
    expect([code(twice.errors), field(twice.errors)?.path]).toEqual(['CONFLICT', 'differenceId']);
    await app.app.work();
    await expect
      .poll(async () => of(await differences(billId), 'Initech Ltd').order, { timeout: 20_000 })
      .toBeNull();
    const acme = of(await differences(billId), 'Acme Ltd');
    expect(acme.order).toMatchObject({ was: 1, quantity: 0 });
    expect((await order(acme.id)).errors).toBeUndefined();
  });

  test('[P3] [S22] is not ordered by whoever may accept it and not order', async () => {
    const billId = await taken(csv(`Globex Ltd,${host},8,7.50`), { supplier: 'Roles' });
    const globex = of(await differences(billId), 'Globex Ltd');
    const { token } = await colleague(world, world.platform.staff, 'FINANCE');
    expect(code((await order(globex.id, token)).errors)).toBe('FORBIDDEN');
    expect((await accept([globex.id], 'Agreed by telephone', token)).data.acceptSeatDifferences.done).toBe(1);
  });

  test('[P3] of seats that are single people’s no order can be placed for somebody', async () => {
    const [mailbox] = await world.sql<{ code: string }>('select code from product where id = $1', [
      world.mailbox,
    ]);
    const billId = await taken(csv(`Globex Ltd,${mailbox?.code},2,2`), { supplier: 'People' });
    const globex = of(await differences(billId), 'Globex Ltd');
    expect(globex).toMatchObject({ kind: 'NOT_PROVIDED', order: null });
    expect(code((await order(globex.id)).errors)).toBe('CONFLICT');
  });
});
