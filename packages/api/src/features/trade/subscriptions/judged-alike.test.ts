import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from './factory.ts';

let app: TestApp;
let world: World;
let box: string;
let vault: string;
let site: string;

const QUOTA = { name: 'quotaGb', label: 'Quota', kind: 'NUMBER', required: true, changeable: true };
const SITE = { name: 'site', label: 'Site', kind: 'TEXT', required: true, changeable: true };

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const unit = 'PER_USER';
  box = await addProduct(world, 'ALK-BOX', { unit, kind: 'Alike box' });
  vault = await addProduct(world, 'ALK-VAULT', { unit });
  site = await addProduct(world, 'ALK-SITE', { unit });
  const set = (input: object) =>
    app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input },
      world.platform.staff.token,
    );
  const all = [
    await set({ id: box, parameters: [{ ...QUOTA, least: 1, most: 100, unit: 'GB', standard: '50' }] }),
    await set({ id: vault, needs: ['Alike box'] }),
    await set({ id: site, parameters: [SITE] }),
  ];
  expect(all.flatMap(({ errors }) => errors ?? [])).toEqual([]);
});
afterAll(() => app.close());

const ask = async (verb: string, answer: string, input: object, token = world.globex.admin.token) => {
  const { data, errors } = await app.ask<Record<string, unknown>>(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) ${answer} }`,
    { input },
    token,
  );
  const { code, fields } = (errors?.[0]?.extensions ?? {}) as { code?: string; fields?: unknown };
  return { done: data?.[verb] as never, code, fields };
};
const people = (count: number) => addEndUsers(world, world.globex, numbered(count, 'globex.example'));
const held = (endUserId: string) =>
  world.sql(
    `select p.code, s.parameters, s.ends_on is not null as ends from subscription s join product p on p.id = s.product_id
      where s.end_user_id = $1 order by p.code`,
    [endUserId],
  );

describe('settings', () => {
  test('[C1] [C4] are said with a single service, and wrong ones are named at their field', async () => {
    const [endUserId = ''] = await people(1);
    const give = (parameters: object | null, productId = box) =>
      ask('subscribe', '{ id parameters }', { endUserId, productId, parameters });
    expect(await give({ quotaGb: 200 })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'parameters.quotaGb', message: 'May be at most 100 GB.' }],
    });
    expect(await give({ colour: 'red' })).toMatchObject({
      fields: [{ path: 'parameters.colour', message: 'Must be left out: ALK-BOX has no such setting.' }],
    });
    expect(await give(null, site)).toMatchObject({
      fields: [{ path: 'parameters.site', message: 'Must be filled in: Site of ALK-SITE.' }],
    });
    expect((await give({ quotaGb: 80 })).done).toMatchObject({ parameters: { quotaGb: 80 } });
    expect((await give({ site: 'Hull' }, site)).done).toMatchObject({ parameters: { site: 'Hull' } });
  });

  test('[C1] [C4] are said once for many, by product; what is not said is usual', async () => {
    const endUserIds = await people(2);
    const give = (settings: object[]) =>
      ask('subscribeEndUsers', '', { endUserIds, productIds: [box, site], settings });
    expect(await give([{ productId: box, parameters: { quotaGb: 0 } }])).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [
        { path: 'settings.0.parameters.quotaGb', message: 'Must be at least 1 GB.' },
        { path: 'settings.1.parameters.site', message: 'Must be filled in: Site of ALK-SITE.' },
      ],
    });
    expect(await give([{ productId: vault, parameters: {} }])).toMatchObject({
      fields: [{ path: 'settings.0.productId' }],
    });
    const twice = { productId: site, parameters: { site: 'Hull' } };
    expect(await give([twice, twice])).toMatchObject({ fields: [{ path: 'settings.1.productId' }] });
    expect((await give([twice])).done).toBe(4);
    for (const endUserId of endUserIds)
      expect(await held(endUserId)).toEqual([
        { code: 'ALK-BOX', parameters: { quotaGb: 50 }, ends: false },
        { code: 'ALK-SITE', parameters: { site: 'Hull' }, ends: false },
      ]);
    expect((await give([twice])).done).toBe(0);
  });
});

describe('needs', () => {
  test('[C4] what a product needs is said at its field, with who lacks it', async () => {
    const [endUserId = ''] = await people(1);
    const message = expect.stringMatching(
      /^ALK-VAULT needs Alike box, which .+ does not have: order both together\.$/,
    );
    expect(await ask('subscribe', '{ id }', { endUserId, productId: vault })).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'productId', message }],
    });
    expect(
      await ask('subscribeEndUsers', '', {
        endUserIds: [endUserId],
        productIds: [site, vault],
        settings: [{ productId: site, parameters: { site: 'Hull' } }],
      }),
    ).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'productIds.1', message }] });
    expect(await held(endUserId)).toEqual([]);
    const preview = (productIds: string[]) =>
      app.ask<{ orderPreview: { hindered: object[] } }>(
        `query ($people: [ID!]!, $productIds: [ID!]!) { orderPreview(endUserIds: $people, productIds: $productIds) {
           hindered { endUserId productId message } } }`,
        { people: [endUserId], productIds },
        world.globex.admin.token,
      );
    expect((await preview([vault])).data.orderPreview.hindered).toEqual([
      { endUserId, productId: vault, message },
    ]);
    expect((await preview([vault, box])).data.orderPreview.hindered).toEqual([]);
    expect(
      (await ask('subscribeEndUsers', '', { endUserIds: [endUserId], productIds: [vault, box] })).done,
    ).toBe(2);
  });

  test('[C4] of many that end, those that are still needed stay, each with why; the others end', async () => {
    const [both = '', one = ''] = await people(2);
    const startsOn = '2026-09-01';
    const add = (endUserId: string, productId: string) =>
      addSubscription(world, world.globex, { productId, endUserId, startsOn });
    const ids = [await add(both, box), await add(both, vault), await add(one, box)].map(({ id }) => id);
    await add(one, vault);
    const cancelled = await ask('cancelSubscriptions', '{ done refused { id reason } }', { ids });
    expect(cancelled.done).toEqual({
      done: 2,
      refused: [{ id: ids[2], reason: 'ALK-VAULT needs ALK-BOX: end both together.' }],
    });
    expect((await held(both)).every((row) => (row as { ends: boolean }).ends)).toBe(true);
    const [other = ''] = await people(1);
    await add(other, box);
    const services = await ask('cancelServices', '{ done refused { id reason } }', {
      endUserIds: [one, other],
      productId: box,
    });
    expect(services.done).toMatchObject({ done: 1, refused: [{ id: ids[2] }] });
    expect(await ask('cancelSubscription', '{ id }', { id: ids[2] })).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'id', message: 'ALK-VAULT needs ALK-BOX: end both together.' }],
    });
  });

  test('[S10] [C4] of another company nothing is told, nor ended', async () => {
    const [endUserId = ''] = await people(1);
    const { id } = await addSubscription(world, world.globex, {
      productId: box,
      endUserId,
      startsOn: '2026-09-01',
    });
    const token = world.initech.admin.token;
    expect((await ask('cancelSubscriptions', '{ done }', { ids: [id] }, token)).code).toBe('NOT_FOUND');
    const input = { endUserId, productId: vault, parameters: { quotaGb: 1 } };
    expect((await ask('subscribe', '{ id }', input, token)).code).toBe('NOT_FOUND');
    expect((await ask('subscribe', '{ id }', input, world.globex.user.token)).code).toBe('FORBIDDEN');
  });
});
