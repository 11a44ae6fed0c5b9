import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

const RETRY = `mutation ($input: RetryProvisioningJobInput!) {
  retryProvisioningJob(input: $input) { id state connector attempts reason subscription { state } }
}`;
const retry = (token: string, jobId: string) =>
  t.test.ask<{ retryProvisioningJob: object }>(RETRY, { input: { jobId } }, token);
const code = (answer: Awaited<ReturnType<typeof retry>>) => answer.errors?.[0]?.extensions.code;

/** A job that its target has refused, and how to make the target take it. */
async function parked() {
  const known = `KNOWN-${newId()}`;
  const { receiver, productId } = await t.target({ products: [known] });
  const subscriptionId = await t.started(productId);
  await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('PARKED');
  return {
    known,
    receiver,
    productId,
    subscriptionId,
    jobId: (await t.job(subscriptionId))?.id ?? '',
    fix: () => t.world.sql('update product set code = $2 where id = $1', [productId, known]),
  };
}

describe('retryProvisioningJob', () => {
  test.each(['platform', 'northwind', 'globex'] as const)(
    '[P1] %s takes up what was fixed, and it succeeds',
    async (who) => {
      const { known, receiver, subscriptionId, jobId, fix } = await parked();
      await fix();
      const { token } = who === 'platform' ? t.world.platform.staff : t.world[who].admin;
      const answer = await retry(token, jobId);
      expect(answer.data.retryProvisioningJob).toMatchObject({
        id: jobId,
        state: 'QUEUED',
        attempts: 0,
        reason: null,
        subscription: { state: 'PENDING' },
      });
      await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('DONE');
      expect(await t.job(subscriptionId)).toMatchObject({
        outcomes: ['REFUSED', 'DONE'],
        subscription_state: 'ACTIVE',
      });
      expect(receiver.provisioned.get(subscriptionId)?.productCode).toBe(known);
      const audit = await t.world.sql(
        `select action from audit_entry where subject_id = $1 order by at, id`,
        [jobId],
      );
      expect(audit).toEqual([
        { action: 'attemptProvisioning' },
        { action: 'retryProvisioningJob' },
        { action: 'attemptProvisioning' },
      ]);
    },
  );

  test('[P1] goes to staff if the product has become a manual one', async () => {
    const { productId, jobId } = await parked();
    await t.world.sql(`update product set connector = 'MANUAL', connector_id = null where id = $1`, [
      productId,
    ]);
    const answer = await retry(t.world.globex.admin.token, jobId);
    expect(answer.data.retryProvisioningJob).toMatchObject({ state: 'WAITING', connector: 'MANUAL' });
  });

  test('twice is a conflict', async () => {
    const { receiver, jobId } = await parked();
    receiver.behaveAs('hang');
    expect(code(await retry(t.world.globex.admin.token, jobId))).toBeUndefined();
    expect(code(await retry(t.world.globex.admin.token, jobId))).toBe('CONFLICT');
    await receiver.stop();
  });

  test('an end user may not', async () => {
    const { jobId } = await parked();
    expect(code(await retry(t.world.globex.user.token, jobId))).toBe('FORBIDDEN');
  });

  test("[S10] another tenant's job is answered as one that does not exist", async () => {
    const { subscriptionId, jobId } = await parked();
    for (const { token } of [t.world.contoso.admin, t.world.initech.admin, t.world.acme.admin]) {
      const theirs = await retry(token, jobId);
      const nobodys = await retry(token, newId());
      expect(code(theirs)).toBe('NOT_FOUND');
      expect(theirs.errors).toEqual(nobodys.errors);
    }
    expect((await t.job(subscriptionId))?.state).toBe('PARKED');
  });

  test('names the field that is wrong', async () => {
    const answer = await retry(t.world.globex.admin.token, 'nonsense');
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'jobId' }],
    });
  });
});
