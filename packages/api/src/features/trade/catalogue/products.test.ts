import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const BACKUP = {
  code: 'bkp-1',
  name: 'Backup',
  description: 'Nightly copies, kept for a month.',
  category: 'HOSTING',
  unit: 'PER_COMPANY',
  wholesaleMinor: 1_200,
  retailMinor: 1_900,
};
const FIELDS =
  'id code name description category unit connector active retailMinor wholesaleMinor recommendedRetailMinor';

const add = (token: string | undefined, input: object = BACKUP) =>
  app.ask<{ addProduct: { id: string } }>(
    `mutation ($input: AddProductInput!) { addProduct(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
const update = (token: string | undefined, input: object) =>
  app.ask<{ updateProduct: { id: string } }>(
    `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
const setRetail = (token: string | undefined, productId: string, retailMinor: number | null) =>
  app.ask<{ setRetailPrice: object }>(
    `mutation ($input: SetRetailPriceInput!) { setRetailPrice(input: $input) { retailMinor wholesaleMinor recommendedRetailMinor } }`,
    { input: { productId, retailMinor } },
    token,
  );
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: { errors?: { extensions: { fields?: { path: string }[] } }[] }) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);
const audited = (action: string) =>
  world.sql<{ reseller_id: string; reference: string; changed: string[] }>(
    'select reseller_id, reference, changed from audit_entry where action = $1 order by id',
    [action],
  );
/** A new subscription of a company's own. */
async function begin(companyToken: string, productId: string) {
  const { data, errors } = await app.ask<{ subscribe: { id: string; retailMinor: number } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id retailMinor } }',
    { input: { productId, quantity: 1 } },
    companyToken,
  );
  expect(errors).toBeUndefined();
  return data.subscribe;
}
const priceNow = async (id: string) =>
  (
    await world.sql<{ retail_minor: number; wholesale_minor: number }>(
      'select retail_minor, wholesale_minor from subscription where id = $1',
      [id],
    )
  )[0];

describe('addProduct', () => {
  test('[C1] puts a product on sale for everyone at once, by hand until a connector takes it over', async () => {
    const { data, errors } = await add(world.platform.staff.token);
    expect(errors).toBeUndefined();
    expect(data.addProduct).toEqual({
      ...BACKUP,
      id: expect.any(String),
      code: 'BKP-1',
      connector: 'MANUAL',
      active: true,
      recommendedRetailMinor: 1_900,
    });
    expect((await begin(world.globex.admin.token, data.addProduct.id)).retailMinor).toBe(1_900);
    expect(await audited('addProduct')).toEqual([
      { reseller_id: world.platform.id, reference: 'BKP-1', changed: [] },
    ]);
  });

  test('twice with one code is a conflict at the field', async () => {
    const again = await add(world.platform.staff.token, { ...BACKUP, name: 'Another' });
    expect([codeOf(again), fieldsOf(again)]).toEqual(['CONFLICT', ['code']]);
    expect(await audited('addProduct')).toHaveLength(1);
  });

  test('is for staff only', async () => {
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user])
      expect(codeOf(await add(token, { ...BACKUP, code: 'MINE' }))).toBe('FORBIDDEN');
    expect(codeOf(await add(undefined, { ...BACKUP, code: 'MINE' }))).toBe('UNAUTHENTICATED');
  });

  test('names every field that is wrong', async () => {
    const wrong = { ...BACKUP, code: 'a b', name: ' ', wholesaleMinor: -1, retailMinor: 100_000_001 };
    const answer = await add(world.platform.staff.token, wrong);
    expect([codeOf(answer), fieldsOf(answer)]).toEqual([
      'INVALID_INPUT',
      ['code', 'name', 'wholesaleMinor', 'retailMinor'],
    ]);
  });
});

