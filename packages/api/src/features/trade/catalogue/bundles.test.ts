import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from './factory.ts';

let app: TestApp;
let world: World;
let box: string;
let vault: string;
let shield: string;
let whole: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const unit = 'PER_USER';
  const parameters = [
    { name: 'quotaGb', label: 'Quota', kind: 'NUMBER', unit: 'GB', least: 1, most: 50, standard: '50' },
  ] as const;
  box = await addProduct(world, 'BUN-BOX', { unit, parameters });
  vault = await addProduct(world, 'BUN-VAULT', { unit });
  shield = await addProduct(world, 'BUN-SHIELD', { unit, active: false });
  whole = await addProduct(world, 'BUN-WHOLE');
});
afterAll(() => app.close());

const FIELDS = 'id contents parts { productId quantity parameters }';
interface Bundle {
  id: string;
  contents: string[];
  parts: { productId: string; quantity: number; parameters: object }[];
}
const part = (productId: string, given: object = {}) => ({
  productId,
  quantity: 1,
  parameters: {},
  ...given,
});
const add = (parts: object[] | null, given: object = {}, token = world.platform.staff.token) =>
  app.ask<{ addProduct: Bundle }>(
    `mutation ($input: AddProductInput!) { addProduct(input: $input) { ${FIELDS} } }`,
    {
      input: {
        code: `BUN-${++count}`,
        name: `Bundle ${count}`,
        category: 'EMAIL',
        unit: 'PER_USER',
        wholesaleMinor: 900,
        retailMinor: 1500,
        parts,
        ...given,
      },
    },
    token,
  );
const update = (input: object, token = world.platform.staff.token) =>
  app.ask<{ updateProduct: Bundle }>(
    `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
const saidOf = ({ errors }: { errors?: { extensions: object }[] }) =>
  (errors?.[0]?.extensions as { fields?: object[] } | undefined)?.fields;
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;

describe('a bundle', () => {
  test('[C1] is a product that is made of others, of what is not sold alone as well, and says so in words', async () => {
    const { data, errors } = await add([
      part(box, { parameters: { quotaGb: 20 } }),
      part(vault),
      part(shield),
    ]);
    expect(errors).toBeUndefined();
    expect(data.addProduct).toMatchObject({
      contents: ['BUN-BOX', 'BUN-VAULT', 'BUN-SHIELD'],
      parts: [part(box, { parameters: { quotaGb: 20 } }), part(vault), part(shield)],
    });
    const site = await addProduct(world, 'BUN-SITE');
    const { data: second } = await add([part(whole, { quantity: 3 }), part(site)], { unit: 'PER_COMPANY' });
    expect(second.addProduct.contents).toEqual(['3 × BUN-WHOLE', 'BUN-SITE']);
  });

  test('[C1] is not made of what cannot be: each part is told at its path', async () => {
    const { data } = await add([part(box), part(vault)]);
    const bundle = data.addProduct.id;
    const nothing = '01980000-0000-7000-8000-000000000000';
    expect(
      saidOf(
        await add([
          part(box, { parameters: { quotaGb: 51 } }),
          part(box),
          part(bundle),
          part(whole),
          part(nothing),
          part(vault, { quantity: 2 }),
          part(shield, { parameters: { colour: 'red' } }),
        ]),
      ),
    ).toEqual([
      { path: 'parts.0.parameters.quotaGb', message: 'May be at most 50 GB.' },
      { path: 'parts.1.productId', message: 'Must not be named twice: say how many there are of it.' },
      {
        path: 'parts.2.productId',
        message: expect.stringMatching(/^Must not be a bundle itself: name what Bundle \d+ is made of\.$/),
      },
      {
        path: 'parts.3.productId',
        message: 'Must be for single end users, as the bundle is: BUN-WHOLE is for a company as a whole.',
      },
      { path: 'parts.4.productId', message: 'Must be a product.' },
      { path: 'parts.5.quantity', message: 'Must be 1: nobody has BUN-VAULT twice.' },
      {
        path: 'parts.6.parameters.colour',
        message: 'Must be left out: BUN-SHIELD has no such setting.',
      },
    ]);
    expect(saidOf(await add([part(box)]))).toEqual([
      { path: 'parts', message: 'Must be at least two: a bundle is made of several products.' },
    ]);
    const asked = {
      name: 'site',
      label: 'Site',
      kind: 'TEXT',
      required: false,
      changeable: true,
      help: null,
      unit: null,
      least: null,
      most: null,
      choices: [],
      pattern: null,
      example: null,
      standard: null,
    };
    expect(saidOf(await add([part(box), part(vault)], { parameters: [asked] }))).toEqual([
      { path: 'parameters', message: expect.stringMatching(/^Must be left out/) },
    ]);
  });

  test('[C1] has other parts later, and stays a bundle, as what is none stays none', async () => {
    const { data } = await add([part(box), part(vault)]);
    const { id, parts } = data.addProduct;
    const seen = { id, known: { parts } };
    expect((await update({ ...seen, parts: [part(box), part(shield)] })).data.updateProduct.contents).toEqual(
      ['BUN-BOX', 'BUN-SHIELD'],
    );
    // Who still sees the former parts is told.
    expect(codeOf(await update({ ...seen, parts: [part(vault), part(shield)] }))).toBe('CONFLICT');
    expect(saidOf(await update({ id: vault, parts: [part(box), part(shield)] }))).toEqual([
      { path: 'parts', message: 'Must be left out: a bundle is added as one, and this is sold by itself.' },
    ]);
    expect(codeOf(await update({ id, parts: [] }))).toBe('INVALID_INPUT');
  });

  test('[C1] [S14] is made by staff alone, and read by everybody', async () => {
    expect(codeOf(await add([part(box), part(vault)], {}, world.northwind.admin.token))).toBe('FORBIDDEN');
    const { data } = await add([part(box), part(vault)]);
    expect(
      codeOf(
        await update({ id: data.addProduct.id, parts: [part(box), part(shield)] }, world.globex.admin.token),
      ),
    ).toBe('FORBIDDEN');
    const { data: read } = await app.ask<{ product: Bundle }>(
      `query ($id: ID!) { product(id: $id) { ${FIELDS} } }`,
      { id: data.addProduct.id },
      world.globex.user.token,
    );
    expect(read.product.contents).toEqual(['BUN-BOX', 'BUN-VAULT']);
  });
});
