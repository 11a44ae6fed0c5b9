import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { bill as billToTheEnd } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const LINE = 'BI-SUITE: BI-BOX; BI-VAULT';
const lines = (kind: 'RETAIL' | 'WHOLESALE', period: string) =>
  world.sql<{ description: string; quantity: number; net: number }>(
    `select l.description, l.quantity, l.net_minor::integer as net from invoice_line l join invoice i on i.id = l.invoice_id
      where i.kind = $1 and i.period_start = $2 and l.description like 'BI-%' order by l.description`,
    [kind, `${period}-01`],
  );

test('[C3] [B4] a year in short: a bundle is one line at its price, at both tiers, from its first day to its last', async () => {
  const unit = 'PER_USER';
  const [box, vault] = [
    await addProduct(world, 'BI-BOX', { unit }),
    await addProduct(world, 'BI-VAULT', { unit }),
  ];
  const suite = await addProduct(world, 'BI-SUITE', {
    unit,
    wholesale: 620,
    retail: 930,
    parts: [box, vault],
  });
  const [ada = ''] = await addEndUsers(world, world.globex, numbered(1, 'bi'));
  const { data, errors } = await app.ask<{ subscribe: { id: string } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input: { productId: suite, endUserId: ada, startsOn: '2026-10-01' } },
    await world.signIn('admin@globex.example'),
  );
  expect(errors).toBeUndefined();

  app.clock.set('2026-11-02T09:00:00Z');
  await billToTheEnd({ app, world, email: 'staff@xe2.example' }, '2026-10');
  expect(await lines('RETAIL', '2026-10')).toEqual([{ description: LINE, quantity: 1, net: 930 }]);
  expect(await lines('WHOLESALE', '2026-10')).toEqual([{ description: LINE, quantity: 1, net: 620 }]);

  // It ends in the middle of November, with its parts; 15 of 30 days are charged, and nothing after that.
  const ended = await app.ask(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { id } }',
    { input: { id: data.subscribe.id, endsOn: '2026-11-16' } },
    await world.signIn('admin@globex.example'),
  );
  expect(ended.errors).toBeUndefined();
  app.clock.set('2026-12-02T09:00:00Z');
  await billToTheEnd({ app, world, email: 'staff@xe2.example' }, '2026-11');
  expect(await lines('RETAIL', '2026-11')).toEqual([{ description: LINE, quantity: 1, net: 465 }]);
  expect(await lines('WHOLESALE', '2026-11')).toEqual([{ description: LINE, quantity: 1, net: 310 }]);
  app.clock.set('2027-01-04T09:00:00Z');
  await billToTheEnd({ app, world, email: 'staff@xe2.example' }, '2026-12');
  expect(await lines('RETAIL', '2026-12')).toEqual([]);

  // What runs today is counted as it is sold.
  const { data: read } = await app.ask<{
    company: { subscriptionCount: number; runningSubscriptions: number };
  }>(
    'query ($id: ID!) { company(id: $id) { subscriptionCount runningSubscriptions } }',
    { id: world.globex.id },
    await world.signIn('admin@northwind.example'),
  );
  const [sold] = await world.sql<{ sold: number }>(
    `select count(*)::int as sold from subscription where company_id = $1 and part_of_id is null and state <> 'ENDED'`,
    [world.globex.id],
  );
  expect(read.company.subscriptionCount).toBe(sold?.sold);
});
