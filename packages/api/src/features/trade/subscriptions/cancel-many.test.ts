import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-15T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Outcome {
  done: number;
  refused: { id: string; name: string; reason: string }[];
}
const bulk = async (verb: string, input: object, token = world.globex.admin.token) => {
  const answer = await app.ask<Record<string, Outcome>>(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { done refused { id name reason } } }`,
    { input },
    token,
  );
  return { outcome: answer.data?.[verb], error: answer.errors?.[0] };
};
const subscribed = async (startsOn = '2026-10-01', company: TestCompany = world.globex): Promise<string> => {
  const { data } = await app.ask<{ subscribe: { id: string } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input: { productId: world.hosting, startsOn } },
    company.admin.token,
  );
  return data.subscribe.id;
};
const ends = (ids: string[]) =>
  world.sql<{ ends_on: string; state: string }>(
    'select ends_on::text, state from subscription where id = any ($1) order by starts_on, id',
    [ids],
  );

describe('cancelSubscriptions', () => {
  test('[C4] ends what can end so: what never began never does; what was cancelled is named', async () => {
    const [one, other, coming] = [await subscribed(), await subscribed(), await subscribed('2026-11-01')];
    expect((await bulk('cancelSubscriptions', { ids: [one] })).outcome).toEqual({ done: 1, refused: [] });
    const all = [one, other, coming];
    expect((await bulk('cancelSubscriptions', { ids: all })).outcome).toEqual({
      done: 2,
      refused: [
        { id: one, name: 'hosting · Globex Ltd', reason: 'This subscription has been cancelled already.' },
      ],
    });
    expect(await ends(all)).toEqual([
      { ends_on: '2026-10-16', state: 'ENDING' },
      { ends_on: '2026-10-16', state: 'ENDING' },
      { ends_on: '2026-11-01', state: 'ENDED' },
    ]);
    const noted = await world.sql(
      "select subject_id, company_id, changed from audit_entry where action = 'cancelSubscriptions'",
    );
    expect(noted).toHaveLength(3);
  });

  test('[C4] by a day to come they go on until then; a day before the first is no day', async () => {
    const [one, coming] = [await subscribed(), await subscribed('2026-12-01')];
    const ids = [one, coming];
    const { outcome } = await bulk('cancelSubscriptions', { ids, endsOn: '2026-11-01' });
    expect(outcome).toMatchObject({
      done: 1,
      refused: [{ id: coming, reason: 'Must not be before the first day, 1 December 2026.' }],
    });
    expect(await ends([one])).toEqual([{ ends_on: '2026-11-01', state: 'PENDING' }]);
  });

  test('[C4] nothing is dated back, not even by staff', async () => {
    const ids = [await subscribed()];
    const input = { ids, endsOn: '2026-10-15' };
    for (const token of [undefined, world.platform.staff.token])
      expect((await bulk('cancelSubscriptions', input, token)).error?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'endsOn' }],
      });
  });

  test('[S10] one of another tenant among them, and none is ended; staff reach several', async () => {
    const [own, theirs] = [await subscribed(), await subscribed('2026-10-01', world.initech)];
    for (const other of [theirs, newId()])
      expect((await bulk('cancelSubscriptions', { ids: [own, other] })).error?.extensions.code).toBe(
        'NOT_FOUND',
      );
    expect(await ends([own])).toEqual([{ ends_on: null, state: 'PENDING' }]);
    const both = await bulk('cancelSubscriptions', { ids: [own, theirs] }, world.platform.staff.token);
    expect(both.outcome?.done).toBe(2);
    const { token } = world.globex.user;
    expect((await bulk('cancelSubscriptions', { ids: [own] }, token)).error?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('cancelServices', () => {
  test('[C4] ends one service of many people, and names who does not have it; others’ people are not there', async () => {
    const people: string[] = [];
    for (const firstName of ['Ada', 'Ben', 'Cy']) {
      const { data } = await app.ask<{ addEndUser: { id: string } }>(
        'mutation ($firstName: String!) { addEndUser(input: { firstName: $firstName, lastName: "Lovelace" }) { id } }',
        { firstName },
        world.globex.admin.token,
      );
      people.push(data.addEndUser.id);
    }
    await app.ask(
      'mutation ($input: SubscribeEndUsersInput!) { subscribeEndUsers(input: $input) }',
      { input: { endUserIds: people.slice(0, 2), productIds: [world.archive, world.mailbox] } },
      world.globex.admin.token,
    );
    const input = { endUserIds: people, productId: world.archive };
    expect((await bulk('cancelServices', input, world.initech.admin.token)).error?.extensions.code).toBe(
      'NOT_FOUND',
    );
    expect((await bulk('cancelServices', input)).outcome).toEqual({
      done: 2,
      refused: [{ id: people[2], name: 'Cy Lovelace', reason: 'Does not have it.' }],
    });
    expect((await bulk('cancelServices', input)).outcome).toMatchObject({ done: 0, refused: [{}, {}, {}] });
    const left = await world.sql(
      "select product_id from subscription where end_user_id = any ($1) and state = 'PENDING'",
      [people],
    );
    expect(left).toEqual([{ product_id: world.mailbox }, { product_id: world.mailbox }]);
  });
});
