import { newReference } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription, addSubscriptions } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-05T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';

interface Outcome {
  done: number;
  refused: { id: string; name: string; reason: string }[];
}
const reprice = async (email: string, input: { ids: string[]; from?: string }) =>
  app.ask<{ repriceSubscriptions: Outcome }>(
    'mutation ($input: RepriceSubscriptionsInput!) { repriceSubscriptions(input: $input) { done refused { id name reason } } }',
    { input },
    await world.signIn(email),
  );
const preview = async (email: string, input: { ids: string[]; from?: string }) => {
  const { data, errors } = await app.ask<{ repricePreview: object }>(
    `query ($ids: [ID!]!, $from: Date) { repricePreview(ids: $ids, from: $from) {
       products { product quantity beforeMinor afterMinor } before { currency minor } after { currency minor } customers kept } }`,
    input,
    await world.signIn(email),
  );
  expect(errors).toBeUndefined();
  return data.repricePreview;
};
/** The subscription as its reseller, or else this person, sees it. */
const seen = async (id: string, email = NORTHWIND) => {
  const { data } = await app.ask<{ subscription: object | null }>(
    `query ($id: ID!) { subscription(id: $id) { retailMinor wholesaleMinor terms { from quantity retailMinor wholesaleMinor } } }`,
    { id },
    await world.signIn(email),
  );
  return data.subscription;
};
/** A product of its own, and a subscription of it that began with its first prices. */
async function subscribed(
  company: TestCompany = world.globex,
  given: { endsOn?: string; quantity?: number } = {},
) {
  const productId = await addProduct(world, newReference('P'), { wholesale: 1_000, retail: 1_500 });
  const { id } = await addSubscription(world, company, { productId, startsOn: '2026-10-01', ...given });
  return { id, productId };
}
const setList = (productId: string, wholesale: number, retail: number) =>
  world.sql('update product set list_wholesale_minor = $2, list_retail_minor = $3 where id = $1', [
    productId,
    wholesale,
    retail,
  ]);
const letters = (resellerId: string, cause = 'newPrices') =>
  world.letters<{ to: string; company_id: string | null; subject: string; body: string }>(
    'select "to", company_id, subject, body from mail where reseller_id = $1 and cause = $2 order by created_at desc, id desc limit 1',
    [resellerId, cause],
  );

describe('a subscription', () => {
  test('[C2] keeps the price it began with, of which it has one term', async () => {
    const { id, productId } = await subscribed();
    await setList(productId, 1_100, 1_700);
    expect(await seen(id)).toEqual({
      retailMinor: 1_500,
      wholesaleMinor: 1_000,
      terms: [{ from: '2026-10-01', quantity: 1, retailMinor: 1_500, wholesaleMinor: 1_000 }],
    });
  });
});

