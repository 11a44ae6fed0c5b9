import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { removeQuota, setQuota } from '../quotas/factory.ts';
import { orderOf, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;
let box: string;
let vault: string;
let suite: string;
let line: string;
let router: string;
let site: string;
let person: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const unit = 'PER_USER';
  box = await addProduct(world, 'OB-BOX', { unit, kind: 'Bundled box' });
  vault = await addProduct(world, 'OB-VAULT', { unit });
  suite = await addProduct(world, 'OB-SUITE', {
    unit,
    wholesale: 700,
    retail: 1100,
    parts: [box, vault],
  });
  await app.ask(
    'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
    { input: { id: vault, needs: ['bundled box'] } },
    world.platform.staff.token,
  );
  line = await addProduct(world, 'OB-LINE');
  router = await addProduct(world, 'OB-ROUTER');
  site = await addProduct(world, 'OB-SITE', {
    wholesale: 5000,
    retail: 8000,
    parts: [{ productId: line, quantity: 2 }, router],
  });
  await app.app.work();
});
afterAll(() => app.close());
beforeEach(async () => {
  [person = ''] = await addEndUsers(world, world.globex, numbered(1, `ob${++count}`));
});

const token = () => world.globex.admin.token;
const place = (...lines: object[]) => placeOrder(app, token(), { lines });
const saidOf = ({ errors }: { errors?: { extensions: object }[] }) =>
  (errors?.[0]?.extensions as { fields?: { path: string; message: string }[] } | undefined)?.fields;
const carriedOut = async (...lines: object[]) => {
  const { data, errors } = await place(...lines);
  expect(errors).toBeUndefined();
  const order = () => orderOf(app, token(), data.placeOrder.id);
  await expect.poll(async () => (await order()).state).not.toBe('QUEUED');
  return order();
};
interface Row {
  id: string;
  product: string;
  quantity: number;
  retail: number;
  wholesale: number;
  part: boolean;
  ends: string | null;
}
/** The subscriptions of a person, or of what the company has of these products: the bundle first. */
const held = (endUserId: string | null, ...products: string[]) =>
  world.sql<Row>(
    `select s.id, p.code as product, s.quantity, s.retail_minor as retail, s.wholesale_minor as wholesale,
        s.part_of_id is not null as part, s.ends_on::text as ends
      from subscription s join product p on p.id = s.product_id
      where s.company_id = $1 and s.end_user_id is not distinct from $2 and ($3::uuid[] = '{}' or s.product_id = any ($3))
      order by s.part_of_id nulls first, s.id`,
    [world.globex.id, endUserId, products],
  );
const cancel = (id: string, of = token()) =>
  app.ask<{ cancelSubscription: { endsOn: string } }>(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { endsOn } }',
    { input: { id, endsOn: '2027-03-01' } },
    of,
  );

