import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addPrices } from '../prices/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql(`update product set active = false where id = $1`, [world.hosting]);
  await addPrices(world, world.northwind.id, world.mailbox, { wholesale: 250, retail: 475 });
});
afterAll(() => app.close());

interface Listed {
  code: string;
  retailMinor: number;
  wholesaleMinor: number | null;
}
const products = async (token: string, filter: object = {}, orderBy?: object): Promise<Listed[]> => {
  const { data } = await app.ask<{ products: { nodes: Listed[] } }>(
    'query ($filter: ProductFilter, $orderBy: ProductOrder) { products(filter: $filter, orderBy: $orderBy) { nodes { code retailMinor wholesaleMinor } totalCount } }',
    { filter, orderBy },
    token,
  );
  return data.products.nodes;
};
const codes = async (...given: Parameters<typeof products>) =>
  (await products(...given)).map(({ code }) => code);

describe('products', () => {
  test('[C1] are listed while they are sold, and for staff afterwards too', async () => {
    expect(await codes(world.platform.staff.token)).toEqual(['ARCHIVE', 'HOSTING', 'MAILBOX']);
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user]) {
      expect(await codes(token)).toEqual(['ARCHIVE', 'MAILBOX']);
    }
  });

  test("[C3] at the reseller's own prices, what it pays hidden below it", async () => {
    const mailbox = async (token: string) => (await products(token, { search: 'mail' }))[0];
    expect(await mailbox(world.northwind.admin.token)).toEqual({
      code: 'MAILBOX',
      retailMinor: 475,
      wholesaleMinor: 250,
    });
    expect(await mailbox(world.globex.admin.token)).toEqual({
      code: 'MAILBOX',
      retailMinor: 475,
      wholesaleMinor: null,
    });
    expect(await mailbox(world.contoso.admin.token)).toEqual({
      code: 'MAILBOX',
      retailMinor: 450,
      wholesaleMinor: 300,
    });
  });

  test('are found by name, code, category and unit, and sorted', async () => {
    const { token } = world.platform.staff;
    expect(await codes(token, { search: 'HOST' })).toEqual(['HOSTING']);
    expect(await codes(token, { unit: 'PER_COMPANY' })).toEqual(['HOSTING']);
    expect(await codes(token, { category: 'TELEPHONY' })).toEqual([]);
    expect(await codes(token, {}, { field: 'CODE', direction: 'DESC' })).toEqual([
      'MAILBOX',
      'HOSTING',
      'ARCHIVE',
    ]);
  });

  test('one that is no longer sold can still be looked up by whoever has it', async () => {
    const { data } = await app.ask(
      'query ($id: ID!) { product(id: $id) { active } }',
      { id: world.hosting },
      world.globex.admin.token,
    );
    expect(data).toEqual({ product: { active: false } });
  });
});
