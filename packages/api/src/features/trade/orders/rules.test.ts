import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { orderOf, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;
let box: string;
let vault: string;
let lite: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const unit = 'PER_USER';
  box = await addProduct(world, 'RUL-BOX', { unit, kind: 'Ruled box' });
  vault = await addProduct(world, 'RUL-VAULT', { unit });
  lite = await addProduct(world, 'RUL-LITE', { unit });
  const set = (input: object) =>
    app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { needs excludes } }',
      { input },
      world.platform.staff.token,
    );
  expect(await set({ id: vault, needs: ['ruled box'] })).toMatchObject({
    data: { updateProduct: { needs: ['ruled box'], excludes: [] } },
  });
  expect((await set({ id: lite, excludes: ['RUL-BOX'] })).errors).toBeUndefined();
  await app.app.work();
});
afterAll(() => app.close());

const token = () => world.globex.admin.token;
const someone = async (): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation { addEndUser(input: { firstName: "Ada", lastName: "Lovelace" }) { id } }',
    {},
    token(),
  );
  return data.addEndUser.id;
};
const place = (lines: object[], startsOn?: string) => placeOrder(app, token(), { lines, startsOn });
const saidOf = ({ errors }: Awaited<ReturnType<typeof place>>) =>
  (errors?.[0]?.extensions as { fields?: { path: string; message: string }[] } | undefined)?.fields;
const carriedOut = async (lines: object[], startsOn?: string) => {
  const { data, errors } = await place(lines, startsOn);
  expect(errors).toBeUndefined();
  await expect.poll(async () => (await orderOf(app, token(), data.placeOrder.id)).state).not.toBe('QUEUED');
  expect(await orderOf(app, token(), data.placeOrder.id)).toMatchObject({ state: 'DONE', failure: null });
};
const held = async (endUserId: string, productId: string): Promise<string> => {
  const [row] = await world.sql<{ id: string }>(
    'select id from subscription where end_user_id = $1 and product_id = $2',
    [endUserId, productId],
  );
  return row?.id ?? '';
};

describe('what a product needs', () => {
  test('[C4] an order without it is refused, with it in the same order it is carried out', async () => {
    const endUserId = await someone();
    expect(saidOf(await place([{ productId: vault, endUserId }]))).toEqual([
      {
        path: 'lines.0.productId',
        message: 'RUL-VAULT needs ruled box, which Ada Lovelace does not have: order both together.',
      },
    ]);
    await carriedOut([
      { productId: vault, endUserId },
      { productId: box, endUserId },
    ]);
  });

  test('[C4] what is needed does not end alone, by an order or an older verb; both end together', async () => {
    const endUserId = await someone();
    await carriedOut([
      { productId: box, endUserId },
      { productId: vault, endUserId },
    ]);
    const ends = await held(endUserId, box);
    expect(saidOf(await place([{ subscriptionId: ends, ends: true }]))).toEqual([
      {
        path: 'lines.0.subscriptionId',
        message: 'RUL-VAULT needs RUL-BOX: end both together.',
      },
    ]);
    const cancelled = await app.ask(
      'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { id } }',
      { input: { id: ends } },
      token(),
    );
    expect(cancelled.errors?.[0]).toMatchObject({
      message: expect.stringContaining('RUL-VAULT needs RUL-BOX: end both together.'),
      extensions: { code: 'CONFLICT' },
    });
    await carriedOut([
      { subscriptionId: ends, ends: true },
      { subscriptionId: await held(endUserId, vault), ends: true },
    ]);
  });

  test('[C4] an older verb gives nobody what lacks it', async () => {
    const endUserId = await someone();
    const give = (productIds: string[]) =>
      app.ask<{ subscribeEndUsers: number }>(
        'mutation ($input: SubscribeEndUsersInput!) { subscribeEndUsers(input: $input) }',
        { input: { endUserIds: [endUserId], productIds } },
        token(),
      );
    expect((await give([vault])).errors?.[0]).toMatchObject({
      message: expect.stringContaining('RUL-VAULT needs ruled box, which Ada Lovelace does not have'),
      extensions: { code: 'CONFLICT' },
    });
    expect((await give([vault, box])).data.subscribeEndUsers).toBe(2);
    expect((await give([lite])).errors?.[0]?.message).toContain('RUL-LITE does not go with RUL-BOX');
  });
});

test('[C4] what does not go together is refused, whichever comes first', async () => {
  const endUserId = await someone();
  const both = await place([
    { productId: lite, endUserId },
    { productId: box, endUserId },
  ]);
  expect(saidOf(both)?.map(({ path }) => path)).toEqual(['lines.0.productId', 'lines.1.productId']);
  await carriedOut([{ productId: lite, endUserId }]);
  expect(saidOf(await place([{ productId: box, endUserId }]))).toEqual([
    {
      path: 'lines.0.productId',
      message: 'RUL-BOX does not go with RUL-LITE, which Ada Lovelace has or would have.',
    },
  ]);
});

test('[C4] a rule that names nothing there is, is refused at its field', async () => {
  const { errors } = await app.ask(
    'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
    { input: { id: box, needs: ['Trumpet'] } },
    world.platform.staff.token,
  );
  expect(saidOf({ errors } as never)).toEqual([
    {
      path: 'needs',
      message: 'Must name codes of products, or kinds that products have: there is no Trumpet.',
    },
  ]);
});
