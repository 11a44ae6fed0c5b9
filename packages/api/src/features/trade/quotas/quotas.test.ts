import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscriptions } from '../subscriptions/factory.ts';
import { type GivenQuota, removeQuota, setQuota } from './factory.ts';

let app: TestApp;
let world: World;
let product: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  product = await addProduct(world, `Q-${++count}`);
});

const has = (quantity: number, { endsOn = null }: { endsOn?: string | null } = {}, company = world.globex) =>
  addSubscriptions(world, company, [{ productId: product, startsOn: '2026-06-01', endsOn, quantity }]);
const set = async (token: string, input: GivenQuota) => {
  const { data, errors } = await setQuota(app, token, input);
  expect(errors).toBeUndefined();
  return data.setQuota;
};
const refusal = async (token: string | undefined, input: GivenQuota) => {
  const { errors } = await setQuota(app, token, input);
  const { code, fields } = (errors?.[0]?.extensions ?? {}) as { code?: string; fields?: { path: string }[] };
  return [code, fields?.[0]?.path];
};
const seen = async (token: string, filter: object = {}) => {
  const { data } = await app.ask<{ quotas: { nodes: { id: string; used: number | null }[] } }>(
    'query ($filter: QuotaFilter) { quotas(first: 50, filter: $filter) { nodes { id used } } }',
    { filter },
    token,
  );
  return new Map(data.quotas.nodes.map(({ id, used }) => [id, used]));
};

