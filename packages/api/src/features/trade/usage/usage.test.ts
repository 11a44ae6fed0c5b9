import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { addList } from '../prices/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';
const CONTOSO = 'admin@contoso.example';

let app: TestApp;
let world: World;
/** A unit of each: £0.10 wholesale, £0.20 retail, from 201 on £0.08 and £0.15. */
let gigabyte = '';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
  gigabyte = await addProduct(world, 'GIGABYTE', { unit: 'PER_USE', wholesale: 999, retail: 999 });
  await addList(world, {
    issuer: world.platform.id,
    kind: 'WHOLESALE',
    name: 'Usage',
    everyone: true,
    prices: [
      [gigabyte, 1, 10],
      [gigabyte, 201, 8],
    ],
  });
  await addList(world, {
    issuer: world.northwind.id,
    kind: 'RETAIL',
    name: 'Usage',
    everyone: true,
    prices: [
      [gigabyte, 1, 20],
      [gigabyte, 201, 15],
    ],
  });
});
afterAll(() => app.close());

let products = 0;
/** A metered product at no monthly price, and a subscription of Globex to it since September. */
async function metered(
  aggregation: 'SUM' | 'MAXIMUM' | 'LAST',
  pricing: 'UNIT' | 'TIERED' | 'VOLUME' = 'UNIT',
  { included = 0, name = `Metered ${++products}`, endsOn = null as string | null, of = world.globex } = {},
) {
  const productId = await addProduct(world, name, {
    unit: 'METERED',
    wholesale: 0,
    retail: 0,
    meter: { unit: 'GB', aggregation, pricing, included, productId: gigabyte },
  });
  return {
    name,
    productId,
    ...(await addSubscription(world, of, { productId, startsOn: '2026-09-01', endsOn })),
  };
}

interface Used {
  subscription: string;
  at?: string;
  quantity: number;
  key: string;
  replaces?: string;
}
interface Import {
  id: string;
  taken: number;
  known: number;
  late: number;
  suspended: number;
  refused: number;
  refusals: { line: number; reason: string }[];
}
const send = async (email: string, ...events: Used[]) =>
  app.ask<{ recordUsage: Import }>(
    `mutation ($input: RecordUsageInput!) { recordUsage(input: $input) { id taken known late suspended refused refusals { line reason } } }`,
    { input: { events: events.map((event) => ({ at: '2026-10-05T10:00:00Z', ...event })) } },
    await world.signIn(email),
  );
const record = async (...events: Used[]) => {
  const { data, errors } = await send(STAFF, ...events);
  expect(errors).toBeUndefined();
  return data.recordUsage;
};
const reasons = ({ refusals }: Import) => refusals.map(({ reason }) => reason);
const preview = async (of: object, period: string, email = STAFF) => {
  const { data, errors } = await app.ask<{
    previewInvoice: { lines: { description: string; netMinor: number; from: string; to: string }[] };
  }>(
    `query ($companyId: ID, $resellerId: ID, $period: String!) {
        previewInvoice(companyId: $companyId, resellerId: $resellerId, period: $period) { lines { description netMinor from to } } }`,
    { ...of, period },
    await world.signIn(email),
  );
  expect(errors).toBeUndefined();
  return data.previewInvoice.lines;
};
/** What the lines that name the product come to, for the company and for its reseller. */
const linesOf = async (name: string, period = '2026-10') => {
  const [retail, wholesale] = await Promise.all([
    preview({ companyId: world.globex.id }, period),
    preview({ resellerId: world.northwind.id }, period),
  ]);
  const named = (lines: typeof retail) =>
    lines
      .filter(
        ({ description }) => description.startsWith(`${name}: `) || description.startsWith(`${name} of `),
      )
      .map((line) => [line.description, line.netMinor]);
  return [...named(retail), ...named(wholesale)];
};

