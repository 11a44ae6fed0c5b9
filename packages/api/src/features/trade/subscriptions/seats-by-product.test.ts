import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from './factory.ts';

let app: TestApp;
let world: World;
let product: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
  product = await addProduct(world, 'SEATS');
});
afterAll(() => app.close());

interface Seats {
  seatsByProduct: { days: string[]; products: { productId: string; product: string; seats: number[] }[] };
}
const seats = async (token: string) => {
  const { data, errors } = await app.ask<Seats>(
    '{ seatsByProduct { days products { productId product seats } } }',
    {},
    token,
  );
  expect(errors).toBeUndefined();
  return data.seatsByProduct;
};
const counted = async (token: string) =>
  (await seats(token)).products.find(({ productId }) => productId === product)?.seats;

describe('seatsByProduct', () => {
  test('[C4] [O1] counts what ran at the end of each of twelve months, and what runs today', async () => {
    const { globex, initech, northwind, contoso, platform } = world;
    const began = await addSubscription(world, globex, {
      productId: product,
      quantity: 5,
      startsOn: '2025-01-01',
    });
    await addSubscription(world, globex, {
      productId: product,
      quantity: 2,
      startsOn: '2026-02-28',
      endsOn: '2026-05-31',
      state: 'ENDED',
    });
    await addSubscription(world, globex, {
      productId: product,
      quantity: 7,
      startsOn: '2026-11-01',
      state: 'PENDING',
    });
    await addSubscription(world, initech, { productId: product, quantity: 100, startsOn: '2026-10-20' });
    // From August on there were more of the first.
    await world.sql(
      `insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity, parameters,
           retail_minor, wholesale_minor, begun_at, created_at)
         select uuidv7(), reseller_id, company_id, end_user_id, subscription_id, '2026-08-01', product_id, 9, parameters, retail_minor,
           wholesale_minor, created_at, created_at from subscription_term where subscription_id = $1`,
      [began.id],
    );
    await world.sql('update subscription set quantity = 9 where id = $1', [began.id]);
    const { days } = await seats(globex.admin.token);
    expect(days).toHaveLength(13);
    expect([days[0], days[4], days[11], days[12]]).toEqual([
      '2025-10-31',
      '2026-02-28',
      '2026-09-30',
      '2026-10-20',
    ]);
    const ofGlobex = [5, 5, 5, 5, 7, 7, 7, 5, 5, 5, 9, 9, 9];
    expect(await counted(globex.admin.token)).toEqual(ofGlobex);
    expect(await counted(northwind.admin.token)).toEqual(ofGlobex);
    expect((await counted(platform.staff.token))?.at(-1)).toBe(109);
    expect(await counted(contoso.admin.token)).toEqual([...Array(12).fill(0), 100]);
    // The list that today's number leads to comes to the same.
    const { data } = await app.ask<{ subscriptions: { nodes: { quantity: number }[] } }>(
      'query ($id: ID) { subscriptions(first: 50, filter: { running: true, part: false, productId: $id }) { nodes { quantity } } }',
      { id: product },
      platform.staff.token,
    );
    expect(data.subscriptions.nodes.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(109);
  });
});
