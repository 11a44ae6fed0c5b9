import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { orderOf, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;
let approver: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-05T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
  approver = (await colleague(world, world.globex.admin, 'OWNER')).token;
  await send('setOrderApproval', 'SetOrderApprovalInput', { approval: 'ALWAYS' }, '');
});
afterAll(() => app.close());

const send = async (name: string, type: string, input: object, selection = '{ id }') => {
  const { errors } = await app.ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) ${selection} }`,
    { input },
    name === 'repriceSubscriptions' ? world.northwind.admin.token : world.globex.admin.token,
  );
  expect(errors).toBeUndefined();
};
const place = (line: object) => placeOrder(app, world.globex.admin.token, { lines: [line] });
const cancel = (id: string) => send('cancelOrder', 'CancelOrderInput', { id });
const approve = async (id: string) => {
  const { errors } = await app.ask(
    'mutation ($input: ApproveOrderInput!) { approveOrder(input: $input) { id } }',
    { input: { id } },
    approver,
  );
  expect(errors).toBeUndefined();
  const order = () => orderOf(app, world.platform.staff.token, id);
  await expect.poll(async () => (await order()).state).not.toBe('QUEUED');
  return order();
};

describe('while an order is open', () => {
  test('[C4] another one for the same subscription is refused with its number, and may follow once it is cancelled', async () => {
    const productId = await addProduct(world, 'OPEN-SEAT', { wholesale: 100, retail: 150 });
    const { id: subscriptionId } = await addSubscription(world, world.globex, {
      productId,
      quantity: 2,
      startsOn: '2026-01-01',
    });
    const first = await place({ subscriptionId, quantity: 3 });
    const reference = first.data.placeOrder.reference;
    for (const line of [
      { subscriptionId, quantity: 4 },
      { subscriptionId, ends: true },
    ])
      expect((await place(line)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [
          { path: 'lines.0.subscriptionId', message: expect.stringContaining(`Order ${reference} for this`) },
        ],
      });
    await cancel(first.data.placeOrder.id);
    const second = await place({ subscriptionId, quantity: 4 });
    expect(second.errors).toBeUndefined();
    expect((await approve(second.data.placeOrder.id)).state).toBe('DONE');
  });

  test('[C4] nobody is given the same service by another one', async () => {
    const endUserId = world.globex.user.endUserId;
    const line = { productId: world.archive, endUserId };
    const first = await place(line);
    expect((await place(line)).errors?.[0]?.extensions.fields).toEqual([
      {
        path: 'lines.0.endUserId',
        message: expect.stringContaining(`order ${first.data.placeOrder.reference} is still open`),
      },
    ]);
    const others = await placeOrder(app, world.globex.admin.token, {
      withoutHeld: true,
      lines: [line, { productId: world.mailbox, endUserId }],
    });
    expect(others.data.placeOrder.lineCount).toBe(1);
  });

  test('[C2] [C4] a price that is changed meanwhile stays: the order fails and says so', async () => {
    const productId = await addProduct(world, 'OPEN-PRICE', { wholesale: 100, retail: 150 });
    const { id } = await addSubscription(world, world.globex, {
      productId,
      quantity: 2,
      startsOn: '2026-01-01',
    });
    const more = await place({ subscriptionId: id, quantity: 3 });
    await world.sql('update product set list_retail_minor = 180 where id = $1', [productId]);
    await send(
      'repriceSubscriptions',
      'RepriceSubscriptionsInput',
      { ids: [id] },
      '{ done refused { reason } }',
    );
    expect(await approve(more.data.placeOrder.id)).toMatchObject({
      state: 'FAILED',
      failure: expect.stringMatching(/^The price of .* has been changed since it was ordered\.$/),
    });
    expect(await world.sql('select quantity, retail_minor from subscription where id = $1', [id])).toEqual([
      { quantity: 2, retail_minor: 180 },
    ]);
  });
});