describe('[B1] [B3] usage is charged', () => {
  test('at both sides as it is recorded, in words, with its month', async () => {
    const { name, reference } = await metered('SUM', 'UNIT', { included: 100, name: 'Consulting' });
    const { taken, refusals } = await record(
      { subscription: reference, quantity: 90.5, key: 'a' },
      { subscription: reference, quantity: 60, key: 'b', at: '2026-10-07T10:00:00Z' },
    );
    expect([taken, refusals]).toEqual([2, []]);
    expect(await linesOf(name)).toEqual([
      ['Consulting: 150.5 GB in October 2026, 100 included', 1010],
      ['Consulting of Globex Ltd: 150.5 GB in October 2026, 100 included', 505],
    ]);
    const [line] = (await preview({ companyId: world.globex.id }, '2026-10', GLOBEX)).filter(
      ({ description }) => description.startsWith(`${name}: `),
    );
    expect(line).toMatchObject({ from: '2026-10-01', to: '2026-11-01' });
  });

  test('by the greatest of a month, each tier its own part', async () => {
    const { name, reference } = await metered('MAXIMUM', 'TIERED', { included: 100, name: 'Backup storage' });
    await record(
      { subscription: reference, quantity: 380, key: '1' },
      { subscription: reference, quantity: 412, key: '2', at: '2026-10-06T10:00:00Z' },
      { subscription: reference, quantity: 400, key: '3', at: '2026-10-07T10:00:00Z' },
    );
    expect(await linesOf(name)).toEqual([
      ['Backup storage: 412 GB at peak in October 2026, 100 included', 200 * 20 + 112 * 15],
      ['Backup storage of Globex Ltd: 412 GB at peak in October 2026, 100 included', 200 * 10 + 112 * 8],
    ]);
  });

  test('by the last of a month, all at the tier that is reached', async () => {
    const { name, reference } = await metered('LAST', 'VOLUME', { name: 'Seats' });
    await record(
      { subscription: reference, quantity: 201, key: '2', at: '2026-10-09T10:00:00Z' },
      { subscription: reference, quantity: 400, key: '1' },
    );
    expect(await linesOf(name)).toEqual([
      ['Seats: 201 GB at last in October 2026', 201 * 15],
      ['Seats of Globex Ltd: 201 GB at last in October 2026', 201 * 8],
    ]);
    await record({ subscription: reference, quantity: 200.5, key: '3', at: '2026-10-10T10:00:00Z' });
    // The 201st has begun.
    expect(await linesOf(name)).toContainEqual(['Seats: 200.5 GB at last in October 2026', 3_008]);
    await record({ subscription: reference, quantity: 200, key: '4', at: '2026-10-11T10:00:00Z' });
    expect(await linesOf(name)).toContainEqual(['Seats: 200 GB at last in October 2026', 4_000]);
  });

  test('by its month in London, at the prices that held when it was first counted', async () => {
    const { name, reference, productId } = await metered('SUM', 'UNIT', { name: 'Night' });
    await record({ subscription: reference, quantity: 10, key: 'sept', at: '2026-09-30T22:59:00Z' });
    await record({ subscription: reference, quantity: 1, key: 'oct', at: '2026-09-30T23:00:00Z' });
    expect((await linesOf(name)).map(([description]) => description)).toEqual([
      'Night: 10 GB in September 2026',
      'Night: 1 GB in October 2026',
      'Night of Globex Ltd: 10 GB in September 2026',
      'Night of Globex Ltd: 1 GB in October 2026',
    ]);
    expect(productId).toBeTruthy();
  });

  test('of a customer of the operator’s own at one side', async () => {
    const { reference } = await metered('SUM', 'UNIT', { name: 'Own', of: world.acme });
    await record({ subscription: reference, quantity: 2, key: 'a' });
    const charges = await world.sql(
      `select kind, net_minor::integer as net from charge where description ^@ 'Own'`,
    );
    expect(charges).toEqual([{ kind: 'RETAIL', net: 1_998 }]);
  });
});

