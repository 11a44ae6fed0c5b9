import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { job, on } from '../../../kernel/jobs.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from './factory.ts';
import { setSubscriptionState, subscriptionEnding, subscriptionStarted } from './index.ts';
import type { SubscriptionState } from './subscription.entity.ts';

interface Told {
  resellerId: string;
  subscriptionIds: string[];
}
const payload = z.object({ resellerId: z.string(), subscriptionIds: z.array(z.string()) });
const started: Told[] = [];
const ending: Told[] = [];
on(
  subscriptionStarted,
  job({
    name: 'test-started',
    for: 'tenant',
    does: [],
    payload,
    run: async (_setting, told) => void started.push(told),
  }),
);
on(
  subscriptionEnding,
  job({
    name: 'test-due',
    for: 'tenant',
    does: [],
    payload,
    run: async (_setting, told) => void ending.push(told),
  }),
);

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-15T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const subscribed = async (company: TestCompany, startsOn: string): Promise<string> => {
  const { data } = await app.ask<{ subscribe: { id: string } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input: { productId: world.hosting, startsOn } },
    company.admin.token,
  );
  return data.subscribe.id;
};
const state = async (id: string) =>
  (await world.sql<{ state: string }>('select state from subscription where id = $1', [id]))[0]?.state;
const timesTold = (list: Told[], id: string) =>
  list.filter(({ subscriptionIds }) => subscriptionIds.includes(id)).length;
/** Runs the hourly job and waits until all that it led to is done. */
const hour = async (): Promise<void> => {
  await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: null },
    { requestId: 'test' },
    (scope) => scope.enqueue('due-subscriptions', {}),
  );
  const left = () =>
    world.sql(
      `select from graphile_worker.jobs where task_identifier in ('due-subscriptions', 'keep-subscription-days', 'test-started', 'test-due')`,
    );
  await expect.poll(left, { timeout: 20_000 }).toEqual([]);
};

describe('[C4] the days of a subscription', () => {
  test('what begins today is told at once, what begins later on its day and once', async () => {
    const now = await subscribed(world.globex, '2026-10-15');
    const later = await subscribed(world.globex, '2026-10-20');
    const elsewhere = await subscribed(world.initech, '2026-10-20');
    await hour();
    expect([now, later, elsewhere].map((id) => timesTold(started, id))).toEqual([1, 0, 0]);
    // The 20th begins in London while it is still the 19th in UTC.
    app.clock.set('2026-10-19T22:59:00Z');
    await hour();
    expect(timesTold(started, later)).toBe(0);
    app.clock.set('2026-10-19T23:01:00Z');
    await hour();
    await hour();
    expect([now, later, elsewhere].map((id) => timesTold(started, id))).toEqual([1, 1, 1]);
    const told = started.find(({ subscriptionIds }) => subscriptionIds.includes(elsewhere));
    expect(told).toEqual({ resellerId: world.contoso.id, subscriptionIds: [elsewhere] });
    const noted = await world.sql(
      `select actor_level, company_id, reference from audit_entry where action = 'startDueSubscriptions' order by reference, company_id`,
    );
    expect(noted).toEqual(
      expect.arrayContaining([
        { actor_level: null, company_id: world.globex.id, reference: '1 subscription' },
        { actor_level: null, company_id: world.initech.id, reference: '1 subscription' },
      ]),
    );
    expect(noted).toHaveLength(2);
  });

  test('what was cancelled for a day to come ends on that day, once; what never began just ends', async () => {
    app.clock.set('2026-11-02T09:00:00Z');
    world.globex.admin.token = await world.signIn(world.globex.admin.email);
    const running = await subscribed(world.globex, '2026-11-01');
    const never = await subscribed(world.globex, '2026-11-10');
    const cancel =
      'mutation ($id: ID!, $day: Date) { cancelSubscription(input: { id: $id, endsOn: $day }) { state } }';
    await app.ask(cancel, { id: running, day: '2026-11-10' }, world.globex.admin.token);
    await app.ask(cancel, { id: never, day: '2026-11-11' }, world.globex.admin.token);
    await world.sql(`update subscription set state = 'ACTIVE' where id = $1`, [running]);
    app.clock.set('2026-11-09T12:00:00Z');
    await hour();
    expect([await state(running), timesTold(ending, running)]).toEqual(['ACTIVE', 0]);
    // Nobody worked for two days: by then what was to begin on the 10th is over, too.
    app.clock.set('2026-11-11T12:00:00Z');
    await hour();
    await hour();
    expect(timesTold(ending, running)).toBe(1);
    expect(['ENDING', 'ENDED']).toContain(await state(running));
    expect([await state(never), timesTold(started, never), timesTold(ending, never)]).toEqual([
      'ENDED',
      0,
      0,
    ]);
  });
});

describe('[P1] setSubscriptionState', () => {
  const set = (
    id: string | string[],
    to: 'PENDING' | 'ACTIVE' | 'PARKED' | 'ENDED',
    resellerId = world.northwind.id,
  ) =>
    app.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
      setSubscriptionState(scope, id, to),
    );
  const fresh = async (from: SubscriptionState): Promise<string> =>
    (
      await addSubscription(world, world.globex, {
        productId: world.hosting,
        startsOn: '2026-11-01',
        state: from,
      })
    ).id;

  test('goes from one state to the next, for several at once', async () => {
    const ids = [await fresh('PENDING'), await fresh('PENDING')];
    for (const to of ['PARKED', 'PENDING', 'ACTIVE'] as const) {
      expect((await set(ids, to)).sort()).toEqual(ids.toSorted());
      expect(await Promise.all(ids.map(state))).toEqual([to, to]);
    }
    const gone = await fresh('ENDING');
    await set(gone, 'ENDED');
    expect(await state(gone)).toBe('ENDED');
  });

  test('what is ending does not come back, what is active does not just end', async () => {
    const [leaving, active] = [await fresh('ENDING'), await fresh('ACTIVE')];
    expect(await set(leaving, 'ACTIVE')).toEqual([]);
    expect(await set(leaving, 'PARKED')).toEqual([]);
    expect(await set(active, 'ENDED')).toEqual([]);
    expect([await state(leaving), await state(active)]).toEqual(['ENDING', 'ACTIVE']);
  });

  test('[S14] a job of another tenant changes nothing', async () => {
    const id = await fresh('PENDING');
    expect(await set(id, 'ACTIVE', world.contoso.id)).toEqual([]);
    expect(await state(id)).toBe('PENDING');
  });
});
