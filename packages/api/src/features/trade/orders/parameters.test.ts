import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { orderOf, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;
let mailbox: string;
let larger: string;
let line: string;

const QUOTA = { name: 'quotaGb', label: 'Quota', kind: 'NUMBER', unit: 'GB', least: 5 } as const;
const HOLD = { name: 'hold', label: 'Litigation hold', kind: 'FLAG', standard: 'false' } as const;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  mailbox = await addProduct(world, 'PAR-50', {
    kind: 'Box',
    parameters: [{ ...QUOTA, most: 50, standard: '50' }, HOLD],
  });
  larger = await addProduct(world, 'PAR-100', {
    kind: 'Box',
    parameters: [{ ...QUOTA, least: 50, most: 100, standard: '100' }, HOLD],
  });
  line = await addProduct(world, 'PAR-LINE', {
    parameters: [
      { name: 'site', label: 'Site', required: true, changeable: false, pattern: '[A-Z]{3}', example: 'HUL' },
    ],
  });
  await app.app.work();
});
afterAll(() => app.close());

const token = () => world.globex.admin.token;
const place = (...lines: object[]) => placeOrder(app, token(), { lines });
const fieldsOf = ({ errors }: Awaited<ReturnType<typeof place>>) =>
  (errors?.[0]?.extensions as { fields?: { path: string; message: string }[] } | undefined)?.fields;
const carriedOut = async (...lines: object[]): Promise<string> => {
  const { data, errors } = await place(...lines);
  expect(errors).toBeUndefined();
  const { id } = data.placeOrder;
  await expect.poll(async () => (await orderOf(app, token(), id)).state).toBe('DONE');
  return id;
};
interface Held {
  id: string;
  quantity: number;
  parameters: Record<string, unknown>;
  terms: { parameters: Record<string, unknown> }[];
}
const held = async (productId: string): Promise<Held[]> => {
  const { data, errors } = await app.ask<{ subscriptions: { nodes: Held[] } }>(
    `query ($filter: SubscriptionFilter) { subscriptions(first: 20, filter: $filter, orderBy: { field: CREATED_AT, direction: ASC }) {
       nodes { id quantity parameters terms { parameters } } } }`,
    { filter: { productId, companyId: world.globex.id } },
    token(),
  );
  expect(errors).toBeUndefined();
  return data.subscriptions.nodes;
};