describe('[B1] each event counts once', () => {
  test('however often it is sent, by its key at the subscription', async () => {
    const { name, reference } = await metered('SUM');
    const other = await metered('SUM');
    const event = { subscription: reference, quantity: 5, key: 'once' };
    expect(await record(event, event)).toMatchObject({ taken: 1, known: 1, refused: 0 });
    expect(await record(event)).toMatchObject({ taken: 0, known: 1, refused: 0 });
    expect(await record({ ...event, subscription: other.reference })).toMatchObject({ taken: 1 });
    expect(await linesOf(name)).toContainEqual([`${name}: 5 GB in October 2026`, 100]);
  });

  test('and a key with another quantity is refused, with what it stands for', async () => {
    const { name, reference } = await metered('SUM');
    await record({ subscription: reference, quantity: 5, key: 'k' });
    const answer = await record(
      { subscription: reference, quantity: 6, key: 'k' },
      { subscription: reference, quantity: 1, key: 'new' },
      { subscription: reference, quantity: 2, key: 'new' },
    );
    expect(answer).toMatchObject({ taken: 1, refused: 2 });
    expect(answer.refusals).toEqual([
      {
        line: 1,
        reason:
          'key: k stands for 5 GB on 5 October 2026 already. Send what replaces that under a key of its own.',
      },
      { line: 3, reason: 'key: new stands for something else in line 2. Give each event a key of its own.' },
    ]);
    expect(await linesOf(name)).toContainEqual([`${name}: 6 GB in October 2026`, 120]);
  });

  test('of two batches at once', async () => {
    const { name, reference } = await metered('SUM');
    const batch = (first: number) =>
      Array.from({ length: 50 }, (_, i) => ({ subscription: reference, quantity: 1, key: `k${first + i}` }));
    const [one, two] = await Promise.all([record(...batch(0)), record(...batch(25))]);
    expect((one?.taken ?? 0) + (two?.taken ?? 0)).toBe(75);
    expect(await linesOf(name)).toContainEqual([`${name}: 75 GB in October 2026`, 1_500]);
  });
});

describe('[B1] what was wrong is put right', () => {
  test('by what replaces it, and by what is taken off', async () => {
    const { name, reference } = await metered('SUM');
    await record({ subscription: reference, quantity: 500, key: 'wrong' });
    await record({ subscription: reference, quantity: 50, key: 'right', replaces: 'wrong' });
    expect(await linesOf(name)).toContainEqual([`${name}: 50 GB in October 2026`, 1_000]);
    await record({ subscription: reference, quantity: -10, key: 'off' });
    expect(await linesOf(name)).toContainEqual([`${name}: 40 GB in October 2026`, 800]);
    expect(
      reasons(
        await record(
          { subscription: reference, quantity: 1, key: 'again', replaces: 'wrong' },
          { subscription: reference, quantity: 1, key: 'none', replaces: 'no such' },
          { subscription: reference, quantity: 1, key: 'self', replaces: 'self' },
        ),
      ),
    ).toEqual([
      'replaces: wrong is replaced by right already. Replace that one.',
      'replaces: there is no event of the key no such at this subscription.',
      'replaces: must be the key of another event.',
    ]);
  });

  test('in one batch, and in another month', async () => {
    const { name, reference } = await metered('MAXIMUM');
    await record(
      { subscription: reference, quantity: 900, key: 'a' },
      { subscription: reference, quantity: 9, key: 'b', replaces: 'a', at: '2026-09-20T10:00:00Z' },
      { subscription: reference, quantity: 8, key: 'c', replaces: 'a' },
    );
    // A month that comes to nothing is on no line.
    expect(await linesOf(name)).toEqual([
      [`${name}: 9 GB at peak in September 2026`, 180],
      [`${name} of Globex Ltd: 9 GB at peak in September 2026`, 90],
    ]);
  });
});

describe('[B3] what comes after the invoice', () => {
  test('goes on the next one, up or down', async () => {
    const { name, reference } = await metered('MAXIMUM', 'UNIT', { name: 'Late' });
    app.clock.set('2026-10-20T09:00:00Z');
    await record({ subscription: reference, quantity: 100, key: '1', at: '2026-09-10T09:00:00Z' });
    await bill({ app, world, email: STAFF }, '2026-09');
    await bill({ app, world, email: NORTHWIND }, '2026-09');
    expect(
      await record({ subscription: reference, quantity: 130, key: '2', at: '2026-09-11T09:00:00Z' }),
    ).toMatchObject({ taken: 1, late: 1 });
    expect(await linesOf(name)).toEqual([
      ['Late: 130 GB at peak in September 2026, beside what was invoiced before', 600],
      ['Late of Globex Ltd: 130 GB at peak in September 2026, beside what was invoiced before', 300],
    ]);
    await record({
      subscription: reference,
      quantity: 80,
      key: '3',
      replaces: '2',
      at: '2026-09-11T09:00:00Z',
    });
    await record({
      subscription: reference,
      quantity: 90,
      key: '4',
      replaces: '1',
      at: '2026-09-10T09:00:00Z',
    });
    // Less than was invoiced: let off, as far as there is something to let it off.
    const [charge] = await world.sql<{ net: number }>(
      `select net_minor::integer as net from charge where description ^@ 'Late:' and invoice_id is null`,
    );
    expect(charge?.net).toBe(-200);
    app.clock.set('2026-11-02T09:00:00Z');
    await bill({ app, world, email: STAFF }, '2026-10');
    await bill({ app, world, email: NORTHWIND }, '2026-10');
    expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
    app.clock.set('2026-10-20T09:00:00Z');
  });
});

