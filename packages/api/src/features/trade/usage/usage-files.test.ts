import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

let app: TestApp;
let world: World;
let reference = '';
let productId = '';
let unitId = '';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
  unitId = await addProduct(world, 'HOUR', { unit: 'PER_USE', wholesale: 100, retail: 150 });
  productId = await addProduct(world, 'HELP', {
    unit: 'METERED',
    wholesale: 0,
    retail: 0,
    meter: { unit: 'hours', aggregation: 'SUM', pricing: 'UNIT', included: 0, productId: unitId },
  });
  ({ reference } = await addSubscription(world, world.globex, { productId, startsOn: '2026-10-01' }));
});
afterAll(() => app.close());

const upload = (content: string, token = world.northwind.admin.token) =>
  fetch(`${app.url}/usage-records?fileName=hours.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: content,
  });
async function takenIn(content: string) {
  const response = await upload(content);
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { id: string };
  return vi.waitFor(
    async () => {
      const { data } = await app.ask<{ usageImport: { state: string } }>(
        `query ($id: ID!) { usageImport(id: $id) { state problem lines taken known refused refusals { line reason } } }`,
        { id },
        world.northwind.admin.token,
      );
      expect(['DONE', 'REFUSED']).toContain(data.usageImport.state);
      return data.usageImport;
    },
    { timeout: 60_000 },
  );
}
const charged = async () =>
  world.sql(
    `select kind, description, net_minor::integer as net from charge where product_id = $1 and invoice_id is null order by kind`,
    [productId],
  );

describe('[B1] a file of usage', () => {
  test('is taken in line by line, and what is wrong with a line is said beside its number', async () => {
    const file = `Key;Subscription;At;Quantity;Replaces
a;${reference};2026-10-05;1,5;
b;${reference};2026-10-05;1.5;
c;${reference};2026-10-31;2
d;${reference};2026-02-30;2;
;${reference};2026-10-05;2;
e;${reference};2026-10-06T09:00:00+01:00;2;
e;${reference};2026-10-06T09:00:00+01:00;2;
c;${reference};2026-10-31;2
f;S-UNKNOWN;2026-10-06;2;
g;"${reference};2026-10-06;2;
h;${reference};2026-10-07;20;
i;${reference};2026-10-07;2;h
j;${reference}`;
    expect(await takenIn(file)).toEqual({
      state: 'DONE',
      problem: null,
      lines: 13,
      taken: 4,
      known: 1,
      refused: 8,
      refusals: [
        {
          line: 2,
          reason: 'quantity: must be a number such as 412.5, with at most three decimal places, not “1,5”.',
        },
        { line: 4, reason: 'at: lies in the future. Send it once it has been used.' },
        {
          line: 5,
          reason:
            'at: must be a moment such as 2026-11-30T09:30:00Z, or a day such as 2026-11-30, not “2026-02-30”.',
        },
        {
          line: 6,
          reason:
            'key: must be what you call the event, of at most 100 characters, so that it is counted once.',
        },
        { line: 9, reason: 'at: lies in the future. Send it once it has been used.' },
        {
          line: 10,
          reason:
            'subscription: there is none of the reference S-UNKNOWN. It stands on the page of the subscription.',
        },
        { line: 11, reason: 'A quotation mark is out of place: the line is torn, or has one too few.' },
        { line: 14, reason: 'Has 2 of 4 columns: the line is torn. Send it whole.' },
      ],
    });
    expect(await charged()).toEqual([
      { kind: 'RETAIL', description: 'HELP: 5.5 hours in October 2026', net: 825 },
      { kind: 'WHOLESALE', description: 'HELP of Globex Ltd: 5.5 hours in October 2026', net: 550 },
    ]);
    expect(await takenIn(file)).toMatchObject({ taken: 0, known: 5 });
    expect(await charged()).toMatchObject([{ net: 825 }, { net: 550 }]);
  });

  test('of many thousands of lines, of which each stands there ten times', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${reference},2026-10-08,0.001,n${i % 5_000}`);
    expect(await takenIn(['subscription,at,quantity,key', ...lines].join('\n'))).toMatchObject({
      state: 'DONE',
      lines: 50_000,
      taken: 5_000,
      known: 45_000,
    });
    expect(await charged()).toMatchObject([{ net: 825 + 750 }, { net: 550 + 500 }]);
    const right = Array.from(
      { length: 20_000 },
      (_, i) => `${reference},2026-10-08,0.002,r${i},n${i % 5_000}`,
    );
    expect(await takenIn(['subscription,at,quantity,key,replaces', ...right].join('\n'))).toMatchObject({
      taken: 5_000,
      refused: 15_000,
    });
    expect(await charged()).toMatchObject([{ net: 825 + 1_500 }, { net: 550 + 1_000 }]);
  });

  test('that is none is not taken at all', async () => {
    for (const [content, message] of [
      ['', 'Must not be empty.'],
      [
        'subscription,at\nS-1,2026-10-01',
        'Must have the columns subscription, at, quantity and key in its first line, and replaces if need be: quantity, key are missing.',
      ],
    ] as const) {
      const response = await upload(content);
      expect(response.status).toBe(400);
      expect(JSON.stringify(await response.json())).toContain(message);
    }
    const [last] = await world.sql<{ state: string; problem: string }>(
      'select state, problem from usage_import order by created_at desc, id desc limit 1',
    );
    expect(last).toEqual({ state: 'REFUSED', problem: expect.stringContaining('quantity, key are missing') });
    expect(await world.sql('select count(*)::integer as left from usage_staged')).toEqual([{ left: 0 }]);
  });

  test('is for those who sell', async () => {
    expect((await upload('x', world.globex.admin.token)).status).toBe(403);
    expect((await upload('x', world.globex.user.token)).status).toBe(403);
  });
});

