import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { type GivenQuota, removeQuota, setQuota } from '../quotas/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { orderOf, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;
let product: string;
let other: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());
beforeEach(async () => {
  product = await addProduct(world, `OQ-${++count}`, { kind: `Kind ${count}` });
  other = await addProduct(world, `OQ-${count}-B`, { kind: `Kind ${count}` });
});

const set = async (token: string, input: GivenQuota) => {
  const { data, errors } = await setQuota(app, token, input);
  expect(errors).toBeUndefined();
  return data.setQuota.id;
};
const ofGlobex = (most: number) =>
  set(world.northwind.admin.token, { companyId: world.globex.id, productId: product, most });
const order = async (lines: object[], startsOn: string | null = null) => {
  const { token } = world.globex.admin;
  const { data, errors } = await placeOrder(app, token, { companyId: world.globex.id, lines, startsOn });
  if (errors) {
    const { code, fields } = (errors[0]?.extensions ?? {}) as {
      code: string;
      fields: { path: string; message: string }[];
    };
    return { code, fields };
  }
  const { id } = data.placeOrder;
  await expect.poll(async () => (await orderOf(app, token, id)).state).not.toBe('QUEUED');
  return orderOf(app, token, id);
};
const preview = async (lines: object[], token = world.globex.admin.token) => {
  const { data } = await app.ask<{
    previewOrder: { quotas: object[]; problems: { path: string; message: string }[] };
  }>(
    `query ($input: PlaceOrderInput!) { previewOrder(input: $input) { quotas { name ofCompany money most comesTo } problems { path message } } }`,
    { input: { companyId: world.globex.id, lines } },
    token,
  );
  return data.previewOrder;
};
const has = (quantity: number) =>
  addSubscription(world, world.globex, { productId: product, startsOn: '2026-06-01', quantity });

test('[C4] what is left may be ordered, what is above it is refused at its line, by preview and order alike', async () => {
  await has(7);
  await ofGlobex(10);
  const fits = await preview([{ productId: product, quantity: 3 }]);
  expect(fits.problems).toEqual([]);
  expect(fits.quotas).toEqual([
    { name: `OQ-${count}`, ofCompany: true, money: false, most: 10, comesTo: 10 },
  ]);
  const above = [
    { productId: other, quantity: 1 },
    { productId: product, quantity: 5 },
  ];
  const message = `OQ-${count} would come to 12 of 10, the quota of this company.`;
  expect((await preview(above)).problems).toEqual([{ path: 'lines.1.productId', message }]);
  expect(await order(above)).toEqual({
    code: 'INVALID_INPUT',
    fields: [{ path: 'lines.1.productId', message }],
  });
  expect(await order([{ productId: product, quantity: 3 }])).toMatchObject({ state: 'DONE' });
  expect(await order([{ productId: product, quantity: 1 }])).toMatchObject({ code: 'INVALID_INPUT' });
});

test('[C4] a change counts by what it adds, and what ends makes room', async () => {
  const { id } = await has(8);
  await ofGlobex(10);
  expect(await order([{ subscriptionId: id, quantity: 11 }])).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await order([{ subscriptionId: id, quantity: 10 }])).toMatchObject({ state: 'DONE' });
  const lines = [
    { subscriptionId: id, ends: true },
    { productId: product, quantity: 9 },
  ];
  expect(await order(lines, '2026-11-01')).toMatchObject({ state: 'DONE' });
  expect(await order([{ productId: product, quantity: 1 }], '2026-11-01')).toMatchObject({ state: 'DONE' });
  expect(await order([{ productId: product, quantity: 1 }], '2026-11-01')).toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('[C4] what is above a quota that was lowered stays, and may become less', async () => {
  const { id } = await has(8);
  await ofGlobex(5);
  expect(await order([{ subscriptionId: id, quantity: 7 }])).toMatchObject({ state: 'DONE' });
  expect(await order([{ subscriptionId: id, quantity: 8 }])).toMatchObject({ code: 'INVALID_INPUT' });
});

test('[C4] [S22] the reseller’s own quota holds for its companies together, who do not learn its figures', async () => {
  await has(8);
  const quota = await set(world.platform.staff.token, {
    resellerId: world.northwind.id,
    productId: product,
    most: 10,
  });
  const lines = [{ productId: product, quantity: 3 }];
  const told = await preview(lines);
  expect(told.quotas).toEqual([]);
  expect(told.problems[0]?.message).toBe(
    `There is no more of this to be had here at present (OQ-${count}): ask whoever sells it to you.`,
  );
  const known = await preview(lines, world.northwind.admin.token);
  expect(known.problems[0]?.message).toBe(
    `OQ-${count} would come to 11 of 10, the quota of all companies of this reseller together.`,
  );
  await removeQuota(app, world.platform.staff.token, quota);
});

test('[C4] money a month: what the order adds at the company’s price', async () => {
  const { data } = await setQuota(app, world.northwind.admin.token, {
    companyId: world.globex.id,
    mostMinor: 100_000_000,
  });
  const used = data.setQuota.used ?? 0;
  await set(world.northwind.admin.token, { companyId: world.globex.id, mostMinor: used + 500 });
  expect(await order([{ productId: product, quantity: 3 }])).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await order([{ productId: product, quantity: 2 }])).toMatchObject({ state: 'DONE' });
  await removeQuota(app, world.northwind.admin.token, data.setQuota.id);
});

test('[C4] the older verbs come to the same limit, and of many at once no more than there is room for', async () => {
  const seat = await addProduct(world, `OQ-${count}-SEAT`, { unit: 'PER_USER' });
  await set(world.northwind.admin.token, { companyId: world.globex.id, productId: seat, most: 3 });
  const people = await addEndUsers(world, world.globex, numbered(8, `q${count}.globex.example`));
  const answers = await Promise.all(
    people.map((endUserId) =>
      app.ask<{ subscribe: { id: string } }>(
        'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
        { input: { endUserId, productId: seat } },
        world.globex.admin.token,
      ),
    ),
  );
  const refused = answers.flatMap(({ errors }) => errors ?? []);
  expect(refused.map(({ message }) => message)).toEqual(
    Array.from({ length: 5 }, () => `OQ-${count}-SEAT would come to 4 of 3, the quota of this company.`),
  );
  const [{ has: held } = { has: 0 }] = await world.sql<{ has: number }>(
    'select count(*)::int as has from subscription where product_id = $1',
    [seat],
  );
  expect(held).toBe(3);
});