describe('[B1] what cannot be counted', () => {
  test('is said by line, with what to do', async () => {
    const { reference } = await metered('MAXIMUM', 'UNIT', { endsOn: '2026-10-10' });
    const plain = await addSubscription(world, world.globex, {
      productId: world.hosting,
      startsOn: '2026-09-01',
    });
    const answer = await record(
      { subscription: 'S-NONE', quantity: 1, key: '1' },
      { subscription: plain.reference, quantity: 1, key: '2' },
      { subscription: reference, quantity: 1, key: '3', at: '2026-08-31T10:00:00Z' },
      { subscription: reference, quantity: 1, key: '4', at: '2026-10-10T10:00:00Z' },
      { subscription: reference, quantity: -1, key: '5' },
      { subscription: reference, quantity: 1_000_000_000, key: '6' },
      { subscription: reference, quantity: 1, key: '7' },
    );
    expect(answer).toMatchObject({ taken: 1, refused: 6 });
    expect(reasons(answer)).toEqual([
      'subscription: there is none of the reference S-NONE. It stands on the page of the subscription.',
      expect.stringMatching(/^subscription: .* has no meter, so nothing is counted of it/),
      `at: ${reference} begins on 1 September 2026, so what was used before is not charged.`,
      `at: ${reference} ended on 9 October 2026, so what was used since is not charged. If it ran on, change its last day first.`,
      'quantity: must be 0 or more. Put an event right by another one that replaces it.',
      'quantity: comes to more than 20,000,000.00 by itself. Look at the unit in which it is counted.',
    ]);
    const running = await metered('SUM');
    expect(
      reasons(
        await record(
          { subscription: running.reference, quantity: 1, key: '1', at: '2026-10-21T09:00:00Z' },
          { subscription: running.reference, quantity: 1, key: '2', at: '2025-10-01T09:00:00Z' },
        ),
      ),
    ).toEqual([
      'at: lies in the future. Send it once it has been used.',
      `at: ${running.reference} begins on 1 September 2026, so what was used before is not charged.`,
    ]);
  });

  test('is charged, and said, while the subscription is suspended', async () => {
    const { id, reference } = await metered('SUM');
    await world.sql(`update subscription set suspended_at = '2026-10-04T00:00:00Z' where id = $1`, [id]);
    expect(await record({ subscription: reference, quantity: 1, key: '1' })).toMatchObject({
      taken: 1,
      suspended: 1,
    });
  });

  test('in a currency without a price', async () => {
    const unit = await addProduct(world, 'EURO-UNIT', { unit: 'PER_USE' });
    await world.sql(`update product set currency = 'EUR' where id = $1`, [unit]);
    const productId = await addProduct(world, 'Priceless', {
      unit: 'METERED',
      meter: { unit: 'GB', aggregation: 'SUM', pricing: 'UNIT', included: 0, productId: unit },
    });
    const { reference } = await addSubscription(world, world.globex, { productId, startsOn: '2026-09-01' });
    expect(reasons(await record({ subscription: reference, quantity: 1, key: '1' }))).toEqual([
      'quantity: EURO-UNIT has no price in pounds yet: Northwind IT can put one into a price list.',
    ]);
  });

  test.each([
    [{ quantity: 1.0005 }, 'events.0.quantity', 'May have at most three decimal places.'],
    [{ quantity: 2_000_000_000 }, 'events.0.quantity', 'May be at most 1,000,000,000.'],
    [{ key: '' }, 'events.0.key', 'Must be filled in.'],
    [{ at: 'yesterday' }, undefined, undefined],
  ])('as it is written: %o', async (over, path, message) => {
    const { errors } = await send(STAFF, { subscription: 'S-1', quantity: 1, key: '1', ...over });
    const [field] = (errors?.[0]?.extensions.fields ?? []) as { path: string; message: string }[];
    expect(errors).toHaveLength(1);
    if (path) expect(field).toEqual({ path, message });
  });

  test('in more than a batch', async () => {
    const events = Array.from({ length: 1_001 }, (_, i) => ({
      subscription: 'S-1',
      quantity: 1,
      key: `${i}`,
    }));
    const { errors } = await send(STAFF, ...events);
    expect(errors?.[0]?.message).toContain('May have at most 1,000 events.');
  });
});