describe('repriceSubscriptions', () => {
  test('[C2] [C3] a reseller moves what its companies pay, from today; what it pays itself stays, and the company is told', async () => {
    const { id, productId } = await subscribed(world.globex, { quantity: 3 });
    await setList(productId, 1_100, 1_700);
    expect(await preview(NORTHWIND, { ids: [id] })).toMatchObject({
      products: [{ quantity: 3, beforeMinor: 1_500, afterMinor: 1_700 }],
      before: [{ currency: 'GBP', minor: 4_500 }],
      after: [{ currency: 'GBP', minor: 5_100 }],
      customers: 1,
      kept: 0,
    });
    const { data } = await reprice(NORTHWIND, { ids: [id] });
    expect(data.repriceSubscriptions).toEqual({ done: 1, refused: [] });
    expect(await seen(id)).toEqual({
      retailMinor: 1_700,
      wholesaleMinor: 1_000,
      terms: [
        { from: '2026-10-01', quantity: 3, retailMinor: 1_500, wholesaleMinor: 1_000 },
        { from: '2026-10-05', quantity: 3, retailMinor: 1_700, wholesaleMinor: 1_000 },
      ],
    });
    const [letter] = await letters(world.northwind.id);
    expect(letter).toMatchObject({
      to: world.globex.admin.email,
      company_id: world.globex.id,
      subject: 'New prices from 5 October 2026',
    });
    expect(letter?.body).toMatch(/3 × .*: £17\.00 instead of £15\.00/);
    expect(letter?.body).toMatch(/Northwind/);
  });

  test('[C2] [C3] the company sees its own price, before and after, and never the wholesale one', async () => {
    const { id, productId } = await subscribed();
    await setList(productId, 1_100, 1_700);
    await reprice(NORTHWIND, { ids: [id] });
    expect(await seen(id, world.globex.admin.email)).toEqual({
      retailMinor: 1_700,
      wholesaleMinor: null,
      terms: [
        { from: '2026-10-01', quantity: 1, retailMinor: 1_500, wholesaleMinor: null },
        { from: '2026-10-05', quantity: 1, retailMinor: 1_700, wholesaleMinor: null },
      ],
    });
  });

  test('[C2] [C3] the platform moves what a reseller pays, and nothing of what its companies pay', async () => {
    const { id, productId } = await subscribed();
    await setList(productId, 1_100, 1_700);
    expect((await reprice(STAFF, { ids: [id] })).data.repriceSubscriptions.done).toBe(1);
    expect(await seen(id)).toMatchObject({ retailMinor: 1_500, wholesaleMinor: 1_100 });
    const [letter] = await letters(world.northwind.id);
    expect(letter).toMatchObject({ to: world.northwind.admin.email, company_id: null });
    expect(letter?.body).toMatch(/£11\.00 instead of £10\.00/);
  });

  test('[C2] [C3] the platform moves what its direct customers pay', async () => {
    const { id, productId } = await subscribed(world.acme);
    await setList(productId, 1_000, 1_400);
    expect((await reprice(STAFF, { ids: [id] })).data.repriceSubscriptions.done).toBe(1);
    expect(await seen(id, world.acme.admin.email)).toMatchObject({ retailMinor: 1_400 });
  });

  test('[C2] what the other side has planned stays: each day has the prices that each has set for it', async () => {
    const { id, productId } = await subscribed();
    await setList(productId, 1_200, 1_800);
    await reprice(STAFF, { ids: [id], from: '2026-12-01' });
    await reprice(NORTHWIND, { ids: [id], from: '2026-11-01' });
    expect(await seen(id)).toMatchObject({
      terms: [
        { from: '2026-10-01', retailMinor: 1_500, wholesaleMinor: 1_000 },
        { from: '2026-11-01', retailMinor: 1_800, wholesaleMinor: 1_000 },
        { from: '2026-12-01', retailMinor: 1_800, wholesaleMinor: 1_200 },
      ],
    });
  });

  test('twice, one that was cancelled and one that ends before are left as they are, and named', async () => {
    const moved = await subscribed();
    const ending = await subscribed(world.globex, { endsOn: '2026-10-20' });
    const over = await subscribed();
    await world.sql(`update subscription set state = 'ENDED' where id = $1`, [over.id]);
    for (const { productId } of [moved, ending, over]) await setList(productId, 1_000, 1_600);
    const ids = [moved.id, ending.id, over.id];
    const first = await reprice(NORTHWIND, { ids, from: '2026-11-01' });
    expect(first.data.repriceSubscriptions).toMatchObject({ done: 1 });
    expect(first.data.repriceSubscriptions.refused).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: ending.id, reason: 'It ends before that day.' }),
        expect.objectContaining({ id: over.id, reason: 'It has been cancelled.' }),
      ]),
    );
    const again = await reprice(NORTHWIND, { ids: [moved.id], from: '2026-11-01' });
    expect(again.data.repriceSubscriptions).toMatchObject({
      done: 0,
      refused: [{ id: moved.id, reason: 'It is at this price already.' }],
    });
  });

  test('refuses a day that is past or a year away', async () => {
    const { id } = await subscribed();
    for (const from of ['2026-10-04', '2027-10-06']) {
      const { errors } = await reprice(NORTHWIND, { ids: [id], from });
      expect(errors?.[0]?.extensions).toEqual({
        code: 'INVALID_INPUT',
        fields: [{ path: 'from', message: 'Must be between 5 October 2026 and 5 October 2027.' }],
      });
    }
  });

  test('a subscription of another reseller is not there, and nothing of the rest is moved', async () => {
    const theirs = await subscribed(world.initech);
    const own = await subscribed();
    for (const { productId } of [theirs, own]) await setList(productId, 1_000, 1_600);
    const { errors } = await reprice(NORTHWIND, { ids: [own.id, theirs.id] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(await seen(own.id)).toMatchObject({ retailMinor: 1_500, terms: [{}] });
  });

  test('is for resellers and staff: companies and end users may not', async () => {
    const { id } = await subscribed();
    for (const { email } of [world.globex.admin, world.globex.user]) {
      const { errors } = await reprice(email, { ids: [id] });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('[D9] is in the audit log with both prices, of which a company reads its own', async () => {
    const { id, productId } = await subscribed();
    await setList(productId, 1_100, 1_700);
    await reprice(NORTHWIND, { ids: [id] });
    await reprice(STAFF, { ids: [id] });
    const changesFor = async (email: string) => {
      const { data } = await app.ask<{ auditEntries: { nodes: object[] } }>(
        `query ($id: ID!) { auditEntries(filter: { subjectId: $id }) { nodes { action differences { field before after } } } }`,
        { id },
        await world.signIn(email),
      );
      return JSON.stringify(data.auditEntries.nodes);
    };
    expect(await changesFor(NORTHWIND)).toMatch(/1700.*1100|1100.*1700/);
    const company = await changesFor(world.globex.admin.email);
    expect(company).toMatch(/1700/);
    expect(company).not.toMatch(/wholesale|1100/);
  });

  test('[C2] moves many at once', async () => {
    const productId = await addProduct(world, newReference('P'), {
      unit: 'PER_USER',
      wholesale: 100,
      retail: 150,
    });
    const people = await addEndUsers(world, world.globex, numbered(200, 'many.example'));
    const made = await addSubscriptions(
      world,
      world.globex,
      people.map((endUserId) => ({ productId, endUserId, startsOn: '2026-10-01' })),
    );
    const ids = made.map(({ id }) => id);
    await setList(productId, 100, 175);
    expect((await reprice(NORTHWIND, { ids })).data.repriceSubscriptions).toEqual({ done: 200, refused: [] });
    expect(
      await world.sql(
        'select retail_minor, count(*)::int as n from subscription where product_id = $1 group by 1',
        [productId],
      ),
    ).toEqual([{ retail_minor: 175, n: 200 }]);
  });
});

describe('row security', () => {
  test('[S4] [C3] a reseller sets no wholesale price, changes no past, and orders nothing by a term', async () => {
    const { id } = await subscribed();
    await app.app.scopes
      .run(
        await app.app.services.tokens.verify(await world.signIn(NORTHWIND)),
        { requestId: 'test' },
        async (scope) => {
          for (const [change, refused] of [
            [`"from" = '2026-10-06', wholesale_minor = 1`, /not theirs to set/],
            [`"from" = '2026-10-06', quantity = 9`, /not theirs to set/],
            [`"from" = '2026-10-02'`, /before today/],
          ] as const) {
            await scope.sql('savepoint attempt');
            await expect(scope.sql(`${copyOf(id, change)}`), change).rejects.toThrow(refused);
            await scope.sql('rollback to savepoint attempt');
          }
        },
      )
      .catch((error: unknown) => {
        if (!/rolled back/.test(String(error))) throw error;
      });
  });
});

/** SQL that inserts a copy of a subscription's first term, with some columns as given. */
function copyOf(id: string, given: string): string {
  const set = Object.fromEntries(
    given.split(', ').map((one) => one.replaceAll('"', '').split(' = ') as [string, string]),
  );
  const value = (column: string) => set[column] ?? `"${column}"`;
  const columns = ['from', 'quantity', 'retail_minor', 'wholesale_minor'];
  return `insert into subscription_term (id, reseller_id, company_id, subscription_id, product_id, created_at, ${columns.map((c) => `"${c}"`).join(', ')})
    select uuidv7(), reseller_id, company_id, subscription_id, product_id, created_at, ${columns.map(value).join(', ')}
      from subscription_term where subscription_id = '${id}'`;
}

describe('a term that is to come', () => {
  test('[C2] holds from its day: until then the price stays', async () => {
    await app.app.work();
    const { id, productId } = await subscribed();
    await setList(productId, 1_000, 1_700);
    await reprice(NORTHWIND, { ids: [id], from: '2026-11-01' });
    expect(await seen(id)).toMatchObject({
      retailMinor: 1_500,
      terms: [{ retailMinor: 1_500 }, { from: '2026-11-01', retailMinor: 1_700 }],
    });
    app.clock.set('2026-11-01T00:30:00Z');
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: null },
      { requestId: 'test' },
      (scope) => scope.enqueue('due-subscriptions', {}),
    );
    await expect.poll(() => seen(id)).toMatchObject({ retailMinor: 1_700 });
  });
});
