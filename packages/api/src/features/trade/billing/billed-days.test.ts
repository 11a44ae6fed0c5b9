import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill as billToTheEnd } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';

interface Changed {
  id: string;
  endsOn: string | null;
}

const subscribe = async (email: string, input: object) =>
  app.ask<{ subscribe: Changed }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id endsOn } }',
    { input },
    await world.signIn(email),
  );
const cancel = async (email: string, id: string, endsOn: string) =>
  app.ask<{ cancelSubscription: Changed }>(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { id endsOn } }',
    { input: { id, endsOn } },
    await world.signIn(email),
  );
const bill = (email: string, period: string) => billToTheEnd({ app, world, email }, period);
/** What was charged for a subscription, by kind: its days, in order. */
const charged = async (subscriptionId: string) => {
  const lines = await world.sql<{ kind: string; days: string }>(
    `select i.kind, p."from" || ' ' || p."to" as days from invoice_line_part p join invoice i on i.id = p.invoice_id
      where p.subscription_id = $1 order by i.kind, p."from"`,
    [subscriptionId],
  );
  return Object.groupBy(lines, ({ kind }) => kind) as Record<string, { days: string }[] | undefined>;
};
const days = (...of: string[]) => of.map((line) => expect.objectContaining({ days: line }));
const waiting = () =>
  world.sql<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and not granted
       and database = (select oid from pg_database where datname = current_database())`,
  );

describe('an end that is dated back', () => {
  const october = { startsOn: '2026-10-01' };
  beforeEach(() => app.clock.set('2026-11-05T09:00:00Z'));

  test('[C4] [B4] into a month that is not invoiced yet is charged to the day', async () => {
    const { id } = await addSubscription(world, world.globex, { productId: world.hosting, ...october });
    expect((await cancel(STAFF, id, '2026-10-20')).errors).toBeUndefined();
    await bill(STAFF, '2026-10');
    expect(await charged(id)).toEqual({
      RETAIL: days('2026-10-01 2026-10-20'),
      WHOLESALE: days('2026-10-01 2026-10-20'),
    });
  });

  test('[C4] [B4] into days that are invoiced is refused, with the earliest day that is allowed', async () => {
    const { id } = await addSubscription(world, world.acme, { productId: world.hosting, ...october });
    await bill(STAFF, '2026-10');
    const { errors } = await cancel(STAFF, id, '2026-10-31');
    expect(errors?.[0]?.extensions).toEqual({
      code: 'CONFLICT',
      fields: [
        {
          path: 'endsOn',
          message:
            'Must not be before 1 November 2026: it has been invoiced up to and including 31 October 2026.',
        },
      ],
    });
    const { data } = await app.ask(
      'query ($id: ID!) { subscription(id: $id) { invoicedTo } }',
      { id },
      await world.signIn('admin@acme.example'),
    );
    expect(data).toEqual({ subscription: { invoicedTo: '2026-11-01' } });
    expect(await world.sql('select state, ends_on from subscription where id = $1', [id])).toEqual([
      { state: 'ACTIVE', ends_on: null },
    ]);
    expect((await cancel(STAFF, id, '2026-11-01')).data.cancelSubscription.endsOn).toBe('2026-11-01');
  });

  test('[C4] [C3] nor into days that the platform has invoiced to the reseller, which the company cannot see', async () => {
    const productId = await addProduct(world, 'GIFT', { wholesale: 300, retail: 0 });
    const company = await addCompany(world, world.contoso.id, 'Gifted');
    const { id } = await addSubscription(world, company, { productId, ...october });
    await bill(STAFF, '2026-10');
    expect(Object.keys(await charged(id))).toEqual(['WHOLESALE']);
    const { errors } = await cancel(STAFF, id, '2026-10-20');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'endsOn' }] });
  });

  test('[S75] while the month is being invoiced waits for that, and is refused then', async () => {
    const company = await addCompany(world, world.northwind.id, 'Racing');
    const { id } = await addSubscription(world, company, { productId: world.hosting, ...october });
    await world.sql(`create function hold_up() returns trigger language plpgsql as $$ begin
       perform pg_advisory_xact_lock(4711); return new; end $$`);
    await world.sql(
      'create trigger hold_up before insert on invoice_line for each statement execute function hold_up()',
    );
    await world.sql('select pg_advisory_lock(4711)');
    const run = bill(NORTHWIND, '2026-10');
    await expect.poll(waiting).toHaveLength(1);
    const cancelled = cancel(STAFF, id, '2026-10-20');
    await expect.poll(waiting).toHaveLength(2);
    await world.sql('select pg_advisory_unlock(4711)');
    await run;
    expect((await cancelled).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'endsOn' }],
    });
    await world.sql('drop trigger hold_up on invoice_line');
    expect((await charged(id)).RETAIL).toEqual(days('2026-10-01 2026-11-01'));
  });

  test('[S75] just before the month is invoiced is waited for by that, and charged to the day', async () => {
    const company = await addCompany(world, world.northwind.id, 'Faster');
    const { id } = await addSubscription(world, company, { productId: world.hosting, ...october });
    const who = await app.app.services.tokens.verify(await world.signIn(NORTHWIND));
    let run: Promise<unknown> | undefined;
    await app.app.scopes.run(who, { requestId: 'test' }, async (scope) => {
      await scope.sql(`update subscription set ends_on = '2026-10-20' where id = $1`, [id]);
      run = bill(NORTHWIND, '2026-10');
      // The run sees that the end is not settled and comes again; it does not wait on a connection.
      const tries = () =>
        world.sql(`select from graphile_worker.jobs where task_identifier like 'bill-customers%'`);
      await expect.poll(async () => (await tries()).length).toBeGreaterThan(0);
      expect(await waiting()).toHaveLength(0);
    });
    await run;
    expect((await charged(id)).RETAIL).toEqual(days('2026-10-01 2026-10-20'));
  });
});

describe('a beginning that is dated back', () => {
  const since = { productId: '', startsOn: '2026-11-20' };
  beforeEach(() => {
    app.clock.set('2026-12-03T09:00:00Z');
    since.productId = world.hosting;
  });

  test('[C4] [B4] into an invoiced month is charged by the next run, to a customer that had no invoice then too', async () => {
    await bill(STAFF, '2026-11');
    const known = (await subscribe(GLOBEX, since)).data.subscribe.id;
    expect((await world.sql('select from invoice where company_id = $1', [world.initech.id])).length).toBe(0);
    const first = (await subscribe('admin@initech.example', since)).data.subscribe.id;
    app.clock.set('2027-01-02T09:00:00Z');
    await bill(STAFF, '2026-12');
    const lines = days('2026-11-20 2026-12-01', '2026-12-01 2027-01-01');
    for (const id of [known, first]) {
      expect(await charged(id)).toEqual({ RETAIL: lines, WHOLESALE: lines });
    }
    // The month it belongs to, run once more, finds it charged.
    await bill(STAFF, '2026-11');
    for (const id of [known, first]) {
      expect(await charged(id)).toEqual({ RETAIL: lines, WHOLESALE: lines });
    }
  });

  test('[S75] is charged once where the months are invoiced in another order', async () => {
    const company = await addCompany(world, world.northwind.id, 'Upside Down');
    const { id } = await addSubscription(world, company, {
      productId: world.hosting,
      startsOn: '2027-01-20',
      createdAt: '2027-02-02T10:00:00Z',
    });
    app.clock.set('2027-03-02T09:00:00Z');
    await bill(NORTHWIND, '2027-02');
    await bill(NORTHWIND, '2027-01');
    await bill(NORTHWIND, '2027-02');
    expect((await charged(id)).RETAIL).toEqual(days('2027-01-20 2027-02-01', '2027-02-01 2027-03-01'));
  });

  test('[C4] and ended before its month was over is charged for those days, then never again', async () => {
    app.clock.set('2027-03-05T09:00:00Z');
    const { id } = (
      await subscribe('admin@acme.example', { productId: world.hosting, startsOn: '2027-02-10' })
    ).data.subscribe;
    await world.sql(`update subscription set state = 'ACTIVE' where id = $1`, [id]);
    expect((await cancel(STAFF, id, '2027-02-20')).errors).toBeUndefined();
    for (const [now, period] of [
      ['2027-04-01T09:00:00Z', '2027-03'],
      ['2027-05-01T09:00:00Z', '2027-04'],
    ] as const) {
      app.clock.set(now);
      await bill(STAFF, period);
      expect((await charged(id)).RETAIL).toEqual(days('2027-02-10 2027-02-20'));
    }
  });
});

describe('terms', () => {
  const linesOf = (subscriptionId: string, kind: string) =>
    world.sql(
      `select l."from"::text, l."to"::text, l.quantity, l.unit_price_minor, p.net_minor::int
         from invoice_line_part p join invoice_line l on l.id = p.invoice_line_id join invoice i on i.id = p.invoice_id
         where p.subscription_id = $1 and i.kind = $2 order by l."from"`,
      [subscriptionId, kind],
    );
  const reprice = async (email: string, input: { ids: string[]; from: string }) => {
    const { errors } = await app.ask(
      'mutation ($input: RepriceSubscriptionsInput!) { repriceSubscriptions(input: $input) { done } }',
      { input },
      await world.signIn(email),
    );
    expect(errors).toBeUndefined();
  };

  test('[C2] [B4] each day is charged at the price that held on it; what changed at one side only is one line at the other', async () => {
    app.clock.set('2027-01-05T09:00:00Z');
    const company = await addCompany(world, world.northwind.id, 'Terms Ltd');
    const productId = await addProduct(world, 'TERMS', { wholesale: 1_000, retail: 3_100 });
    const { id } = await addSubscription(world, company, { productId, startsOn: '2027-01-01', quantity: 2 });
    await world.sql(
      'update product set list_wholesale_minor = 2000, list_retail_minor = 6200 where id = $1',
      [productId],
    );
    await reprice(NORTHWIND, { ids: [id], from: '2027-01-11' });
    await reprice(STAFF, { ids: [id], from: '2027-02-15' });
    app.clock.set('2027-03-02T09:00:00Z');
    await bill(STAFF, '2027-01');
    await bill(STAFF, '2027-02');
    expect(await linesOf(id, 'RETAIL')).toEqual([
      { from: '2027-01-01', to: '2027-01-11', quantity: 2, unit_price_minor: 3_100, net_minor: 2_000 },
      { from: '2027-01-11', to: '2027-02-01', quantity: 2, unit_price_minor: 6_200, net_minor: 8_400 },
      { from: '2027-02-01', to: '2027-03-01', quantity: 2, unit_price_minor: 6_200, net_minor: 12_400 },
    ]);
    expect(await linesOf(id, 'WHOLESALE')).toEqual([
      { from: '2027-01-01', to: '2027-02-01', quantity: 2, unit_price_minor: 1_000, net_minor: 2_000 },
      { from: '2027-02-01', to: '2027-02-15', quantity: 2, unit_price_minor: 1_000, net_minor: 1_000 },
      { from: '2027-02-15', to: '2027-03-01', quantity: 2, unit_price_minor: 2_000, net_minor: 2_000 },
    ]);
  });
});