describe('[S6] who records and sees usage', () => {
  test('whoever sells, for its own companies; of another one there is no such subscription', async () => {
    const { reference } = await metered('SUM');
    const event = { subscription: reference, quantity: 1, key: 'mine' };
    const { data } = await send(NORTHWIND, event);
    expect(data.recordUsage).toMatchObject({ taken: 1 });
    const other = await send(CONTOSO, event);
    expect(reasons(other.data.recordUsage)).toEqual([
      `subscription: there is none of the reference ${reference}. It stands on the page of the subscription.`,
    ]);
    expect((await send(GLOBEX, event)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('where the operator measures, nobody else does', async () => {
    const { reference } = await metered('SUM');
    await record({ subscription: reference, quantity: 10, key: '1' });
    const { data } = await send(NORTHWIND, { subscription: reference, quantity: -10, key: '2' });
    expect(reasons(data.recordUsage)).toEqual([
      `subscription: Xe2 records what is used of ${reference}. Ask them to put it right.`,
    ]);
  });

  test('a company sees its own, by day and explained, and not what its reseller pays', async () => {
    const { id, name, reference } = await metered('MAXIMUM', 'TIERED', { included: 100 });
    await record(
      { subscription: reference, quantity: 300, key: '1' },
      { subscription: reference, quantity: 350.5, key: '2' },
      { subscription: reference, quantity: 200, key: '3', at: '2026-10-06T10:00:00Z' },
    );
    const ask = async (email: string) =>
      app.ask<{
        usageOfMonth: object[];
        usageMonths: { nodes: object[] };
        usageEvents: { totalCount: number };
      }>(
        `query ($id: ID!) { usageOfMonth(subscriptionId: $id, month: "2026-10") { product quantity included beyond days { day quantity }
            retail { netMinor parts { fromQuantity quantity unitMinor netMinor } } wholesale { netMinor } }
          usageMonths(filter: { subscriptionId: $id }) { nodes { month quantity retailMinor wholesaleMinor product { name } } }
          usageEvents(filter: { subscriptionId: $id }) { totalCount } }`,
        { id },
        await world.signIn(email),
      );
    const { data, errors } = await ask(GLOBEX);
    expect(errors).toBeUndefined();
    expect(data.usageOfMonth).toEqual([
      {
        product: name,
        quantity: 350.5,
        included: 100,
        beyond: 250.5,
        days: [
          { day: '2026-10-05', quantity: 350.5 },
          { day: '2026-10-06', quantity: 200 },
        ],
        retail: {
          netMinor: 4758,
          parts: [
            { fromQuantity: 1, quantity: 200, unitMinor: 20, netMinor: 4000 },
            { fromQuantity: 201, quantity: 50.5, unitMinor: 15, netMinor: 758 },
          ],
        },
        wholesale: null,
      },
    ]);
    expect(data.usageMonths.nodes).toEqual([
      { month: '2026-10-01', quantity: 350.5, retailMinor: 4758, wholesaleMinor: null, product: { name } },
    ]);
    expect(data.usageEvents.totalCount).toBe(3);
    expect((await ask(NORTHWIND)).data.usageOfMonth).toMatchObject([{ wholesale: { netMinor: 2404 } }]);
    expect((await ask(CONTOSO)).data).toEqual({
      usageOfMonth: [],
      usageMonths: { nodes: [] },
      usageEvents: { totalCount: 0 },
    });
    expect((await ask('user@globex.example')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
