import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { deliver } from './deliver.ts';
import { leaseAttempt } from './lease-attempt.ts';
import { recoverProvisioning } from './recover-provisioning.ts';
import { startProvisioning } from './start-provisioning.ts';
import { ProvisioningTest, type Target } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  // The tests are the worker, so that they can die in the middle.
  t = await ProvisioningTest.start({ worker: false });
});
afterAll(() => t.close());

/** A queued job that nobody has attempted. */
async function queued(target: Target): Promise<{ subscriptionId: string; jobId: string }> {
  const subscriptionId = await t.subscription(target.productId);
  await t.perform(startProvisioning, { subscriptionIds: [subscriptionId] });
  return { subscriptionId, jobId: (await t.job(subscriptionId))?.id ?? '' };
}

const lease = async (jobId: string) => {
  const leased = await t.as(t.world.northwind.id, (scope) =>
    leaseAttempt(scope, t.test.app.services.seals, jobId),
  );
  if (!leased || !('body' in leased.target)) throw new Error('The job could not be leased.');
  return { ...leased, target: leased.target };
};

const LEASE_MS = 121_000;

describe('recoverProvisioning', () => {
  test('[S80] a worker killed after the call: the message is repeated, the effect is not', async () => {
    const target = await t.target();
    const { subscriptionId, jobId } = await queued(target);
    const { leasedAt, target: endpoint } = await lease(jobId);
    const { body } = endpoint;
    const { outbound } = t.test.app.services;
    expect(await deliver(endpoint, { id: jobId, body, at: leasedAt }, outbound.allow)).toMatchObject({
      outcome: 'DONE',
    });
    // Here the worker dies. Nobody else may take the job while its lease may still be good.
    expect(await t.perform(attemptProvisioning, { jobId })).toBeNull();
    await t.perform(recoverProvisioning, {}, null);
    expect(await t.job(subscriptionId)).toMatchObject({ state: 'RUNNING', outcomes: [] });

    t.test.clock.forward(LEASE_MS);
    await t.perform(recoverProvisioning, {}, null);
    expect(await t.job(subscriptionId)).toMatchObject({
      state: 'RETRYING',
      attempts: 1,
      outcomes: ['INTERRUPTED'],
    });
    expect(await t.perform(attemptProvisioning, { jobId })).toBe('DONE');
    expect(await t.job(subscriptionId)).toMatchObject({ attempts: 2, subscription_state: 'ACTIVE' });
    expect(target.receiver.received).toHaveLength(2);
    expect(target.receiver.changes).toBe(1);
  });

  test('[S80] a worker that was thought dead and comes back changes nothing', async () => {
    const target = await t.target();
    const { subscriptionId, jobId } = await queued(target);
    const late = await lease(jobId);
    t.test.clock.forward(LEASE_MS);
    await t.perform(recoverProvisioning, {}, null);
    expect(await t.perform(attemptProvisioning, { jobId })).toBe('DONE');
    const refused = { outcome: 'REFUSED', reason: 'No.', detail: null, durationMs: 1 } as const;
    await t.as(t.world.northwind.id, (scope) =>
      attemptProvisioning.settle(scope, late, refused, { jobId }, t.test.app.services),
    );
    expect(await t.job(subscriptionId)).toMatchObject({
      state: 'DONE',
      subscription_state: 'ACTIVE',
      outcomes: ['INTERRUPTED', 'DONE'],
    });
  });

  test('[S80] a job that brings the worker down every time is parked', async () => {
    const target = await t.target();
    const { subscriptionId, jobId } = await queued(target);
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await lease(jobId);
      t.test.clock.forward(LEASE_MS);
      await t.perform(recoverProvisioning, {}, null);
    }
    expect(await t.perform(attemptProvisioning, { jobId })).toBe('PARKED');
    expect((await t.job(subscriptionId))?.reason).toBe('The attempts were interrupted again and again.');
    expect(target.receiver.received).toHaveLength(0);
  });

  test('[S80] a job whose entry in the queue was lost is queued again, at its old place', async () => {
    const { jobId } = await queued(await t.target());
    const entry = () =>
      t.world.sql<{ at: Date }>('select run_at as at from graphile_worker._private_jobs where key like $1', [
        `%${jobId}`,
      ]);
    expect(await entry()).toHaveLength(1);
    await t.world.sql('delete from graphile_worker._private_jobs where key like $1', [`%${jobId}`]);
    await t.perform(recoverProvisioning, {}, null);
    expect(await entry()).toHaveLength(0);
    t.test.clock.forward(LEASE_MS);
    await t.perform(recoverProvisioning, {}, null);
    expect(await entry()).toHaveLength(1);
  });

  test('[S80] a subscription cancelled while the worker died is not provisioned any more', async () => {
    const target = await t.target();
    const { subscriptionId, jobId } = await queued(target);
    await lease(jobId);
    await t.world.sql(`update subscription set state = 'ENDING' where id = $1`, [subscriptionId]);
    t.test.clock.forward(LEASE_MS);
    await t.perform(recoverProvisioning, {}, null);
    expect(await t.job(subscriptionId)).toMatchObject({ state: 'CANCELLED', outcomes: ['INTERRUPTED'] });
    expect(await t.perform(attemptProvisioning, { jobId })).toBeNull();
  });
});
