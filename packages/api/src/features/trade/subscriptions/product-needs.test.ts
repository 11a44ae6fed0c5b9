import { newId } from '@steward/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;
/** A second mailbox; both need an address and are of one kind, however it is written. */
let large: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const add = await app.ask<{ addProduct: { id: string } }>(
    `mutation { addProduct(input: { code: "MBX-2", name: "Large mailbox", category: EMAIL, unit: PER_USER, needsAddress: true,
       kind: "mailbox", wholesaleMinor: 1, retailMinor: 2 }) { id needsAddress kind } }`,
    {},
    world.platform.staff.token,
  );
  expect(add.data.addProduct).toMatchObject({ needsAddress: true, kind: 'mailbox' });
  large = add.data.addProduct.id;
  const update = await app.ask(
    `mutation ($id: ID!) { updateProduct(input: { id: $id, name: "Mailbox", needsAddress: true, kind: "Mailbox" }) { id } }`,
    { id: world.mailbox },
    world.platform.staff.token,
  );
  expect(update.errors).toBeUndefined();
});
afterAll(() => app.close());

const person = async (firstName: string, email: string | null = null): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
    { input: { firstName, lastName: 'Lovelace', email } },
    world.globex.admin.token,
  );
  return data.addEndUser.id;
};
const subscribe = (input: object) =>
  app.ask(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input },
    world.globex.admin.token,
  );
const subscribeAll = (endUserIds: string[], productIds: string[]) =>
  app.ask<{ subscribeEndUsers: number }>(
    'mutation ($input: SubscribeEndUsersInput!) { subscribeEndUsers(input: $input) }',
    { input: { endUserIds, productIds } },
    world.globex.admin.token,
  );
const preview = (token: string, endUserIds: string[], productIds: string[]) =>
  app.ask<{ orderPreview: { lacking: object[]; overlapping: object[] } }>(
    `query ($endUserIds: [ID!]!, $productIds: [ID!]!) { orderPreview(endUserIds: $endUserIds, productIds: $productIds) {
       lacking { endUserId displayName product } overlapping { displayName product besides } } }`,
    { endUserIds, productIds },
    token,
  );
const have = async (ids: string[]) =>
  (await world.sql('select from subscription where end_user_id = any ($1)', [ids])).length;

test('[C4] [U1] who has no address gets no mailbox, until one is allocated', async () => {
  const ada = await person('Ada');
  const { errors } = await subscribe({ endUserId: ada, productId: world.mailbox });
  const message =
    'Mailbox needs an e-mail address, which Ada Lovelace does not have yet: allocate one first.';
  expect(errors?.[0]).toMatchObject({
    message,
    extensions: { code: 'CONFLICT', fields: [{ path: 'endUserId', message }] },
  });
  expect((await subscribe({ endUserId: ada, productId: world.archive })).errors).toBeUndefined();
  await app.ask(
    'mutation ($id: ID!) { allocateEmailAddress(input: { endUserId: $id, address: "ada@globex.example" }) { id } }',
    { id: ada },
    world.globex.admin.token,
  );
  expect((await subscribe({ endUserId: ada, productId: world.mailbox })).errors).toBeUndefined();
});

test('[C4] one without an address among many, and nobody gets anything; all who lack it are told of', async () => {
  const without = [await person('Ben'), await person('Cy'), await person('Di'), await person('Ed')];
  const all = [await person('Flo', 'flo@globex.example'), ...without];
  const { errors } = await subscribeAll(all, [world.archive, world.mailbox]);
  expect(errors?.[0]).toMatchObject({
    message:
      'Mailbox needs an e-mail address, which Ben Lovelace, Cy Lovelace, Di Lovelace and 1 more do not have yet: allocate one first.',
    extensions: { code: 'CONFLICT', fields: [{ path: 'endUserIds' }] },
  });
  expect(await have(all)).toBe(0);
  const { data } = await preview(world.globex.admin.token, all, [world.archive, world.mailbox]);
  expect(data.orderPreview.lacking).toEqual(
    ['Ben', 'Cy', 'Di', 'Ed'].map((name, i) => ({
      endUserId: without[i],
      displayName: `${name} Lovelace`,
      product: 'Mailbox',
    })),
  );
});

test('[C4] two of a kind overlap: together, and with what somebody has; it is told, not refused', async () => {
  const gus = await person('Gus', 'gus@globex.example');
  const both = await preview(world.globex.admin.token, [gus], [world.mailbox, large, world.archive]);
  expect(both.data.orderPreview).toMatchObject({
    lacking: [],
    overlapping: [{ displayName: 'Gus Lovelace' }],
  });
  expect((await subscribeAll([gus], [world.mailbox])).data.subscribeEndUsers).toBe(1);
  const overlap = { displayName: 'Gus Lovelace', product: 'Large mailbox', besides: 'Mailbox' };
  expect((await preview(world.globex.admin.token, [gus], [large])).data.orderPreview.overlapping).toEqual([
    overlap,
  ]);
  expect(
    (await preview(world.globex.admin.token, [gus], [world.mailbox])).data.orderPreview.overlapping,
  ).toEqual([]);
  expect((await subscribeAll([gus], [large])).data.subscribeEndUsers).toBe(1);
});

test('[S10] the preview tells nothing of another tenant, and nothing to an end user', async () => {
  const hal = await person('Hal');
  const { data } = await preview(world.initech.admin.token, [hal, newId()], [world.mailbox]);
  expect(data.orderPreview).toEqual({ lacking: [], overlapping: [] });
  const { errors } = await preview(world.globex.user.token, [hal], [world.mailbox]);
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const many = await preview(world.globex.admin.token, Array.from({ length: 501 }, newId), []);
  expect(many.errors?.[0]?.extensions).toMatchObject({
    code: 'INVALID_INPUT',
    fields: [{ path: 'endUserIds' }],
  });
});

test('[C1] what is for a company as a whole cannot need an address', async () => {
  const { errors } = await app.ask(
    'mutation ($id: ID!) { updateProduct(input: { id: $id, needsAddress: true }) { id } }',
    { id: world.hosting },
    world.platform.staff.token,
  );
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'INVALID_INPUT',
    fields: [{ path: 'needsAddress' }],
  });
});