describe('setQuota', () => {
  test('[C4] a reseller sets one for its company: used is what is had and planned, not what has ended', async () => {
    await has(3);
    await has(4, { endsOn: '2099-01-01' });
    const token = world.northwind.admin.token;
    const quota = await set(token, { companyId: world.globex.id, productId: product, most: 10 });
    expect(quota).toMatchObject({ most: 10, mostMinor: null, used: 7 });
    expect((await seen(world.globex.admin.token)).get(quota.id)).toBe(7);
    const again = await set(token, { companyId: world.globex.id, productId: product, most: 5 });
    expect(again).toMatchObject({ id: quota.id, most: 5, used: 7 });
  });

  test('[C4] the platform sets one for all companies of a reseller; their own numbers stay theirs', async () => {
    await has(3);
    const { staff } = world.platform;
    const quota = await set(staff.token, { resellerId: world.northwind.id, productId: product, most: 20 });
    expect(quota.used).toBe(3);
    expect((await seen(world.northwind.admin.token)).has(quota.id)).toBe(true);
    for (const { token } of [world.globex.admin, world.contoso.admin, world.initech.admin])
      expect((await seen(token)).has(quota.id)).toBe(false);
    const filtered = await seen(staff.token, { resellerId: world.northwind.id, ofCompany: false });
    expect([...filtered.keys()]).toContain(quota.id);
  });

  test('[C4] money counts what each side pays', async () => {
    await has(2);
    const ofCompany = await set(world.contoso.admin.token, {
      companyId: world.initech.id,
      mostMinor: 9_000_00,
    });
    const before = ofCompany.used ?? 0;
    await has(2, {}, world.initech);
    expect((await seen(world.initech.admin.token)).get(ofCompany.id)).toBe(before + 400);
    await removeQuota(app, world.contoso.admin.token, ofCompany.id);
    const { staff } = world.platform;
    const ofReseller = await set(staff.token, { resellerId: world.contoso.id, mostMinor: 9_000_00 });
    await has(1, {}, world.initech);
    expect((await seen(world.contoso.admin.token)).get(ofReseller.id)).toBe((ofReseller.used ?? 0) + 100);
    await removeQuota(app, staff.token, ofReseller.id);
  });

  test('[O1] [C4] home counts those that are used to four fifths or more, and the list shows the same', async () => {
    const nearly = async (token: string) => {
      const { data } = await app.ask<{
        home: { quotasNearlyUsed: number | null };
        quotas: { nodes: { id: string }[] };
      }>(
        '{ home { quotasNearlyUsed } quotas(first: 50, filter: { nearlyUsed: true }) { nodes { id } } }',
        {},
        token,
      );
      const ids = data.quotas.nodes.map(({ id }) => id);
      expect(data.home.quotasNearlyUsed).toBe(ids.length);
      return ids;
    };
    const { globex, northwind, contoso, initech, platform } = world;
    await has(4);
    const ofCompany = await set(northwind.admin.token, { companyId: globex.id, productId: product, most: 5 });
    const ofReseller = await set(platform.staff.token, {
      resellerId: northwind.id,
      productId: product,
      most: 6,
    });
    expect(await nearly(globex.admin.token)).toContain(ofCompany.id);
    expect(await nearly(globex.admin.token)).not.toContain(ofReseller.id);
    expect(await nearly(northwind.admin.token)).toContain(ofCompany.id);
    expect(await nearly(northwind.admin.token)).not.toContain(ofReseller.id);
    await set(platform.staff.token, { resellerId: northwind.id, productId: product, most: 5 });
    expect(await nearly(northwind.admin.token)).toEqual(
      expect.arrayContaining([ofCompany.id, ofReseller.id]),
    );
    // What a reseller holds its companies to is its affair.
    expect(await nearly(platform.staff.token)).toContain(ofReseller.id);
    expect(await nearly(platform.staff.token)).not.toContain(ofCompany.id);
    expect(await nearly(contoso.admin.token)).toEqual([]);
    expect(await nearly(initech.admin.token)).toEqual([]);
    await set(northwind.admin.token, { companyId: globex.id, productId: product, most: 6 });
    expect(await nearly(globex.admin.token)).not.toContain(ofCompany.id);
    await removeQuota(app, northwind.admin.token, ofCompany.id);
    await removeQuota(app, platform.staff.token, ofReseller.id);
  });

  test('[S10] [S22] nobody sets what they are held to, or what is others’', async () => {
    const most = { productId: product, most: 1 };
    const { northwind, contoso, globex, initech } = world;
    expect(await refusal(northwind.admin.token, { resellerId: northwind.id, ...most })).toEqual([
      'FORBIDDEN',
      'resellerId',
    ]);
    expect((await refusal(globex.admin.token, { companyId: globex.id, ...most }))[0]).toBe('FORBIDDEN');
    expect((await refusal(contoso.admin.token, { companyId: globex.id, ...most }))[0]).toBe('NOT_FOUND');
    expect((await refusal(northwind.admin.token, { companyId: initech.id, ...most }))[0]).toBe('NOT_FOUND');
    expect((await refusal(world.platform.staff.token, { companyId: globex.id, ...most }))[0]).toBe(
      'NOT_FOUND',
    );
    expect((await refusal(undefined, { companyId: globex.id, ...most }))[0]).toBe('UNAUTHENTICATED');
    const held = await set(world.platform.staff.token, { resellerId: northwind.id, ...most });
    const { errors } = await removeQuota(app, northwind.admin.token, held.id);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await removeQuota(app, contoso.admin.token, held.id)).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    await removeQuota(app, world.platform.staff.token, held.id);
  });

  test('[C4] what is wrong is said at its field', async () => {
    const { token } = world.northwind.admin;
    const of = { companyId: world.globex.id };
    expect(await refusal(token, { productId: product, most: 1 })).toEqual(['INVALID_INPUT', 'companyId']);
    expect(await refusal(token, { ...of, productId: product })).toEqual(['INVALID_INPUT', 'most']);
    expect(await refusal(token, { ...of, productId: product, most: -1 })).toEqual(['INVALID_INPUT', 'most']);
    expect(await refusal(token, { ...of, most: 1 })).toEqual(['INVALID_INPUT', 'most']);
    expect(await refusal(token, of)).toEqual(['INVALID_INPUT', 'mostMinor']);
    expect(await refusal(token, { ...of, productId: product, most: 1, mostMinor: 1 })).toEqual([
      'INVALID_INPUT',
      'mostMinor',
    ]);
    expect(await refusal(token, { ...of, productId: product, category: 'EMAIL', most: 1 })).toEqual([
      'INVALID_INPUT',
      'category',
    ]);
  });
});

describe('removeQuota', () => {
  test('[C4] takes it away, once', async () => {
    const { token } = world.northwind.admin;
    const { id } = await set(token, { companyId: world.globex.id, productId: product, most: 1 });
    expect((await removeQuota(app, token, id)).data.removeQuota).toBe(id);
    expect((await removeQuota(app, token, id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await seen(token)).has(id)).toBe(false);
  });
});
