import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { ProvisioningTest, type Target } from './testing.ts';

let t: ProvisioningTest;
let target: Target;
let manual: string;
let bundle: string;
let count = 0;

beforeAll(async () => {
  t = await ProvisioningTest.start();
  target = await t.target();
  manual = await t.product('MANUAL');
  bundle = await addProduct(t.world, 'PRV-BUNDLE', { unit: 'PER_USER', parts: [target.productId, manual] });
});
afterAll(() => t.close());

interface Row {
  id: string;
  state: string;
  actions: string[];
  jobs: string[];
}
/** The bundle, then its parts, with the states of their jobs. */
const held = (headId: string) =>
  t.world.sql<Row>(
    `select s.id, s.state, array(select j.action from provisioning_job j where j.subscription_id = s.id order by j.created_at, j.id) as actions,
        array(select j.state from provisioning_job j where j.subscription_id = s.id order by j.created_at, j.id) as jobs
      from subscription s where s.id = $1 or s.part_of_id = $1 order by s.part_of_id nulls first, s.id`,
    [headId],
  );
const states = async (headId: string) => (await held(headId)).map(({ state }) => state);
const complete = (jobId: string) =>
  t.test.ask(
    'mutation ($input: CompleteManualTaskInput!) { completeManualTask(input: $input) { id } }',
    { input: { jobId } },
    t.world.platform.staff.token,
  );
const jobOf = async (subscriptionId: string) => (await t.jobs(subscriptionId))[0];
const ordered = async (): Promise<string> => {
  const { data } = await t.test.ask<{ addEndUser: { id: string } }>(
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
    { input: { firstName: 'Ada', lastName: `Bundle ${++count}` } },
    t.world.globex.admin.token,
  );
  const made = await t.test.ask<{ subscribe: { id: string } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input: { productId: bundle, endUserId: data.addEndUser.id } },
    t.world.globex.admin.token,
  );
  expect(made.errors).toBeUndefined();
  return made.data.subscribe.id;
};
const cancel = (id: string) =>
  t.test.ask<{ cancelSubscription: { state: string } }>(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { state } }',
    { input: { id } },
    t.world.globex.admin.token,
  );

describe('a bundle', () => {
  test('[P1] is set up as its parts, is there when all of them are, and gone when all of them are', async () => {
    const id = await ordered();
    await expect.poll(() => states(id), { timeout: 15_000 }).toEqual(['PENDING', 'ACTIVE', 'PENDING']);
    const [head, sent, byHand] = await held(id);
    expect(head?.actions).toEqual([]);
    expect([sent?.jobs, byHand?.jobs]).toEqual([['DONE'], ['WAITING']]);
    const task = await jobOf(byHand?.id ?? '');
    expect((await complete(task?.id ?? '')).errors).toBeUndefined();
    expect(await states(id)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);

    expect((await cancel(id)).data.cancelSubscription.state).toBe('ENDING');
    expect((await states(id))[0]).toBe('ENDING');
    await expect.poll(() => states(id), { timeout: 15_000 }).toEqual(['ENDING', 'ENDED', 'ENDING']);
    const away = await t.job(byHand?.id ?? '', 'DEPROVISION');
    expect((await complete(away?.id ?? '')).errors).toBeUndefined();
    expect(await states(id)).toEqual(['ENDED', 'ENDED', 'ENDED']);
    expect((await held(id))[0]?.actions).toEqual([]);
  });

  test('[P1] has failed when one of its parts has, and is there again once that is mended', async () => {
    const id = await ordered();
    await expect.poll(() => states(id), { timeout: 15_000 }).toEqual(['PENDING', 'ACTIVE', 'PENDING']);
    const [, , byHand] = await held(id);
    const set = (state: string) =>
      t.world.sql('update subscription set state = $2 where id = $1', [byHand?.id, state]);
    await set('PARKED');
    expect((await states(id))[0]).toBe('PARKED');
    await set('PENDING');
    expect((await states(id))[0]).toBe('PENDING');
    await set('ACTIVE');
    expect((await states(id))[0]).toBe('ACTIVE');
  });

  test('[P1] two parts that are done at the same moment leave it there', async () => {
    for (const _ of [1, 2, 3, 4, 5]) {
      const id = await ordered();
      await expect.poll(() => states(id), { timeout: 15_000 }).toEqual(['PENDING', 'ACTIVE', 'PENDING']);
      const [, one, other] = await held(id);
      await t.world.sql(`update subscription set state = 'PENDING' where id = $1`, [one?.id]);
      await Promise.all(
        [one, other].map((part) =>
          t.world.sql(`update subscription set state = 'ACTIVE' where id = $1`, [part?.id]),
        ),
      );
      expect(await states(id)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    }
  });
});