describe('[C1] a meter', () => {
  const add = (input: object) =>
    app.ask<{ addProduct: { active: boolean; meter: object; usedProduct: object } }>(
      `mutation ($input: AddProductInput!) { addProduct(input: $input) { active meter { unit included } usedProduct { name retailMinor } } }`,
      { input: { name: 'One', category: 'HOSTING', wholesaleMinor: 1, retailMinor: 2, ...input } },
      world.platform.staff.token,
    );
  const update = (input: object) =>
    app.ask(
      `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { meter { included } } }`,
      { input },
      world.platform.staff.token,
    );
  const meter = () => ({ unit: 'hours', aggregation: 'SUM', pricing: 'UNIT', productId: unitId });
  const fieldOf = ({ errors }: { errors?: readonly { extensions: { fields?: unknown } }[] }) =>
    (errors?.[0]?.extensions.fields as object[] | undefined)?.[0];

  test('names a unit of usage, which is never on sale', async () => {
    const unit = await add({ code: 'PER-1', unit: 'PER_USE' });
    expect(unit.data.addProduct.active).toBe(false);
    const metered = await add({ code: 'MET-1', unit: 'METERED', meter: meter() });
    expect(metered.data.addProduct).toEqual({
      active: true,
      meter: { unit: 'hours', included: 0 },
      usedProduct: { name: 'HOUR', retailMinor: 150 },
    });
    expect(fieldOf(await add({ code: 'MET-2', unit: 'PER_USER', meter: meter() }))).toEqual({
      path: 'meter',
      message: 'Must be left out: only what is by usage is counted.',
    });
    expect(fieldOf(await add({ code: 'MET-3', unit: 'METERED', meter: { ...meter(), productId } }))).toEqual({
      path: 'meter.productId',
      message: 'Must be a unit of usage: add one to the catalogue first.',
    });
    expect(fieldOf(await update({ id: unitId, active: true }))).toEqual({
      path: 'active',
      message: 'Must stay off: a unit of usage is charged by meters, and never ordered.',
    });
  });

  test('stays once something has been counted by it', async () => {
    const { data } = await add({ code: 'MET-4', unit: 'METERED', meter: meter() });
    expect(data.addProduct.meter).toEqual({ unit: 'hours', included: 0 });
    const [{ id = '' } = {}] = await world.sql<{ id: string }>(`select id from product where code = 'MET-4'`);
    expect(await update({ id, meter: { ...meter(), included: 5 } })).toMatchObject({
      data: { updateProduct: { meter: { included: 5 } } },
    });
    expect(fieldOf(await update({ id: productId, meter: { ...meter(), included: 5 } }))).toEqual({
      path: 'meter',
      message:
        'Must stay as it is: usage has been counted by it. Add another product, and move subscriptions to that.',
    });
  });

  test('cannot be ordered for itself', async () => {
    const { errors } = await app.ask(
      'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
      { input: { companyId: world.globex.id, productId: unitId } },
      world.northwind.admin.token,
    );
    expect(errors?.[0]?.message).toBe('There is no such product.');
  });
});
