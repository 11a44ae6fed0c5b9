import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { provisioningMessage } from '../../../demo/provisioning-receiver.ts';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { lockJob } from './locked-job.ts';
import { retryProvisioningJob } from './retry-provisioning-job.ts';
import { startProvisioning } from './start-provisioning.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

const state = async (subscriptionId: string) => (await t.job(subscriptionId))?.state;

describe('attemptProvisioning', () => {
  test('[P1] tells the endpoint what is desired, and the subscription becomes active', async () => {
    const { receiver, productId } = await t.target();
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('DONE');
    const job = await t.job(subscriptionId);
    expect(job).toMatchObject({
      attempts: 1,
      reason: null,
      outcomes: ['DONE'],
      subscription_state: 'ACTIVE',
    });
    expect(receiver.received).toMatchObject([{ id: job?.id, attempt: 1, status: 200 }]);
    const message = provisioningMessage.parse(JSON.parse(receiver.received[0]?.body ?? ''));
    expect(message.data).toMatchObject({ subscriptionId, address: 'user@globex.example', desired: 'ACTIVE' });
    expect(
      await t.world.sql('select action, reference from audit_entry where subject_id = $1', [job?.id]),
    ).toEqual([{ action: 'attemptProvisioning', reference: `S-${subscriptionId.slice(-8)}` }]);
  });

  test('[P1] after a 503 it waits, repeats the same message and succeeds', async () => {
    const { receiver, productId } = await t.target();
    receiver.behaveAs('unavailable');
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('RETRYING');
    const job = await t.job(subscriptionId);
    expect(job).toMatchObject({
      attempts: 1,
      reason: 'The provisioning system is not available (503): Out of order',
      subscription_state: 'PENDING',
    });
    const waitMs = (job?.next_attempt_at?.getTime() ?? 0) - t.test.clock.now().getTime();
    expect(waitMs).toBeGreaterThanOrEqual(5_000);
    expect(waitMs).toBeLessThanOrEqual(6_000);

    // Before its time nothing is sent, even if the queue brings it.
    expect(await t.perform(attemptProvisioning, { jobId: job?.id ?? '' })).toBeNull();
    expect(receiver.received).toHaveLength(1);

    receiver.behaveAs('normal');
    t.test.clock.forward(6_000);
    await t.again(job?.id ?? '');
    await expect.poll(() => state(subscriptionId)).toBe('DONE');
    expect(await t.job(subscriptionId)).toMatchObject({
      attempts: 2,
      outcomes: ['UNAVAILABLE', 'DONE'],
      reason: null,
    });
    const [first, second] = receiver.received;
    expect(second).toMatchObject({ id: first?.id, body: first?.body, attempt: 2 });
    expect(receiver.changes).toBe(1);
  });

  test('[P1] is parked after eight attempts', async () => {
    const { receiver, productId } = await t.target();
    receiver.behaveAs('unavailable');
    const subscriptionId = await t.started(productId);
    for (let attempt = 1; attempt < 8; attempt += 1) {
      await expect.poll(() => t.job(subscriptionId)).toMatchObject({ state: 'RETRYING', attempts: attempt });
      t.test.clock.forward(30 * 3_600_000);
      await t.again((await t.job(subscriptionId))?.id ?? '');
    }
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    expect(await t.job(subscriptionId)).toMatchObject({
      attempts: 8,
      reason: 'Given up after 8 attempts. The provisioning system is not available (503): Out of order',
      next_attempt_at: null,
      subscription_state: 'PARKED',
    });
    expect(receiver.received).toHaveLength(8);
  });

  test('[P1] [S78] what was given up may have been done: taken up again it says the same, whatever has changed', async () => {
    const { receiver, productId } = await t.target();
    receiver.behaveAs('unavailable');
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('RETRYING');
    const jobId = (await t.job(subscriptionId))?.id ?? '';
    await t.world.sql('update provisioning_job set attempts = 7 where id = $1', [jobId]);
    t.test.clock.forward(30 * 3_600_000);
    await t.again(jobId);
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');

    await t.world.sql('update subscription set quantity = 3 where id = $1', [subscriptionId]);
    receiver.behaveAs('normal');
    await t.perform(retryProvisioningJob, { jobId });
    await expect.poll(() => state(subscriptionId)).toBe('DONE');
    const [first, ...others] = receiver.received.map(({ id, body }) => ({ id, body }));
    expect(others).toEqual([first, first]);
  });

  test('[P1] a refusal parks the job at once, with what the receiver says', async () => {
    const { receiver, productId } = await t.target({ products: ['SOMETHING-ELSE'] });
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    const job = await t.job(subscriptionId);
    expect(job?.reason).toMatch(
      /^The provisioning system refused it \(400\): There is no product CODE-\d+ here$/,
    );
    expect(job).toMatchObject({ attempts: 1, outcomes: ['REFUSED'], subscription_state: 'PARKED' });
    expect(receiver.received).toHaveLength(1);
  });

  test('[S66] a redirect is refused, not followed', async () => {
    const { receiver, productId } = await t.target();
    receiver.behaveAs('redirect');
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    expect((await t.job(subscriptionId))?.reason).toContain('redirect (307), which is never followed');
    expect(receiver.received).toHaveLength(1);
  });

  test('[S66] an address that may not be called is not called', async () => {
    const { productId, connectorId } = await t.target();
    await t.world.sql(`update connector set url = 'https://169.254.169.254/latest/meta-data' where id = $1`, [
      connectorId,
    ]);
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    const job = await t.job(subscriptionId);
    expect(job?.reason).toBe(
      'The address of the provisioning system may not be called: staff must change it.',
    );
    expect(job?.outcomes).toEqual(['NOT_SENT']);
  });

  test('[S78] 410 switches the endpoint off: the next job is parked without a call', async () => {
    const { receiver, productId, connectorId } = await t.target();
    receiver.behaveAs('gone');
    const first = await t.started(productId);
    await expect.poll(() => state(first)).toBe('PARKED');
    expect((await t.job(first))?.reason).toContain('its endpoint is gone');
    const [connector] = await t.world.sql<{ disabled_at: Date }>(
      'select disabled_at from connector where id = $1',
      [connectorId],
    );
    expect(connector?.disabled_at).toEqual(t.test.clock.now());

    const second = await t.started(productId, t.world.initech);
    await expect.poll(() => state(second)).toBe('PARKED');
    expect((await t.job(second))?.reason).toMatch(/^The endpoint for Product \d+ is gone/);
    expect(receiver.received).toHaveLength(1);
  });

  test('[P2] 410 from an address that was replaced meanwhile leaves the new one on', async () => {
    const { receiver, productId, connectorId } = await t.target();
    receiver.behaveAs('gone');
    const staff = new pg.Client({ connectionString: t.test.database.superuserUrl });
    await staff.connect();
    onTestFinished(() => staff.end());
    await staff.query('begin');
    await staff.query(`update steward.connector set url = 'https://new.example/hook' where id = $1`, [
      connectorId,
    ]);
    const first = await t.started(productId);
    await expect.poll(() => receiver.received).toMatchObject([{ status: 410 }]);
    await staff.query('commit');
    await expect.poll(() => state(first)).toBe('PARKED');
    expect(await t.world.sql('select disabled_at from connector where id = $1', [connectorId])).toEqual([
      { disabled_at: null },
    ]);
  });

  test('[S80] a job that is at work holds up nobody who only refers to its subscription', async () => {
    const subscriptionId = await t.started(await t.product('MANUAL'));
    await expect.poll(() => state(subscriptionId)).toBe('WAITING');
    const job = await t.job(subscriptionId);
    await t.as(null, async (scope) => {
      await lockJob(scope, job?.id ?? '');
      const referring = t.world.sql('select id from subscription where id = $1 for key share nowait', [
        subscriptionId,
      ]);
      await expect(referring).resolves.toHaveLength(1);
    });
  });

  test('[P1] without an endpoint it is parked and says for what', async () => {
    const subscriptionId = await t.started(await t.product('WEBHOOK'));
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    expect((await t.job(subscriptionId))?.reason).toMatch(/^No endpoint is configured for Product \d+\.$/);
  });

  test('[S55] a secret that this installation cannot open parks the job', async () => {
    const { productId, connectorId, receiver } = await t.target();
    await t.world.sql(`update connector set secret = 'deadbeef.AAAA' where id = $1`, [connectorId]);
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    expect((await t.job(subscriptionId))?.reason).toContain('cannot be read');
    expect(receiver.received).toHaveLength(0);
  });

  test('[S80] coming twice starts one job, and attempts it once', async () => {
    const { receiver, productId } = await t.target();
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('DONE');
    expect(await t.perform(startProvisioning, { subscriptionIds: [subscriptionId] })).toBe(0);
    const [job] = await t.jobs(subscriptionId);
    expect(await t.perform(attemptProvisioning, { jobId: job?.id ?? '' })).toBeNull();
    expect(await t.jobs(subscriptionId)).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
  });

  test("[S14] another tenant's worker finds nothing to do", async () => {
    const idle = await ProvisioningTest.start({ worker: false });
    onTestFinished(() => idle.close());
    const { receiver, productId } = await idle.target();
    const subscriptionId = await idle.subscription(productId);
    await idle.perform(startProvisioning, { subscriptionIds: [subscriptionId] });
    const jobId = (await idle.job(subscriptionId))?.id ?? '';
    expect(await idle.perform(attemptProvisioning, { jobId }, idle.world.contoso.id)).toBeNull();
    expect(receiver.received).toHaveLength(0);
    expect(await idle.perform(attemptProvisioning, { jobId })).toBe('DONE');
  });

  test('[P1] [S15] consoles hear of the job and of the subscription, by id only', async () => {
    const listener = new pg.Client({ connectionString: t.test.database.superuserUrl });
    await listener.connect();
    onTestFinished(() => listener.end());
    const heard: { kind: string; id?: string; companyId: string }[] = [];
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}')));
    await listener.query('listen steward_changed');
    const { productId } = await t.target();
    const subscriptionId = await t.started(productId);
    const ofSubscription = () =>
      heard.filter(({ kind, id }) => kind === 'Subscription' && id === subscriptionId);
    await expect.poll(() => ofSubscription().length).toBe(1);
    const jobId = (await t.job(subscriptionId))?.id;
    // Made, taken up, done.
    const ofJob = heard.filter(
      ({ kind, id }) => kind === 'ProvisioningJob' && (id === undefined || id === jobId),
    );
    expect(ofJob.map(({ id }) => id)).toEqual([undefined, jobId, jobId]);
    expect(new Set(heard.map(({ companyId }) => companyId))).toEqual(new Set([t.world.globex.id]));
    expect(JSON.stringify(heard)).not.toContain('@');
  });

  test('[P1] many at once: every subscription gets its job and is provisioned once', async () => {
    const { receiver, productId } = await t.target();
    const ids: string[] = [];
    for (const company of [t.world.globex, t.world.initech, t.world.acme])
      ids.push(await t.started(productId, company));
    await expect.poll(async () => Promise.all(ids.map(state))).toEqual(['DONE', 'DONE', 'DONE']);
    expect(receiver.changes).toBe(3);
    expect([...receiver.provisioned.keys()].sort()).toEqual([...ids].sort());
  });
});