describe('a bundle that is ordered', () => {
  test('[C1] [C3] has the price, and its parts are there for nothing beside it', async () => {
    expect(await carriedOut({ productId: suite, endUserId: person })).toMatchObject({
      state: 'DONE',
      lineCount: 1,
      retailMinor: 1100,
    });
    const nothing = { quantity: 1, retail: 0, wholesale: 0, part: true };
    expect(await held(person)).toMatchObject([
      { product: 'OB-SUITE', quantity: 1, retail: 1100, wholesale: 700, part: false },
      { product: 'OB-BOX', ...nothing },
      { product: 'OB-VAULT', ...nothing },
    ]);
    const { data } = await app.ask<{ subscriptions: { nodes: object[] } }>(
      `query ($filter: SubscriptionFilter) { subscriptions(first: 5, filter: $filter) {
         nodes { reference partOfId parts { partQuantity reference product { code } partOf { product { code } } } } } }`,
      { filter: { endUserId: person, part: false } },
      token(),
    );
    const part = (code: string, place: number) => ({
      partQuantity: 1,
      reference: expect.stringMatching(new RegExp(`^S-.+-${place}$`)),
      product: { code },
      partOf: { product: { code: 'OB-SUITE' } },
    });
    expect(data.subscriptions.nodes).toEqual([
      {
        reference: expect.any(String),
        partOfId: null,
        parts: [part('OB-BOX', 1), part('OB-VAULT', 2)],
      },
    ]);
  });

  test('[C4] is more or fewer with its parts, as they were sold, whatever it is made of by now', async () => {
    await carriedOut({ productId: site, quantity: 2 });
    const amounts = async () =>
      (await held(null, site, line, router)).map(({ product, quantity }) => [product, quantity]);
    expect(await amounts()).toEqual([
      ['OB-SITE', 2],
      ['OB-LINE', 4],
      ['OB-ROUTER', 2],
    ]);
    const { errors } = await app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      {
        input: {
          id: site,
          parts: [
            { productId: line, quantity: 1, parameters: {} },
            { productId: router, quantity: 1, parameters: {} },
          ],
        },
      },
      world.platform.staff.token,
    );
    expect(errors).toBeUndefined();
    const [head] = await held(null, site);
    const order = await carriedOut({ subscriptionId: head?.id, quantity: 3 });
    expect(order).toMatchObject({ state: 'DONE', retailMinor: 8000 });
    expect(await amounts()).toEqual([
      ['OB-SITE', 3],
      ['OB-LINE', 6],
      ['OB-ROUTER', 3],
    ]);
    expect(saidOf(await place({ subscriptionId: head?.id, productId: router }))).toEqual([
      {
        path: 'lines.0.productId',
        message: 'Must stay OB-SITE: a bundle is ended, and another product ordered.',
      },
    ]);
    await carriedOut({ subscriptionId: head?.id, ends: true });
    expect(new Set((await held(null, site, line, router)).map(({ ends }) => ends)).size).toBe(1);
  });

  test('[C4] is not given to whoever has a part of it, nor twice in one order', async () => {
    await carriedOut({ productId: box, endUserId: person });
    const [name] = await world.sql<{ name: string }>(
      `select first_name || ' ' || last_name as name from end_user where id = $1`,
      [person],
    );
    const message = `${name?.name} has OB-BOX already, which is part of OB-SUITE: end that first.`;
    expect(saidOf(await place({ productId: suite, endUserId: person }))).toEqual([
      { path: 'lines.0.endUserId', message },
    ]);
    const subscribed = await app.ask(
      'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
      { input: { productId: suite, endUserId: person } },
      token(),
    );
    expect(saidOf(subscribed)).toEqual([{ path: 'productId', message }]);
    const [another = ''] = await addEndUsers(world, world.globex, numbered(1, 'obo'));
    expect(
      saidOf(
        await place({ productId: suite, endUserId: another }, { productId: vault, endUserId: another }),
      )?.[0],
    ).toMatchObject({
      path: 'lines.1.endUserId',
      message: expect.stringMatching(/^Must not be named twice/),
    });
  });

  test('[C4] fulfils what its own parts need, and may be what others need', async () => {
    expect(saidOf(await place({ productId: vault, endUserId: person }))?.[0]?.message).toMatch(
      /^OB-VAULT needs bundled box/,
    );
    const guard = await addProduct(world, `OB-GUARD-${count}`, { unit: 'PER_USER' });
    await app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input: { id: guard, needs: ['OB-BOX'] } },
      world.platform.staff.token,
    );
    const order = await carriedOut(
      { productId: suite, endUserId: person },
      { productId: guard, endUserId: person },
    );
    expect(order.state).toBe('DONE');
    const [head] = await held(person);
    // It does not end before what needs its part.
    expect(saidOf(await cancel(head?.id ?? ''))?.[0]?.message).toBe(
      `OB-GUARD-${count} needs OB-BOX: end both together.`,
    );
    expect(saidOf(await place({ subscriptionId: head?.id, ends: true }))?.[0]?.message).toMatch(
      /end both together/,
    );
  });

  test('[C4] cannot be taken apart: what is part of it is not cancelled, changed, or given another price', async () => {
    await carriedOut({ productId: suite, endUserId: person });
    const [head, part] = await held(person);
    const message = 'This is part of OB-SUITE, and begins, changes and ends with it: change or end OB-SUITE.';
    const id = part?.id ?? '';
    expect(saidOf(await cancel(id))).toEqual([{ path: 'id', message }]);
    expect(saidOf(await place({ subscriptionId: id, ends: true }))).toEqual([
      { path: 'lines.0.subscriptionId', message },
    ]);
    expect(saidOf(await place({ subscriptionId: id, productId: box }))).toEqual([
      { path: 'lines.0.subscriptionId', message },
    ]);
    const many = await app.ask<{ cancelSubscriptions: { done: number; refused: { reason: string }[] } }>(
      'mutation ($input: CancelSubscriptionsInput!) { cancelSubscriptions(input: $input) { done refused { reason } } }',
      { input: { ids: [id] } },
      token(),
    );
    expect(many.data.cancelSubscriptions).toEqual({ done: 0, refused: [{ reason: message }] });
    const repriced = await app.ask<{ repriceSubscriptions: { done: number; refused: { reason: string }[] } }>(
      'mutation ($input: RepriceSubscriptionsInput!) { repriceSubscriptions(input: $input) { done refused { reason } } }',
      { input: { ids: [id] } },
      world.northwind.admin.token,
    );
    expect(repriced.data.repriceSubscriptions).toEqual({
      done: 0,
      refused: [{ reason: 'It is part of OB-SUITE, which has the price.' }],
    });
    // Nor by writing past the verbs.
    await expect(
      world.sql(`update subscription set ends_on = '2027-01-01' where id = $1`, [id]),
    ).rejects.toThrow('This is part of a bundle: end the bundle.');
    await expect(
      world.sql('update subscription set part_of_id = null, part_quantity = null where id = $1', [id]),
    ).rejects.toThrow('stays so');
    // Another tenant finds none of it.
    expect((await cancel(head?.id ?? '', world.initech.admin.token)).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    // The bundle takes its parts along, and cancelling again takes them to another day.
    expect((await cancel(head?.id ?? '')).errors).toBeUndefined();
    expect((await held(person)).map(({ ends }) => ends)).toEqual(['2027-03-01', '2027-03-01', '2027-03-01']);
  });

  test('[C3] nothing is had for nothing: no part is made that its bundle does not have', async () => {
    await carriedOut({ productId: suite, endUserId: person });
    const [head] = await held(person);
    await expect(
      world.sql(
        `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on, created_at,
             part_of_id, part_quantity)
           select uuidv7(), reseller_id, company_id, end_user_id, $2, reference || '-9', 1, 'PENDING', starts_on, created_at, id, 1
             from subscription where id = $1`,
        [head?.id, await addProduct(world, `OB-DEAR-${count}`, { unit: 'PER_USER', retail: 90_000 })],
      ),
    ).rejects.toThrow('This is no part of that bundle.');
  });

  test('[C4] counts as what it is made of under a quota, and as itself', async () => {
    const set = async (productId: string, most: number) => {
      const { data, errors } = await setQuota(app, world.northwind.admin.token, {
        companyId: world.globex.id,
        productId,
        most,
      });
      expect(errors).toBeUndefined();
      return data.setQuota.id;
    };
    const [before] = await world.sql<{ held: number }>(
      `select coalesce(sum(quantity), 0)::int as held from subscription
        where company_id = $1 and product_id = $2 and state not in ('ENDING', 'ENDED')`,
      [world.globex.id, box],
    );
    const had = before?.held ?? 0;
    const quota = await set(box, had);
    const message = `OB-BOX would come to ${had + 1} of ${had}, the quota of this company.`;
    expect(saidOf(await place({ productId: suite, endUserId: person }))).toEqual([
      { path: 'lines.0.productId', message },
    ]);
    // The older verb comes to the same limit.
    const { errors } = await app.ask(
      'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
      { input: { productId: suite, endUserId: person } },
      token(),
    );
    expect(errors?.[0]?.message).toBe(message);
    await removeQuota(app, world.northwind.admin.token, quota);
    expect(await carriedOut({ productId: suite, endUserId: person })).toMatchObject({ state: 'DONE' });
  });

  test('[C4] asks of a person what its parts ask', async () => {
    const mail = await addProduct(world, `OB-MAIL-${count}`, { unit: 'PER_USER' });
    await app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input: { id: mail, needsAddress: true } },
      world.platform.staff.token,
    );
    const bundle = await addProduct(world, `OB-MAILS-${count}`, { unit: 'PER_USER', parts: [mail, box] });
    await world.sql('update end_user set email = null where id = $1', [person]);
    expect(saidOf(await place({ productId: bundle, endUserId: person }))?.[0]?.message).toMatch(
      /needs an e-mail address/,
    );
  });
});
