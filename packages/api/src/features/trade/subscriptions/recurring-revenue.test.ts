import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Movement {
  on: string;
  currency: string;
  openingMinor: number;
  newMinor: number;
  moreMinor: number;
  lessMinor: number;
  goneMinor: number;
  closingMinor: number;
}
const movement = async (email: string) =>
  app.ask<{ recurringRevenue: Movement[] }>(
    '{ recurringRevenue { on currency openingMinor newMinor moreMinor lessMinor goneMinor closingMinor } }',
    {},
    await world.signIn(email),
  );
const still = { newMinor: 0, moreMinor: 0, lessMinor: 0, goneMinor: 0 };

describe('recurringRevenue', () => {
  test('[O1] says what was new, more, less and gone in each month, and that it adds up', async () => {
    // £15.00 a month for Globex, for which Northwind pays £10.00.
    const { id: first } = await addSubscription(world, world.globex, {
      productId: world.hosting,
      startsOn: '2025-01-01',
      quantity: 4,
    });
    await addSubscription(world, world.globex, {
      productId: world.hosting,
      startsOn: '2026-03-15',
      endsOn: '2026-07-10',
      state: 'ENDED',
    });
    for (const [from, quantity] of [
      ['2026-05-10', 6],
      ['2026-09-01', 5],
    ] as const)
      await world.sql(
        `insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity, parameters,
             retail_minor, wholesale_minor, begun_at, created_at)
           select uuidv7(), reseller_id, company_id, end_user_id, subscription_id, $2, product_id, $3, parameters, retail_minor,
             wholesale_minor, created_at, created_at from subscription_term where subscription_id = $1 order by "from" limit 1`,
        [first, from, quantity],
      );
    const { data, errors } = await movement('admin@northwind.example');
    expect(errors).toBeUndefined();
    const months = data.recurringRevenue;
    expect(months.map(({ on }) => on)).toEqual(
      [
        ...[
          '2025-10-31',
          '2025-11-30',
          '2025-12-31',
          '2026-01-31',
          '2026-02-28',
          '2026-03-31',
          '2026-04-30',
          '2026-05-31',
        ],
        ...['2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-20'],
      ].slice(1),
    );
    const changed = Object.fromEntries(
      months
        .filter((month) => month.openingMinor !== month.closingMinor)
        .map(({ on, currency, ...rest }) => [on, rest]),
    );
    expect(changed).toEqual({
      '2026-03-31': { ...still, openingMinor: 6000, newMinor: 1500, closingMinor: 7500 },
      '2026-05-31': { ...still, openingMinor: 7500, moreMinor: 3000, closingMinor: 10_500 },
      '2026-07-31': { ...still, openingMinor: 10_500, goneMinor: -1500, closingMinor: 9000 },
      '2026-09-30': { ...still, openingMinor: 9000, lessMinor: -1500, closingMinor: 7500 },
    });
    for (const { openingMinor, newMinor, moreMinor, lessMinor, goneMinor, closingMinor } of months)
      expect(openingMinor + newMinor + moreMinor + lessMinor + goneMinor).toBe(closingMinor);
  });

  test('[O1] each figure opens the subscriptions behind it', async () => {
    const found = async (filter: object, email = 'admin@northwind.example') =>
      (
        await app.ask<{ subscriptions: { nodes: { quantity: number }[] } }>(
          'query ($filter: SubscriptionFilter) { subscriptions(filter: $filter) { nodes { quantity } } }',
          { filter },
          await world.signIn(email),
        )
      ).data.subscriptions.nodes.length;
    expect(await found({ newIn: '2026-03-31' })).toBe(1);
    expect(await found({ moreIn: '2026-05-31' })).toBe(1);
    expect(await found({ goneIn: '2026-07-31' })).toBe(1);
    expect(await found({ lessIn: '2026-09-30' })).toBe(1);
    for (const filter of ['newIn', 'moreIn', 'lessIn', 'goneIn']) {
      expect(await found({ [filter]: '2026-10-20' })).toBe(0);
      expect(await found({ [filter]: '2026-07-31' })).toBe(filter === 'goneIn' ? 1 : 0);
    }
    for (const email of ['staff@xe2.example', 'admin@globex.example'])
      expect(await found({ moreIn: '2026-05-31' }, email)).toBe(1);
    expect(await found({ moreIn: '2026-05-31' }, 'admin@contoso.example')).toBe(0);
  });

  test('[C3] [S7] staff see what resellers pay, companies what they pay, others nothing of it', async () => {
    const last = async (email: string) => (await movement(email)).data.recurringRevenue.at(-1);
    expect(await last('staff@xe2.example')).toMatchObject({ closingMinor: 5000 });
    expect(await last('admin@globex.example')).toMatchObject({ closingMinor: 7500 });
    expect(await last('admin@contoso.example')).toBeUndefined();
    expect(await last('admin@initech.example')).toBeUndefined();
    // None of it is a service of theirs.
    expect((await movement('user@globex.example')).data.recurringRevenue).toEqual([]);
  });
});
