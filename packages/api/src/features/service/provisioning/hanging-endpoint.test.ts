import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueMail } from '../../desk/notifications/index.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

test('[P1] an endpoint that hangs holds up neither other endpoints nor other work', async () => {
  const hanging = await t.target();
  hanging.receiver.behaveAs('hang');
  const stuck: string[] = [];
  for (let i = 0; i < 15; i += 1) {
    const { productId } = i === 0 ? hanging : await sibling(hanging.connectorId);
    // Of the company as a whole: what one person is given goes one by one anyway.
    stuck.push(await t.started(productId, t.world.globex, null));
  }
  await expect.poll(() => hanging.receiver.received.length).toBe(3);

  const well = await t.target();
  const served = [await t.started(well.productId), await t.started(well.productId, t.world.initech)];
  const tenancy = { resellerId: t.world.northwind.id, companyId: null, endUserId: null };
  await t.as(t.world.northwind.id, (scope) =>
    queueMail(scope, { ...tenancy, to: 'a@b.example', subject: 'Hello', body: 'Text', cause: 'test' }),
  );
  const states = async (ids: string[]) => Promise.all(ids.map(async (id) => (await t.job(id))?.state));
  await expect.poll(() => states(served), { timeout: 9_000 }).toEqual(['DONE', 'DONE']);
  await expect
    .poll(() => t.world.sql('select state from mail'), { timeout: 9_000 })
    .toEqual([{ state: 'OUTBOX' }]);

  // All that while the endpoint had no more than its three places, and nobody gave up yet.
  expect(hanging.receiver.received).toHaveLength(3);
  expect((await states(stuck)).filter((state) => state === 'RUNNING')).toHaveLength(3);

  // The three are given up after ten seconds; others take their places.
  await expect.poll(async () => (await states(stuck)).includes('RETRYING'), { timeout: 15_000 }).toBe(true);
  const timedOut = (await Promise.all(stuck.map((id) => t.job(id)))).find((job) => job?.state === 'RETRYING');
  expect(timedOut).toMatchObject({
    outcomes: ['TIMEOUT'],
    reason: 'The provisioning system did not answer within 10 seconds.',
  });
  await expect.poll(() => hanging.receiver.received.length).toBeGreaterThan(3);
  await hanging.receiver.stop();
});

/** Another product of the same endpoint: an end user takes each product once. */
async function sibling(connectorId: string): Promise<{ productId: string }> {
  const productId = await t.product('WEBHOOK');
  await t.world.sql('update product set connector_id = $2 where id = $1', [productId, connectorId]);
  return { productId };
}
