import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { orderOf, type PlacedOrder, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const someone = async (company: TestCompany): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation { addEndUser(input: { firstName: "Ada", lastName: "Lovelace" }) { id } }',
    {},
    company.admin.token,
  );
  return data.addEndUser.id;
};
const place = (token: string, input: object) => placeOrder(app, token, input);
const order = (id: string, token = world.platform.staff.token) => orderOf(app, token, id);
const done = async (id: string): Promise<PlacedOrder> => {
  await expect.poll(async () => (await order(id)).state).not.toBe('QUEUED');
  return order(id);
};
const decide = (name: string, token: string, input: object) =>
  app.ask<Record<string, { id: string; state: string }>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id state awaits } }`,
    { input },
    token,
  );
const setApproval = (token: string, input: object) =>
  app.ask('mutation ($input: SetOrderApprovalInput!) { setOrderApproval(input: $input) }', { input }, token);
interface Preview {
  startsOn: string;
  monthlyMinor: number;
  firstInvoiceMinor: number;
  monthlyCostMinor: number | null;
  awaits: string[];
  problems: { path: string; message: string }[];
  items: { product: string; quantity: number; action: string; lines: number }[];
}
const preview = (token: string, input: object) =>
  app.ask<{ previewOrder: Preview }>(
    `query ($input: PlaceOrderInput!) { previewOrder(input: $input) {
       startsOn monthlyMinor firstInvoiceMinor monthlyCostMinor awaits problems { path message } items { product quantity action lines } } }`,
    { input },
    token,
  );
const held = (companyId: string, productId: string) =>
  world.sql<{
    id: string;
    quantity: number;
    retail_minor: number;
    wholesale_minor: number;
    ends_on: string | null;
  }>(
    `select id, quantity, retail_minor, wholesale_minor, ends_on::text from subscription
      where company_id = $1 and product_id = $2 order by created_at, id`,
    [companyId, productId],
  );

describe('placeOrder', () => {
  test('[C4] services for the company and for a person are there, at the prices of the order', async () => {
    const endUserId = await someone(world.globex);
    const product = await addProduct(world, 'ORD-HOST', { wholesale: 1000, retail: 1500 });
    const { data, errors } = await place(world.globex.admin.token, {
      lines: [
        { productId: product, quantity: 3 },
        { productId: world.archive, endUserId },
      ],
      note: 'PO 4711',
    });
    expect(errors).toBeUndefined();
    expect(data.placeOrder).toMatchObject({
      reference: expect.stringMatching(/^O-[0-9A-HJKMNP-TV-Z]{8}$/),
      state: 'QUEUED',
      startsOn: '2026-10-01',
      lineCount: 2,
      retailMinor: 3 * 1500 + 200,
      wholesaleMinor: null,
    });
    expect(await done(data.placeOrder.id)).toMatchObject({ state: 'DONE', wholesaleMinor: 3 * 1000 + 100 });
    expect(await held(world.globex.id, product)).toEqual([
      { id: expect.any(String), quantity: 3, retail_minor: 1500, wholesale_minor: 1000, ends_on: null },
    ]);
    const { data: read } = await app.ask<{ orders: { nodes: { lines: { nodes: object[] } }[] } }>(
      `query ($id: ID!) { orders(filter: { companyId: $id }, first: 1) { nodes { note lines { nodes { line action quantity
         retailMinor wholesaleMinor product { code } endUser { id } subscription { state } } } } } }`,
      { id: world.globex.id },
      world.globex.admin.token,
    );
    expect(read.orders.nodes[0]).toMatchObject({
      note: 'PO 4711',
      lines: {
        nodes: [
          {
            line: 1,
            action: 'ADD',
            quantity: 3,
            retailMinor: 1500,
            wholesaleMinor: null,
            product: { code: 'ORD-HOST' },
            endUser: null,
          },
          { line: 2, product: { code: 'ARCHIVE' }, endUser: { id: endUserId } },
        ],
      },
    });
    const audit = await world.sql<{ action: string }>(
      'select action from audit_entry where subject_id = $1 order by at, id',
      [data.placeOrder.id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['placeOrder', 'executeOrder']);
  });

  test('[C2] what was ordered costs what it cost then, though the price has changed before it is carried out', async () => {
    const product = await addProduct(world, 'ORD-KEEP', { wholesale: 100, retail: 200 });
    const boss = await colleague(world, world.initech.admin, 'OWNER');
    await setApproval(boss.token, { approval: 'ALWAYS' });
    const { data } = await place(world.initech.admin.token, { lines: [{ productId: product }] });
    expect(data.placeOrder).toMatchObject({ state: 'AWAITING_APPROVAL', awaits: ['COMPANY'] });
    await world.sql('update product set list_retail_minor = 900, list_wholesale_minor = 800 where id = $1', [
      product,
    ]);
    await decide('approveOrder', boss.token, { id: data.placeOrder.id });
    expect(await done(data.placeOrder.id)).toMatchObject({ state: 'DONE' });
    expect(await held(world.initech.id, product)).toMatchObject([
      { retail_minor: 200, wholesale_minor: 100 },
    ]);
    await setApproval(boss.token, { approval: 'NEVER' });
  });

  test('[C4] more of the same keep their price; another product is at the price of new ones; both from their day on', async () => {
    const [plan, other, unlike] = await Promise.all([
      addProduct(world, 'ORD-PLAN', { retail: 200 }),
      addProduct(world, 'ORD-PLAN-XL', { retail: 500 }),
      addProduct(world, 'ORD-UNLIKE', { retail: 500 }),
    ]);
    await world.sql(`update product set kind = 'Plan' where id = any ($1)`, [[plan, other]]);
    const { id } = await addSubscription(world, world.globex, {
      productId: plan,
      startsOn: '2026-09-01',
      quantity: 2,
    });
    await world.sql('update product set list_retail_minor = 300 where id = $1', [plan]);
    const more = await place(world.northwind.admin.token, {
      companyId: world.globex.id,
      lines: [{ subscriptionId: id, quantity: 5 }],
    });
    expect(more.errors).toBeUndefined();
    expect(more.data.placeOrder).toMatchObject({ retailMinor: 3 * 200 });
    await done(more.data.placeOrder.id);
    expect(await held(world.globex.id, plan)).toMatchObject([{ id, quantity: 5, retail_minor: 200 }]);

    const wrong = await place(world.globex.admin.token, {
      lines: [{ subscriptionId: id, productId: unlike }],
    });
    expect(wrong.errors?.[0]?.extensions.fields).toEqual([
      {
        path: 'lines.0.productId',
        message: 'Must be a product of the same kind as ORD-PLAN: end the one and order the other.',
      },
    ]);
    const moved = await place(world.globex.admin.token, {
      lines: [{ subscriptionId: id, productId: other }],
      startsOn: '2026-10-11',
    });
    expect(moved.data.placeOrder).toMatchObject({ retailMinor: 5 * 500 - 5 * 200 });
    await done(moved.data.placeOrder.id);
    expect(await held(world.globex.id, plan)).toMatchObject([{ id, quantity: 5 }]);
    expect(
      await world.sql(
        `select "from"::text, p.code, quantity, t.retail_minor from subscription_term t join product p on p.id = t.product_id
          where subscription_id = $1 order by "from"`,
        [id],
      ),
    ).toEqual([
      { from: '2026-09-01', code: 'ORD-PLAN', quantity: 2, retail_minor: 200 },
      { from: '2026-10-01', code: 'ORD-PLAN', quantity: 5, retail_minor: 200 },
      { from: '2026-10-11', code: 'ORD-PLAN-XL', quantity: 5, retail_minor: 500 },
    ]);
  });

  test('[C4] what ends ends by its day, and not today', async () => {
    const product = await addProduct(world, 'ORD-END');
    const { id } = await addSubscription(world, world.globex, { productId: product, startsOn: '2026-09-01' });
    const soon = await place(world.globex.admin.token, {
      lines: [{ subscriptionId: id, ends: true }],
      startsOn: '2026-10-01',
    });
    expect(soon.errors?.[0]?.extensions.fields).toEqual([
      {
        path: 'lines.0.subscriptionId',
        message: 'ORD-END can end by 2 October 2026 at the earliest: today is its last day then.',
      },
    ]);
    const { data } = await place(world.globex.admin.token, {
      lines: [{ subscriptionId: id, ends: true }],
      startsOn: '2026-11-01',
    });
    expect(data.placeOrder).toMatchObject({ retailMinor: -200 });
    expect(await done(data.placeOrder.id)).toMatchObject({ state: 'DONE' });
    expect(await held(world.globex.id, product)).toMatchObject([{ ends_on: '2026-11-01' }]);
  });

  test('[C4] every line that cannot be is named, and nothing is ordered', async () => {
    const endUserId = await someone(world.globex);
    const foreign = await someone(world.initech);
    const product = await addProduct(world, 'ORD-OFF', { active: false });
    const before = await world.sql('select count(*) from service_order');
    const { errors } = await place(world.globex.admin.token, {
      lines: [
        {},
        { productId: newId() },
        { productId: product },
        { productId: world.hosting, endUserId },
        { productId: world.archive },
        { productId: world.archive, endUserId: foreign },
        { productId: world.archive, endUserId },
        { productId: world.archive, endUserId },
        { productId: world.mailbox, endUserId: world.globex.user.endUserId, ends: true },
        { subscriptionId: newId(), quantity: 2 },
      ],
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields).toEqual([
      { path: 'lines.0.productId', message: 'Must be filled in: the product that is wanted.' },
      { path: 'lines.1.productId', message: 'Must be a product that is on sale.' },
      { path: 'lines.2.productId', message: 'Must be a product that is on sale.' },
      { path: 'lines.3.endUserId', message: expect.stringContaining('for the company as a whole') },
      { path: 'lines.4.endUserId', message: expect.stringContaining('is for single end users') },
      { path: 'lines.5.endUserId', message: 'Must be an end user of this company.' },
      { path: 'lines.7.endUserId', message: expect.stringContaining('Must not be named twice') },
      { path: 'lines.8.subscriptionId', message: 'Must be filled in: the subscription that ends.' },
      { path: 'lines.9.subscriptionId', message: 'Must be a subscription of this company.' },
    ]);
    expect(await world.sql('select count(*) from service_order')).toEqual(before);
  });

  test('[C4] who has a service already is left out if that is asked for, and is in the way otherwise', async () => {
    const people = [await someone(world.globex), await someone(world.globex)];
    const lines = people.map((endUserId) => ({ productId: world.archive, endUserId }));
    const first = await place(world.globex.admin.token, { lines: lines.slice(0, 1) });
    await done(first.data.placeOrder.id);
    const refused = await place(world.globex.admin.token, { lines });
    expect(refused.errors?.[0]?.extensions.fields).toEqual([
      { path: 'lines.0.endUserId', message: 'Ada Lovelace has archive already.' },
    ]);
    const rest = await place(world.globex.admin.token, { lines, withoutHeld: true });
    expect(rest.data.placeOrder).toMatchObject({ lineCount: 1 });
    await done(rest.data.placeOrder.id);
    const nothing = await place(world.globex.admin.token, { lines, withoutHeld: true });
    expect(nothing.errors?.[0]?.extensions.fields).toEqual([
      { path: 'lines', message: 'Must hold something new: everybody has these services already.' },
    ]);
  });

  test('[S10] [C4] nobody orders for another tenant, nor an end user at all', async () => {
    const lines = [{ productId: world.hosting }];
    const codes = await Promise.all(
      [world.contoso.admin.token, world.initech.admin.token, world.globex.user.token, undefined].map(
        async (token) =>
          (await place(token as string, { companyId: world.globex.id, lines })).errors?.[0]?.extensions.code,
      ),
    );
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']);
  });

  test('[C4] a suspended company orders nothing', async () => {
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.acme.id]);
    const { errors } = await place(world.platform.staff.token, {
      companyId: world.acme.id,
      lines: [{ productId: world.hosting }],
    });
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.acme.id]);
  });

  test('[D3] nor is what was placed before the data of the person it is for were restricted', async () => {
    const endUserId = await someone(world.globex);
    const boss = await colleague(world, world.globex.admin, 'OWNER');
    await setApproval(boss.token, { approval: 'ALWAYS' });
    const { data } = await place(world.globex.admin.token, {
      lines: [{ productId: world.archive, endUserId }],
    });
    await setApproval(boss.token, { approval: 'NEVER' });
    await world.sql('update end_user set restricted_at = now() where id = $1', [endUserId]);
    await decide('approveOrder', boss.token, { id: data.placeOrder.id });
    expect(await done(data.placeOrder.id)).toMatchObject({
      state: 'FAILED',
      failure:
        'The data of Ada Lovelace is restricted: nothing of it is changed until the restriction is lifted.',
    });
  });

  test('[C4] what cannot be carried out any more is not carried out at all, and says why', async () => {
    const endUserId = await someone(world.globex);
    const product = await addProduct(world, 'ORD-GONE');
    const boss = await colleague(world, world.globex.admin, 'OWNER');
    await setApproval(boss.token, { approval: 'ALWAYS' });
    const { data } = await place(world.globex.admin.token, {
      lines: [{ productId: product }, { productId: world.archive, endUserId }],
    });
    await setApproval(boss.token, { approval: 'NEVER' });
    await world.sql(`update end_user set status = 'SUSPENDED' where id = $1`, [endUserId]);
    await decide('approveOrder', boss.token, { id: data.placeOrder.id });
    expect(await done(data.placeOrder.id)).toMatchObject({
      state: 'FAILED',
      failure: 'Ada Lovelace is suspended and can be given no service.',
    });
    expect(await held(world.globex.id, product)).toEqual([]);
    await expect
      .poll(() =>
        world.letters(`select "to", subject from mail where cause = 'order' and subject like $1`, [
          `%${data.placeOrder.reference}% could not be carried out`,
        ]),
      )
      .toHaveLength(1);
  });

  test('[W6] 5,000 people are given a service by one order', async () => {
    const people = await addEndUsers(world, world.acme, numbered(5_000, 'many.example'));
    const { data, errors } = await place(world.platform.staff.token, {
      companyId: world.acme.id,
      lines: people.map((endUserId) => ({ productId: world.archive, endUserId })),
    });
    expect(errors).toBeUndefined();
    expect(data.placeOrder).toMatchObject({ lineCount: 5_000, retailMinor: 5_000 * 200 });
    await expect.poll(async () => (await order(data.placeOrder.id)).state, { timeout: 60_000 }).toBe('DONE');
    expect(await held(world.acme.id, world.archive)).toHaveLength(5_000);
  }, 120_000);
});

describe('previewOrder', () => {
  test('[C4] [B4] says what a month and the first invoice come to, to whom it may', async () => {
    const product = await addProduct(world, 'ORD-PREVIEW', { wholesale: 1000, retail: 1500 });
    const input = {
      companyId: world.globex.id,
      lines: [{ productId: product, quantity: 2 }, { productId: world.archive }],
      startsOn: '2026-10-22',
    };
    const company = await preview(world.globex.admin.token, input);
    expect(company.data.previewOrder).toEqual({
      startsOn: '2026-10-22',
      monthlyMinor: 3000,
      // Ten of October's 31 days, rounded once.
      firstInvoiceMinor: 968,
      monthlyCostMinor: null,
      awaits: [],
      problems: [{ path: 'lines.1.endUserId', message: expect.stringContaining('is for single end users') }],
      items: [{ product: 'ORD-PREVIEW', quantity: 2, action: 'ADD', lines: 1 }],
    });
    const reseller = await preview(world.northwind.admin.token, input);
    expect(reseller.data.previewOrder).toMatchObject({ monthlyMinor: 3000, monthlyCostMinor: 2000 });
    const stranger = await preview(world.contoso.admin.token, input);
    expect(stranger.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('approval', () => {
  test('[C4] a company approves what is above its limit, a reseller what its companies order: one after the other, by others than who ordered', async () => {
    const product = await addProduct(world, 'ORD-LIMIT', { retail: 2000 });
    const boss = await colleague(world, world.globex.admin, 'OWNER');
    const reader = await colleague(world, world.globex.admin, 'READ_ONLY');
    expect((await setApproval(boss.token, { approval: 'ABOVE', aboveMinor: 3000 })).errors).toBeUndefined();
    await setApproval(world.northwind.admin.token, { approval: 'ABOVE', aboveMinor: 0 });
    const small = await place(world.northwind.admin.token, {
      companyId: world.globex.id,
      lines: [{ productId: product }],
    });
    expect(small.data.placeOrder).toMatchObject({ state: 'QUEUED', awaits: [] });
    const { data } = await place(world.globex.admin.token, { lines: [{ productId: product, quantity: 2 }] });
    const { id } = data.placeOrder;
    expect(data.placeOrder).toMatchObject({ state: 'AWAITING_APPROVAL', awaits: ['COMPANY', 'RESELLER'] });
    const refusals = await Promise.all(
      [
        world.globex.admin.token,
        reader.token,
        world.northwind.admin.token,
        world.platform.staff.token,
        world.contoso.admin.token,
      ].map(async (token) => (await decide('approveOrder', token, { id })).errors?.[0]?.extensions.code),
    );
    expect(refusals).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND']);
    const { data: first } = await decide('approveOrder', boss.token, { id });
    expect(first.approveOrder).toMatchObject({ state: 'AWAITING_APPROVAL', awaits: ['RESELLER'] });
    const twice = await decide('approveOrder', boss.token, { id });
    expect(twice.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { data: home } = await app.ask<{ home: { ordersToApprove: number } }>(
      '{ home { ordersToApprove } }',
      {},
      world.northwind.admin.token,
    );
    expect(home.home.ordersToApprove).toBe(1);
    const { data: second } = await decide('approveOrder', world.northwind.admin.token, { id });
    expect(second.approveOrder).toMatchObject({ state: 'QUEUED' });
    expect(await done(id)).toMatchObject({ state: 'DONE' });
    await expect
      .poll(async () =>
        (
          await world.letters<{ subject: string }>(
            `select subject from mail where cause = 'order' and subject like $1 order by created_at`,
            [`%${data.placeOrder.reference}%`],
          )
        ).map(({ subject }) => subject),
      )
      .toContain(`Order ${data.placeOrder.reference} for Globex Ltd has been approved`);
    await setApproval(boss.token, { approval: 'NEVER' });
    await setApproval(world.northwind.admin.token, { approval: 'NEVER' });
  });

  test('[C4] what is declined changes nothing and says why; what is cancelled is never carried out', async () => {
    const product = await addProduct(world, 'ORD-NO');
    const boss = await colleague(world, world.globex.admin, 'OWNER');
    await setApproval(boss.token, { approval: 'ABOVE', aboveMinor: 100_000, productIds: [product] });
    const [declined, cancelled] = await Promise.all(
      [1, 2].map(async (quantity) => {
        const { data } = await place(world.globex.admin.token, { lines: [{ productId: product, quantity }] });
        return data.placeOrder.id;
      }),
    );
    const no = await decide('declineOrder', boss.token, { id: declined, reason: 'Not this year.' });
    expect(no.data.declineOrder).toMatchObject({ state: 'DECLINED' });
    const again = await decide('approveOrder', boss.token, { id: declined });
    expect(again.errors?.[0]?.message).toBe('This order has been declined.');
    const off = await decide('cancelOrder', world.globex.admin.token, { id: cancelled });
    expect(off.data.cancelOrder).toMatchObject({ state: 'CANCELLED' });
    const twice = await decide('cancelOrder', world.globex.admin.token, { id: cancelled });
    expect(twice.errors).toBeUndefined();
    const foreign = await decide('cancelOrder', world.initech.admin.token, { id: cancelled });
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await held(world.globex.id, product)).toEqual([]);
    await setApproval(boss.token, { approval: 'NEVER' });
  });

  test('[C4] the platform approves what its own customers order', async () => {
    const product = await addProduct(world, 'ORD-DIRECT');
    const staff = world.platform.staff.token;
    expect((await setApproval(staff, { approval: 'ALWAYS' })).errors).toBeUndefined();
    const { data } = await place(world.acme.admin.token, { lines: [{ productId: product }] });
    await setApproval(staff, { approval: 'NEVER' });
    expect(data.placeOrder).toMatchObject({ state: 'AWAITING_APPROVAL', awaits: ['RESELLER'] });
    await decide('approveOrder', staff, { id: data.placeOrder.id });
    expect(await done(data.placeOrder.id)).toMatchObject({ state: 'DONE' });
  });

  test('[C4] where nobody else could approve, or a limit is missing, the rule is refused', async () => {
    const alone = await setApproval(world.acme.admin.token, { approval: 'ALWAYS' });
    expect(alone.errors?.[0]?.message).toContain('Nobody else of your company may approve orders yet');
    const limit = await setApproval(world.northwind.admin.token, { approval: 'ABOVE' });
    expect(limit.errors?.[0]?.extensions.fields).toEqual([
      { path: 'aboveMinor', message: 'Must be filled in: the limit.' },
    ]);
    expect(
      (await setApproval(world.globex.user.token, { approval: 'NEVER' })).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
  });

  test('[C4] nobody gets past it by another verb', async () => {
    const product = await addProduct(world, 'ORD-PAST');
    const { id } = await addSubscription(world, world.globex, { productId: product, startsOn: '2026-09-01' });
    const boss = await colleague(world, world.globex.admin, 'OWNER');
    await setApproval(boss.token, { approval: 'ALWAYS' });
    const tried = await Promise.all([
      app.ask(
        'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
        { input: { productId: product } },
        world.globex.admin.token,
      ),
      app.ask(
        'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { id } }',
        { input: { id } },
        world.northwind.admin.token,
      ),
    ]);
    await setApproval(boss.token, { approval: 'NEVER' });
    for (const { errors } of tried)
      expect(errors?.[0]).toMatchObject({
        message: 'This has to be approved first: place it as an order.',
        extensions: { code: 'CONFLICT' },
      });
    expect(await held(world.globex.id, product)).toMatchObject([{ id, ends_on: null }]);
  });

  test('[S23] row security alone keeps an order from being approved by who placed it', async () => {
    const product = await addProduct(world, 'ORD-SQL');
    const boss = await colleague(world, world.globex.admin, 'OWNER');
    await setApproval(boss.token, { approval: 'ABOVE', aboveMinor: 100_000, productIds: [product] });
    const { data } = await place(world.globex.admin.token, { lines: [{ productId: product }] });
    await setApproval(boss.token, { approval: 'NEVER' });
    const { tokens, ...rest } = { tokens: app.app.services.tokens, ...world };
    const credentials = await tokens.verify(rest.globex.admin.token);
    for (const state of ['QUEUED', 'DONE'])
      await expect(
        app.app.scopes.run(credentials, { requestId: 'test' }, (scope) =>
          scope.sql(`update service_order set state = $2, awaits = '{}' where id = $1`, [
            data.placeOrder.id,
            state,
          ]),
        ),
        state,
      ).rejects.toThrow();
    expect(await order(data.placeOrder.id)).toMatchObject({ state: 'AWAITING_APPROVAL' });
  });
});
