import { newId } from '@steward/shared';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Subscribed {
  id: string;
  reference: string;
  quantity: number;
  state: string;
  startsOn: string;
  endsOn: string | null;
  retailMinor: number;
  wholesaleMinor: number | null;
}
const FIELDS =
  'id reference quantity state startsOn endsOn retailMinor wholesaleMinor currency company { id } endUser { id } product { code }';
const subscribe = (token: string, input: object) =>
  app.ask<{ subscribe: Subscribed }>(
    `mutation ($input: SubscribeInput!) { subscribe(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
const subscribeAll = (token: string, input: object) =>
  app.ask<{ subscribeEndUsers: number }>(
    'mutation ($input: SubscribeEndUsersInput!) { subscribeEndUsers(input: $input) }',
    { input },
    token,
  );
const someone = async (company: TestCompany): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation { addEndUser(input: { firstName: "Ada", lastName: "Lovelace" }) { id } }',
    {},
    company.admin.token,
  );
  return data.addEndUser.id;
};
const suspend = (id: string) => world.sql(`update end_user set status = 'SUSPENDED' where id = $1`, [id]);
/** Products each of these end users has. */
const held = (endUserIds: string[]) =>
  world.sql<{ count: number }>(
    'select count(*)::int as count from subscription where end_user_id = any ($1) group by end_user_id order by 1',
    [endUserIds],
  );
const audited = (id: string) =>
  world.sql(
    'select action, company_id, end_user_id, reference from audit_entry where subject_id = $1 order by at, id',
    [id],
  );

describe('subscribe', () => {
  test('[C3] [C4] an end user gets a service from today on, at the prices of now', async () => {
    const endUserId = await someone(world.globex);
    const { data } = await subscribe(world.northwind.admin.token, { endUserId, productId: world.mailbox });
    expect(data.subscribe).toEqual({
      id: expect.any(String),
      reference: expect.stringMatching(/^S-[0-9A-HJKMNP-TV-Z]{8}$/),
      quantity: 1,
      state: 'PENDING',
      startsOn: '2026-10-01',
      endsOn: null,
      retailMinor: 450,
      wholesaleMinor: 300,
      currency: 'GBP',
      company: { id: world.globex.id },
      endUser: { id: endUserId },
      product: { code: 'MAILBOX' },
    });
    await world.sql('update product set list_retail_minor = 999 where id = $1', [world.mailbox]);
    expect(
      await world.sql('select retail_minor from subscription where id = $1', [data.subscribe.id]),
    ).toEqual([{ retail_minor: 450 }]);
    await world.sql('update product set list_retail_minor = 450 where id = $1', [world.mailbox]);
    expect(await audited(data.subscribe.id)).toEqual([
      {
        action: 'subscribe',
        company_id: world.globex.id,
        end_user_id: endUserId,
        reference: data.subscribe.reference,
      },
    ]);
  });

  test('[C4] a company gets a service in a quantity, as often as it likes; it does not see what its reseller pays', async () => {
    const input = { productId: world.hosting, quantity: 3, startsOn: '2026-09-15' };
    const { data } = await subscribe(world.globex.admin.token, input);
    expect(data.subscribe).toMatchObject({
      quantity: 3,
      startsOn: '2026-09-15',
      endUser: null,
      retailMinor: 1_500,
      wholesaleMinor: null,
    });
    expect(
      (await subscribe(world.northwind.admin.token, { ...input, companyId: world.globex.id })).errors,
    ).toBeUndefined();
  });

  test('an end user may not', async () => {
    const { errors } = await subscribe(world.globex.user.token, {
      endUserId: world.globex.user.endUserId,
      productId: world.mailbox,
    });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] what is of another tenant is as what does not exist', async () => {
    const { token } = world.globex.admin;
    for (const endUserId of [world.initech.user.endUserId, newId()]) {
      const { errors } = await subscribe(token, { endUserId, productId: world.mailbox });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    for (const companyId of [world.initech.id, newId()]) {
      const { errors } = await subscribe(token, { companyId, productId: world.hosting });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such company.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await world.sql('select from subscription where company_id = $1', [world.initech.id])).toEqual([]);
  });

  test('a product that is not sold any more is as one that does not exist', async () => {
    const retired = await addProduct(world, 'OLD', { active: false });
    for (const productId of [retired, newId()]) {
      const { errors } = await subscribe(world.globex.admin.token, { productId });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such product.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });

  test('[C4] a product for single end users needs one, a product for companies must not have one', async () => {
    const wrong = async (input: object) =>
      (await subscribe(world.northwind.admin.token, input)).errors?.[0]?.extensions;
    const endUserId = world.globex.user.endUserId;
    expect(await wrong({ companyId: world.globex.id, productId: world.mailbox })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'endUserId', message: 'Must be filled in: mailbox is for single end users.' }],
    });
    expect(await wrong({ endUserId, productId: world.hosting })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'endUserId', message: 'Must be left out: hosting is for the company as a whole.' }],
    });
    expect(await wrong({ productId: world.hosting })).toMatchObject({ fields: [{ path: 'companyId' }] });
    const staff = await subscribe(world.platform.staff.token, {
      companyId: world.acme.id,
      endUserId,
      productId: world.mailbox,
    });
    expect(staff.errors?.[0]?.extensions.fields).toEqual([
      { path: 'endUserId', message: 'Must be an end user of this company.' },
    ]);
  });

  test.each([
    [{ quantity: 0 }, 'quantity'],
    [{ quantity: 100_001 }, 'quantity'],
    [{ startsOn: '2026-08-30' }, 'startsOn'],
    [{ startsOn: '2027-10-02' }, 'startsOn'],
    [{ startsOn: '2026-02-30' }, 'startsOn'],
  ])('%j names its field', async (input, path) => {
    const { errors } = await subscribe(world.globex.admin.token, { productId: world.hosting, ...input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
  });

  test('an end user who is suspended gets none', async () => {
    const endUserId = await someone(world.globex);
    await suspend(endUserId);
    const { errors } = await subscribe(world.globex.admin.token, { endUserId, productId: world.mailbox });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('suspended'),
      extensions: { code: 'CONFLICT' },
    });
    expect(await held([endUserId])).toEqual([]);
  });

  test('[C4] a company that is suspended gets none, nor its end users', async () => {
    const { token } = world.contoso.admin;
    const endUserId = await someone(world.initech);
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.initech.id]);
    const answers = [
      await subscribe(token, { companyId: world.initech.id, productId: world.hosting }),
      await subscribe(token, { endUserId, productId: world.mailbox }),
      await subscribeAll(token, { endUserIds: [endUserId], productIds: [world.mailbox] }),
    ];
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.initech.id]);
    for (const { errors } of answers)
      expect(errors?.[0]).toMatchObject({
        message: 'Initech Ltd is suspended: nothing new can be added until it is active again.',
        extensions: { code: 'CONFLICT' },
      });
    expect(await world.sql('select from subscription where company_id = $1', [world.initech.id])).toEqual([]);
  });

  test('twice, and at once: an end user has a service once, until it ends', async () => {
    const endUserId = await someone(world.globex);
    const input = { endUserId, productId: world.archive };
    const answers = await Promise.all([1, 2, 3].map(() => subscribe(world.globex.admin.token, input)));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    expect(answers.find(({ errors }) => errors)?.errors?.[0]?.message).toBe(
      'This end user has archive already.',
    );
    await world.sql(`update subscription set state = 'ENDED' where end_user_id = $1`, [endUserId]);
    expect((await subscribe(world.globex.admin.token, input)).errors).toBeUndefined();
  });
});

describe('subscribeEndUsers', () => {
  const several = (count: number) => Promise.all(Array.from({ length: count }, () => someone(world.globex)));

  test('[C4] gives everyone what they do not have yet, and says how many that made', async () => {
    const endUserIds = await several(3);
    await subscribe(world.globex.admin.token, { endUserId: endUserIds[0], productId: world.mailbox });
    const productIds = [world.mailbox, world.archive];
    const { data } = await subscribeAll(world.globex.admin.token, {
      endUserIds: [...endUserIds, endUserIds[0]],
      productIds,
    });
    expect(data.subscribeEndUsers).toBe(5);
    expect(await held(endUserIds)).toEqual([{ count: 2 }, { count: 2 }, { count: 2 }]);
    const prices = await world.sql(
      'select distinct retail_minor, wholesale_minor, quantity from subscription where end_user_id = $1 order by 1',
      [endUserIds[1]],
    );
    expect(prices).toEqual([
      { retail_minor: 200, wholesale_minor: 100, quantity: 1 },
      { retail_minor: 450, wholesale_minor: 300, quantity: 1 },
    ]);
    expect((await audited(world.globex.id)).at(-1)).toMatchObject({
      action: 'subscribeEndUsers',
      reference: '5 subscriptions',
    });
  });

  test('[C4] [O3] 500 end users at once, of which consoles are told in two messages', async () => {
    const listener = new pg.Client({ connectionString: app.database.superuserUrl });
    await listener.connect();
    onTestFinished(() => listener.end());
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '').kind));
    await listener.query('listen steward_changed');
    const endUserIds = await addEndUsers(world, world.acme, numbered(500, 'acme.example'));
    const { data } = await subscribeAll(world.platform.staff.token, {
      endUserIds,
      productIds: [world.mailbox, world.archive],
      startsOn: '2026-11-01',
    });
    expect(data.subscribeEndUsers).toBe(1_000);
    await expect.poll(() => heard.sort()).toEqual(['Company', 'Subscription']);
  });

  test('an end user may not', async () => {
    const { errors } = await subscribeAll(world.globex.user.token, {
      endUserIds: [world.globex.user.endUserId],
      productIds: [world.mailbox],
    });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] one end user of another tenant among them, and nobody gets anything', async () => {
    const [own] = (await several(1)) as [string];
    for (const other of [world.initech.user.endUserId, newId()]) {
      const { errors } = await subscribeAll(world.globex.admin.token, {
        endUserIds: [own, other],
        productIds: [world.mailbox],
      });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await held([own])).toEqual([]);
  });

  test('all or nothing: nor if one of them is suspended', async () => {
    const ids = await several(2);
    await suspend(ids[1] as string);
    const { errors } = await subscribeAll(world.globex.admin.token, {
      endUserIds: ids,
      productIds: [world.mailbox],
    });
    expect(errors?.[0]).toMatchObject({
      message: '1 of these end users are suspended and can be given no service.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await held(ids)).toEqual([]);
  });

  test('names the field that is wrong', async () => {
    const endUserIds = [world.globex.user.endUserId];
    const wrong = async (input: object) =>
      (await subscribeAll(world.platform.staff.token, input)).errors?.[0]?.extensions.fields?.[0];
    expect(await wrong({ endUserIds: [], productIds: [world.mailbox] })).toEqual({
      path: 'endUserIds',
      message: 'Must name at least one end user.',
    });
    expect(
      await wrong({ endUserIds: Array.from({ length: 501 }, newId), productIds: [world.mailbox] }),
    ).toEqual({ path: 'endUserIds', message: 'May name at most 500.' });
    expect(await wrong({ endUserIds, productIds: Array.from({ length: 11 }, newId) })).toEqual({
      path: 'productIds',
      message: 'May name at most 10.',
    });
    expect(await wrong({ endUserIds, productIds: [world.hosting] })).toEqual({
      path: 'productIds',
      message: 'Must be for single end users: hosting is for a company.',
    });
    expect(
      await wrong({ endUserIds: [...endUserIds, world.acme.user.endUserId], productIds: [world.mailbox] }),
    ).toEqual({
      path: 'endUserIds',
      message: 'Must all be of one company.',
    });
  });

  test('twice: nothing is made, nothing is noted', async () => {
    const input = { endUserIds: await several(2), productIds: [world.archive] };
    await subscribeAll(world.globex.admin.token, input);
    const before = await audited(world.globex.id);
    expect((await subscribeAll(world.globex.admin.token, input)).data.subscribeEndUsers).toBe(0);
    expect(await audited(world.globex.id)).toEqual(before);
  });
});

describe('subscriptions', () => {
  test('[S10] [S17] each level finds those it stands over, by company, end user, product, state and reference', async () => {
    const { data } = await subscribe(world.contoso.admin.token, {
      endUserId: world.initech.user.endUserId,
      productId: world.archive,
    });
    const { id, reference } = data.subscribe;
    const found = async (token: string, filter: object = {}) => {
      const answer = await app.ask<{ subscriptions: { nodes: { id: string }[] } }>(
        'query ($filter: SubscriptionFilter) { subscriptions(filter: $filter, orderBy: { field: REFERENCE }) { nodes { id } } }',
        { filter },
        token,
      );
      return answer.data.subscriptions.nodes.map((node) => node.id);
    };
    for (const { token } of [world.contoso.admin, world.initech.admin, world.initech.user])
      expect(await found(token)).toEqual([id]);
    expect(await found(world.platform.staff.token, { companyId: world.initech.id })).toEqual([id]);
    expect(await found(world.platform.staff.token, { search: reference.slice(0, 8).toLowerCase() })).toEqual([
      id,
    ]);
    expect(
      await found(world.initech.admin.token, {
        endUserId: world.initech.user.endUserId,
        state: 'PENDING',
        productId: world.archive,
      }),
    ).toEqual([id]);
    expect(await found(world.initech.admin.token, { state: 'ENDED' })).toEqual([]);
    expect(await found(world.initech.admin.token, { running: true })).toEqual([id]);
    expect(await found(world.initech.admin.token, { running: false })).toEqual([]);
    expect(await found(world.northwind.admin.token, { companyId: world.initech.id })).toEqual([]);
    const foreign = await app.ask(
      'query ($id: ID!) { subscription(id: $id) { id } }',
      { id },
      world.globex.admin.token,
    );
    expect(foreign.errors?.[0]).toMatchObject({
      message: 'There is no such subscription.',
      extensions: { code: 'NOT_FOUND' },
    });
  });

  test('[U4] hang on their company and on their end user', async () => {
    const { endUserId, token } = world.acme.user;
    await subscribe(world.acme.admin.token, { endUserId, productId: world.archive });
    const { data } = await app.ask(
      `query ($id: ID!) { endUser(id: $id) { subscriptions { nodes { product { code } } }
         company { subscriptions { nodes { endUser { id } } } } } }`,
      { id: endUserId },
      token,
    );
    expect(data).toEqual({
      endUser: {
        subscriptions: { nodes: [{ product: { code: 'ARCHIVE' } }] },
        company: { subscriptions: { nodes: [{ endUser: { id: endUserId } }] } },
      },
    });
  });
});
