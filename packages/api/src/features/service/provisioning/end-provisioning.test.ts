import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvisioning } from './start-provisioning.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

const settled = (subscriptionId: string, state: string, action = 'PROVISION') =>
  expect.poll(async () => (await t.job(subscriptionId, action))?.state).toBe(state);

describe('endProvisioning', () => {
  test('[P1] what was provisioned is taken away, and then the subscription has ended', async () => {
    const { receiver, productId } = await t.target();
    const subscriptionId = await t.started(productId);
    await settled(subscriptionId, 'DONE');
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'DONE', 'DEPROVISION');
    expect(receiver.provisioned.get(subscriptionId)).toMatchObject({ observed: 'CANCELLED' });
    expect(await t.job(subscriptionId)).toMatchObject({ state: 'DONE', subscription_state: 'ENDED' });
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(2);
  });

  test('[P1] a manual task nobody has done is called off, and with it the subscription', async () => {
    const subscriptionId = await t.started(await t.product('MANUAL'));
    await settled(subscriptionId, 'WAITING');
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'CANCELLED');
    expect(await t.jobs(subscriptionId)).toMatchObject([
      { reason: 'The subscription was cancelled.', subscription_state: 'ENDED' },
    ]);
  });

  test('[P1] cancelled before there was a job: nothing is taken away, and the subscription has ended', async () => {
    const { receiver, productId } = await t.target();
    const subscriptionId = await t.subscription(productId);
    await t.ending(subscriptionId);
    const ended = () => t.world.sql('select state from subscription where id = $1', [subscriptionId]);
    await expect.poll(ended).toEqual([{ state: 'ENDED' }]);
    expect(await t.perform(startProvisioning, { subscriptionIds: [subscriptionId] })).toBe(0);
    expect(await t.jobs(subscriptionId)).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  test('[P1] what was refused was never there: nothing is taken away', async () => {
    const { productId } = await t.target({ products: [] });
    const subscriptionId = await t.started(productId);
    await settled(subscriptionId, 'PARKED');
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'CANCELLED');
    expect(await t.jobs(subscriptionId)).toMatchObject([{ subscription_state: 'ENDED' }]);
  });

  test('[P1] what may be there, for all that is known, is taken away', async () => {
    const { receiver, productId } = await t.target();
    receiver.behaveAs('unavailable');
    const subscriptionId = await t.started(productId);
    await settled(subscriptionId, 'RETRYING');
    receiver.behaveAs('normal');
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'DONE', 'DEPROVISION');
    expect(await t.job(subscriptionId)).toMatchObject({ state: 'CANCELLED', subscription_state: 'ENDED' });
  });

  test('[P1] cancelled while its message is under way: taken away after it, not before', async () => {
    const { receiver, productId } = await t.target({ delayMs: 700 });
    const subscriptionId = await t.started(productId);
    await expect.poll(() => receiver.received.length).toBe(1);
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'QUEUED', 'DEPROVISION');
    await settled(subscriptionId, 'DONE', 'DEPROVISION');
    expect(await t.job(subscriptionId)).toMatchObject({ state: 'DONE', subscription_state: 'ENDED' });
    expect(receiver.provisioned.get(subscriptionId)?.observed).toBe('CANCELLED');
    expect(receiver.received.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('[P1] a service that cannot be taken away stays visible as ending', async () => {
    const { receiver, productId } = await t.target();
    const subscriptionId = await t.started(productId);
    await settled(subscriptionId, 'DONE');
    receiver.behaveAs('gone');
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'PARKED', 'DEPROVISION');
    expect(await t.job(subscriptionId)).toMatchObject({ subscription_state: 'ENDING' });
  });

  test('[P1] a service set up by hand is taken away by hand', async () => {
    const productId = await t.product('MANUAL');
    const subscriptionId = await t.started(productId);
    await settled(subscriptionId, 'WAITING');
    const input = { jobId: (await t.job(subscriptionId))?.id };
    const done =
      'mutation ($input: CompleteManualTaskInput!) { completeManualTask(input: $input) { state } }';
    await t.test.ask(done, { input }, t.world.platform.staff.token);
    // From now on the product is provisioned by a webhook, which knows nothing of this one.
    await t.world.sql(`update product set connector = 'WEBHOOK' where id = $1`, [productId]);
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'WAITING', 'DEPROVISION');
  });

  test('[S80] being told twice takes away once', async () => {
    const { receiver, productId } = await t.target();
    const subscriptionId = await t.started(productId);
    await settled(subscriptionId, 'DONE');
    await t.ending(subscriptionId);
    await settled(subscriptionId, 'DONE', 'DEPROVISION');
    await t.ending(subscriptionId);
    await expect.poll(async () => (await t.job(subscriptionId))?.subscription_state).toBe('ENDING');
    expect(await t.jobs(subscriptionId)).toHaveLength(2);
    expect(receiver.changes).toBe(2);
  });
});