describe('updateProduct', () => {
  test('[C2] changes the list price for what begins from now on; what runs keeps its price', async () => {
    const { id: productId } = (await add(world.platform.staff.token, { ...BACKUP, code: 'BKP-2' })).data
      .addProduct;
    const running = await begin(world.acme.admin.token, productId);
    const { data } = await update(world.platform.staff.token, {
      id: productId,
      name: 'Backup Plus',
      description: null,
      wholesaleMinor: 1_300,
      retailMinor: 2_100,
    });
    expect(data.updateProduct).toMatchObject({
      name: 'Backup Plus',
      description: '',
      wholesaleMinor: 1_300,
      retailMinor: 2_100,
    });
    expect(await priceNow(running.id)).toEqual({ retail_minor: 1_900, wholesale_minor: 1_200 });
    const begun = await begin(world.acme.admin.token, productId);
    expect(await priceNow(begun.id)).toEqual({ retail_minor: 2_100, wholesale_minor: 1_300 });
    expect(await audited('updateProduct')).toEqual([
      {
        reseller_id: world.platform.id,
        reference: 'BKP-2',
        changed: ['name', 'description', 'wholesaleMinor', 'retailMinor'],
      },
    ]);
  });

  test('[C1] taken off sale it cannot be ordered, and twice is noted once', async () => {
    const { id } = (await add(world.platform.staff.token, { ...BACKUP, code: 'BKP-3' })).data.addProduct;
    const before = (await audited('updateProduct')).length;
    for (let i = 0; i < 2; i += 1) {
      const { errors } = await update(world.platform.staff.token, { id, active: false });
      expect(errors).toBeUndefined();
    }
    expect((await audited('updateProduct')).slice(before).map(({ changed }) => changed)).toEqual([
      ['active'],
    ]);
    const order = await app.ask(
      'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
      { input: { productId: id, quantity: 1 } },
      world.globex.admin.token,
    );
    expect(codeOf(order)).toBe('NOT_FOUND');
  });

  test('is for staff only, of a product there is, and names what is wrong', async () => {
    const given = { id: world.mailbox, retailMinor: 1 };
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user])
      expect(codeOf(await update(token, given))).toBe('FORBIDDEN');
    const { token } = world.platform.staff;
    expect(codeOf(await update(token, { ...given, id: crypto.randomUUID() }))).toBe('NOT_FOUND');
    const wrong = await update(token, { ...given, name: '', retailMinor: -5 });
    expect([codeOf(wrong), fieldsOf(wrong)]).toEqual(['INVALID_INPUT', ['name', 'retailMinor']]);
  });

  test('[O3] tells every console, whatever its level', async () => {
    const heard: unknown[] = [];
    const listener = new pg.Client({ connectionString: app.database.superuserUrl });
    await listener.connect();
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')));
    await listener.query('listen steward_changed');
    await update(world.platform.staff.token, { id: world.hosting, description: 'A server.' });
    // News without a tenant goes to all.
    await expect.poll(() => heard).toContainEqual({ kind: 'Product', id: world.hosting });
    await listener.end();
  });
});

describe('setRetailPrice', () => {
  test('[C3] is what the companies of this reseller pay from now on; what it pays itself, and what runs, stays', async () => {
    const running = await begin(world.globex.admin.token, world.hosting);
    const { data } = await setRetail(world.northwind.admin.token, world.hosting, 1_750);
    expect(data.setRetailPrice).toEqual({
      retailMinor: 1_750,
      wholesaleMinor: 1_000,
      recommendedRetailMinor: 1_500,
    });
    expect((await begin(world.globex.admin.token, world.hosting)).retailMinor).toBe(1_750);
    expect((await begin(world.initech.admin.token, world.hosting)).retailMinor).toBe(1_500);
    expect(await priceNow(running.id)).toEqual({ retail_minor: 1_500, wholesale_minor: 1_000 });
  });

  test('[C3] again is a change, the same again is none, and null goes back to the recommended price', async () => {
    const { token } = world.northwind.admin;
    const before = (await audited('setRetailPrice')).length;
    for (const price of [1_800, 1_800, null, null]) {
      const { data } = await setRetail(token, world.hosting, price);
      expect(data.setRetailPrice).toMatchObject({ retailMinor: price ?? 1_500 });
    }
    const reference = 'HOSTING';
    expect((await audited('setRetailPrice')).slice(before)).toEqual([
      { reseller_id: world.northwind.id, reference, changed: ['retailMinor'] },
      { reseller_id: world.northwind.id, reference, changed: ['retailMinor'] },
    ]);
  });

  test('[C3] [O3] of two who set it the second is told, unless it is what the second wanted', async () => {
    const { token } = world.northwind.admin;
    const knowing = (retailMinor: number | null, seen: number) =>
      app.ask<{ setRetailPrice: object }>(
        'mutation ($input: SetRetailPriceInput!) { setRetailPrice(input: $input) { retailMinor } }',
        { input: { productId: world.hosting, retailMinor, known: { retailMinor: seen } } },
        token,
      );
    expect((await knowing(1_900, 1_500)).data.setRetailPrice).toEqual({ retailMinor: 1_900 });
    const second = await knowing(2_000, 1_500);
    expect(codeOf(second)).toBe('CONFLICT');
    expect(fieldsOf(second)).toEqual(['known.retailMinor']);
    expect((await knowing(1_900, 1_500)).data.setRetailPrice).toEqual({ retailMinor: 1_900 });
    expect((await knowing(null, 1_900)).data.setRetailPrice).toEqual({ retailMinor: 1_500 });
    // Of two at the same moment, too.
    const both = await Promise.all([knowing(2_100, 1_500), knowing(2_200, 1_500)]);
    expect(both.map(codeOf).filter(Boolean)).toEqual(['CONFLICT']);
    await setRetail(token, world.hosting, null);
  });

  test('is for resellers only, for a product there is, at a price that can be', async () => {
    for (const { token } of [world.platform.staff, world.globex.admin, world.globex.user])
      expect(codeOf(await setRetail(token, world.hosting, 1))).toBe('FORBIDDEN');
    const { token } = world.northwind.admin;
    expect(codeOf(await setRetail(token, crypto.randomUUID(), 1))).toBe('NOT_FOUND');
    expect(fieldsOf(await setRetail(token, world.hosting, -1))).toEqual(['retailMinor']);
  });
});
