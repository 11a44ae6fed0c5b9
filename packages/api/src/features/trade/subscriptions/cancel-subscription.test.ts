import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { job, on } from '../../../kernel/jobs.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { subscriptionEnding } from './events.ts';

const toldOf = job({
  name: 'test-cancelled',
  for: 'tenant',
  does: [],
  payload: z.object({ resellerId: z.string(), subscriptionIds: z.array(z.string()) }),
  run: async () => {},
});
on(subscriptionEnding, toldOf);

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-15T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const subscribed = async (startsOn = '2026-10-01', active = true): Promise<string> => {
  const { data } = await app.ask<{ subscribe: { id: string } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input: { productId: world.hosting, startsOn } },
    world.globex.admin.token,
  );
  if (active) await world.sql(`update subscription set state = 'ACTIVE' where id = $1`, [data.subscribe.id]);
  return data.subscribe.id;
};
const cancel = (id: string, endsOn?: string, token = world.globex.admin.token) =>
  app.ask<{ cancelSubscription: { state: string; endsOn: string } }>(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { state endsOn } }',
    { input: { id, endsOn } },
    token,
  );
/** How often it was told that the subscription's service is to be taken away. */
const timesTold = async (id: string): Promise<number> => {
  const [queued] = await world.sql<{ count: number }>(
    `select count(*)::int as count from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = $1 and j.payload::jsonb = $2`,
    [toldOf.name, JSON.stringify({ resellerId: world.northwind.id, subscriptionIds: [id] })],
  );
  return queued?.count ?? 0;
};

describe('cancelSubscription', () => {
  test('[C4] today is the last day where nothing is said, and the service is taken away', async () => {
    const id = await subscribed();
    const { data } = await cancel(id);
    expect(data.cancelSubscription).toEqual({ state: 'ENDING', endsOn: '2026-10-16' });
    expect(await timesTold(id)).toBe(1);
    const [entry] = await world.sql(
      `select changed, reference, company_id from audit_entry where action = 'cancelSubscription' and subject_id = $1`,
      [id],
    );
    expect(entry).toEqual({
      changed: ['endsOn', 'state'],
      reference: expect.stringMatching(/^S-/),
      company_id: world.globex.id,
    });
  });

  test('[C4] it may have ended before, if staff say so', async () => {
    const { data } = await cancel(await subscribed(), '2026-10-10', world.platform.staff.token);
    expect(data.cancelSubscription).toEqual({ state: 'ENDING', endsOn: '2026-10-10' });
  });

  test.each([
    ['the past', '2026-10-01', '2026-10-10'],
    ['yesterday', '2026-10-01', '2026-10-15'],
    ['before the day it began', '2026-10-15', '2026-10-15'],
  ])('[C4] [B4] who pays for it cannot date its last day back: %s', async (_what, startsOn, endsOn) => {
    const id = await subscribed(startsOn);
    for (const { token } of [world.globex.admin, world.northwind.admin]) {
      expect((await cancel(id, endsOn, token)).errors?.[0]?.extensions).toEqual({
        code: 'INVALID_INPUT',
        fields: [
          {
            path: 'endsOn',
            message:
              "Must not be before 16 October 2026: today is the earliest last day. Only the platform's staff may date an end back.",
          },
        ],
      });
    }
    expect((await cancel(id, endsOn, world.platform.staff.token)).errors).toBeUndefined();
  });

  test('[C4] it goes on until a day to come, which may be changed', async () => {
    const id = await subscribed();
    expect((await cancel(id, '2026-12-01')).data.cancelSubscription).toEqual({
      state: 'ACTIVE',
      endsOn: '2026-12-01',
    });
    expect((await cancel(id, '2026-11-01')).data.cancelSubscription).toEqual({
      state: 'ACTIVE',
      endsOn: '2026-11-01',
    });
    expect((await cancel(id)).data.cancelSubscription).toEqual({ state: 'ENDING', endsOn: '2026-10-16' });
  });

  test('[C4] what has not begun never begins, and there is nothing to take away', async () => {
    const id = await subscribed('2026-12-01', false);
    expect((await cancel(id)).data.cancelSubscription).toEqual({ state: 'ENDED', endsOn: '2026-12-01' });
    expect(await timesTold(id)).toBe(0);
  });

  test('[C4] what has not begun may be bounded', async () => {
    const id = await subscribed('2026-12-01', false);
    expect((await cancel(id, '2026-12-24')).data.cancelSubscription).toEqual({
      state: 'PENDING',
      endsOn: '2026-12-24',
    });
  });

  test('[T3] the reseller and staff may too', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff]) {
      expect((await cancel(await subscribed(), undefined, token)).data.cancelSubscription.state).toBe(
        'ENDING',
      );
    }
  });

  test('an end user may not', async () => {
    const { errors } = await cancel(await subscribed(), undefined, world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] a subscription of another tenant is as one that does not exist', async () => {
    const id = await subscribed();
    for (const unknown of [id, newId()]) {
      const { errors } = await cancel(unknown, undefined, world.initech.admin.token);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such subscription.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await world.sql('select state, ends_on from subscription where id = $1', [id])).toEqual([
      { state: 'ACTIVE', ends_on: null },
    ]);
  });

  test.each([['2026-09-30'], ['2026-09-13'], ['2026-13-01'], ['tomorrow']])(
    'a last day of %s names its field',
    async (endsOn) => {
      const { errors } = await cancel(await subscribed(), endsOn, world.platform.staff.token);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'endsOn' }] });
    },
  );

  test('twice, or at once: it is taken away once', async () => {
    const id = await subscribed();
    const answers = await Promise.all([cancel(id), cancel(id), cancel(id)]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    expect(await timesTold(id)).toBe(1);
    const later = await subscribed();
    await cancel(later, '2026-12-01');
    expect((await cancel(later, '2026-12-01')).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'endsOn' }],
    });
  });
});