describe('what a product asks to be chosen', () => {
  test('[C1] is chosen by the order, and the rest is as usual', async () => {
    const id = await carriedOut({ productId: mailbox, quantity: 2, parameters: { quotaGb: 20 } });
    const [made] = await held(mailbox);
    const chosen = { quotaGb: 20, hold: false };
    expect(made).toMatchObject({ quantity: 2, parameters: chosen, terms: [{ parameters: chosen }] });
    const { data } = await app.ask<{ order: { lines: { nodes: object[] } } }>(
      'query ($id: ID!) { order(id: $id) { lines(first: 5) { nodes { parameters wasParameters } } } }',
      { id },
      token(),
    );
    expect(data.order.lines.nodes).toEqual([{ parameters: chosen, wasParameters: null }]);
  });

  test('[C1] [C4] is changed alone by an order, stays when the number changes, and goes along to another plan', async () => {
    const [made] = await held(mailbox);
    const subscriptionId = made?.id as string;
    const { data } = await app.ask<{ previewOrder: { monthlyMinor: number; items: object[] } }>(
      `query ($input: PlaceOrderInput!) { previewOrder(input: $input) { monthlyMinor items { product quantity otherwise } problems { path } } }`,
      { input: { lines: [{ subscriptionId, parameters: { hold: true } }] } },
      token(),
    );
    expect(data.previewOrder).toEqual({
      monthlyMinor: 0,
      items: [{ product: 'PAR-50', quantity: 2, otherwise: true }],
      problems: [],
    });
    await carriedOut({ subscriptionId, parameters: { hold: true } });
    expect((await held(mailbox))[0]?.parameters).toEqual({ quotaGb: 20, hold: true });
    await carriedOut({ subscriptionId, quantity: 3 });
    expect((await held(mailbox))[0]).toMatchObject({ quantity: 3, parameters: { quotaGb: 20, hold: true } });
    // There 20 GB cannot be: the usual is taken, and the hold goes on.
    await carriedOut({ subscriptionId, productId: larger });
    expect((await held(larger))[0]).toMatchObject({
      id: subscriptionId,
      parameters: { quotaGb: 100, hold: true },
    });
  });

  test('[C1] what it does not have, or what is out of bounds, is said at its path', async () => {
    expect(
      fieldsOf(
        await place(
          { productId: world.hosting, parameters: { quotaGb: 5 } },
          { productId: mailbox, parameters: { quotaGb: 51, colour: 'red' } },
          { productId: line, parameters: { site: 'hull' } },
          { productId: line },
        ),
      ),
    ).toEqual([
      { path: 'lines.0.parameters.quotaGb', message: 'Must be left out: hosting has no such setting.' },
      { path: 'lines.1.parameters.colour', message: 'Must be left out: PAR-50 has no such setting.' },
      { path: 'lines.1.parameters.quotaGb', message: 'May be at most 50 GB.' },
      { path: 'lines.2.parameters.site', message: 'Must be like HUL.' },
      { path: 'lines.3.parameters.site', message: 'Must be filled in: Site of PAR-LINE.' },
    ]);
  });

  test('[C1] what cannot be changed later stays, and the same again is no change', async () => {
    await carriedOut({ productId: line, parameters: { site: 'HUL' } });
    const subscriptionId = (await held(line))[0]?.id;
    expect(fieldsOf(await place({ subscriptionId, parameters: { site: 'YOR' } }))).toEqual([
      { path: 'lines.0.parameters.site', message: 'Must stay HUL: Site cannot be changed later.' },
    ]);
    expect(fieldsOf(await place({ subscriptionId, parameters: { site: 'HUL' } }))).toEqual([
      {
        path: 'lines.0.parameters',
        message: 'Must be something else: PAR-LINE is set up so already.',
      },
    ]);
  });

  test('[C1] what is no small value, or too much, is refused before anything is looked at', async () => {
    for (const parameters of [
      { quotaGb: { more: 1 } },
      { quotaGb: 'x'.repeat(501) },
      { 'a b': 1 },
      Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`n${i}`, i])),
    ]) {
      const { errors } = await place({ productId: mailbox, parameters });
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }
  });

  test('[C1] a verb that is older than orders makes nothing that lacks what has to be said', async () => {
    const subscribe = (productId: string) =>
      app.ask<{ subscribe: { id: string; parameters: object } }>(
        'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id parameters } }',
        { input: { productId } },
        token(),
      );
    expect((await subscribe(mailbox)).data.subscribe.parameters).toEqual({ quotaGb: 50, hold: false });
    const refused = await subscribe(line);
    expect(refused.errors?.[0]).toMatchObject({
      message: 'Must be filled in: Site of PAR-LINE.',
      extensions: { code: 'INVALID_INPUT', fields: [{ path: 'parameters.site' }] },
    });
  });
});

describe('a product’s parameters', () => {
  const save = (input: object) =>
    app.ask<{ updateProduct: { parameters: object[] } }>(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { parameters { name label most standard choices } } }',
      { input },
      world.platform.staff.token,
    );

  test('[C1] are staff’s to change; what exists keeps its values', async () => {
    const before = (await held(larger))[0];
    const parameter = { name: 'size', label: 'Size', kind: 'CHOICE', required: true, changeable: true };
    const { data, errors } = await save({
      id: larger,
      parameters: [{ ...parameter, choices: ['Small', 'Large'], standard: 'Small' }],
    });
    expect(errors).toBeUndefined();
    expect(data.updateProduct.parameters).toEqual([
      { name: 'size', label: 'Size', most: null, standard: 'Small', choices: ['Small', 'Large'] },
    ]);
    expect((await held(larger))[0]?.parameters).toEqual(before?.parameters);
    await carriedOut({ subscriptionId: before?.id, quantity: 4 });
    expect((await held(larger))[0]).toMatchObject({ quantity: 4, parameters: before?.parameters });
  });

  test('[C1] that do not fit together are refused at their path', async () => {
    const { errors } = await save({
      id: larger,
      parameters: [
        { name: 'a', label: 'A', kind: 'NUMBER', required: false, changeable: true, least: 5, most: 1 },
      ],
    });
    expect(fieldsOf({ errors } as never)).toEqual([
      { path: 'parameters.0.most', message: 'Must not be less than 5.' },
    ]);
  });
});
