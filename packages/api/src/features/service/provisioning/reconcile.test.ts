import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { endProvisioning } from './end-provisioning.ts';
import { observeDue } from './observe-due.ts';
import { observeSubscription } from './observe-subscription.ts';
import { startChange } from './start-change.ts';
import { startProvisioning } from './start-provisioning.ts';
import { place as placeOf } from './testing/place.ts';
import { standInKind, useStandInKind } from './testing/stand-in.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  useStandInKind();
  // The tests are the worker.
  t = await ProvisioningTest.start({ worker: false });
});
afterAll(() => t.close());

const place = () => placeOf(t);

const attempt = async (subscriptionId: string, action = 'PROVISION') =>
  t.perform(attemptProvisioning, { jobId: (await t.job(subscriptionId, action))?.id ?? '' });

/** A subscription whose service is there. */
async function provided(productId: string, company = t.world.globex): Promise<string> {
  const subscriptionId = await t.subscription(productId, company);
  await t.perform(startProvisioning, { subscriptionIds: [subscriptionId] }, company.resellerId);
  const job = await t.job(subscriptionId);
  expect(await t.perform(attemptProvisioning, { jobId: job?.id ?? '' }, company.resellerId)).toBe('DONE');
  return subscriptionId;
}

interface Service {
  state: string;
  observable: boolean;
  observedAt: string | null;
  desired: { attribute: string; label: string; value: string }[] | null;
  observed: { attribute: string; value: string }[] | null;
  drift: { attribute: string; desired: string | null; observed: string | null; since: string }[] | null;
  acceptedDrift: { attribute: string }[] | null;
}
const service = async (subscriptionId: string, token = t.world.platform.staff.token): Promise<Service> =>
  (
    await t.test.ask<{ subscription: Service }>(
      `query ($id: ID!) { subscription(id: $id) { state observable observedAt desired { attribute label value }
        observed { attribute value } drift { attribute desired observed since } acceptedDrift { attribute } } }`,
      { id: subscriptionId },
      token,
    )
  ).data.subscription;
const send = (name: string, subscriptionId: string, token: string) =>
  t.test.ask(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
    { input: { subscriptionId } },
    token,
  );
const rule = (connectorId: string, policy: string) =>
  t.test.ask(
    `mutation ($input: SetDriftRuleInput!) { setDriftRule(input: $input) { driftRules { policy everyHours } } }`,
    { input: { connectorId, policy, everyHours: 12 } },
    t.world.platform.staff.token,
  );

describe('a job that goes to a connector', () => {
  test('[P1] looks, takes the steps that lead there, looks again and notes both; the next change takes one step', async () => {
    const { standIn, productId } = await place();
    const id = await provided(productId);
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 1 });
    const seen = await service(id);
    expect(seen).toMatchObject({ state: 'ACTIVE', observable: true, drift: [] });
    expect(seen.desired).toContainEqual({ attribute: 'quantity', label: 'Quantity', value: '1' });
    expect(seen.observed).toContainEqual({ attribute: 'quantity', value: '1' });

    await t.world.sql('update subscription set quantity = 3 where id = $1', [id]);
    await t.perform(startChange, { subscriptionIds: [id] });
    expect(await attempt(id, 'CHANGE')).toBe('DONE');
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 3 });
    const [steps] = await t.world.sql<{ steps: unknown }>(
      `select a.steps from provisioning_attempt a join provisioning_job j on j.id = a.job_id
        where j.subscription_id = $1 and j.action = 'CHANGE'`,
      [id],
    );
    expect(steps?.steps).toEqual([{ name: 'set', words: 'Set quantity to 3', done: true }]);
    expect(standIn).toMatchObject({ duplicates: [] });

    await t.world.sql(`update subscription set state = 'ENDING' where id = $1`, [id]);
    await t.perform(endProvisioning, { subscriptionIds: [id] });
    expect(await attempt(id, 'DEPROVISION')).toBe('DONE');
    expect(standIn.accounts.size).toBe(0);
    expect(await service(id)).toMatchObject({ state: 'ENDED', desired: [], observed: [] });
  });

  test('[P1] a refusal parks it with its reason, the step that failed, and is found by it', async () => {
    const { standIn, connectorId, productId } = await place();
    const id = await t.subscription(productId);
    await t.perform(startProvisioning, { subscriptionIds: [id] });
    standIn.behaveAs('refusing');
    expect(await attempt(id)).toBe('PARKED');
    expect(await t.job(id)).toMatchObject({ reason: 'The stand-in refused it: No licence is left.' });

    const board = `{ provisioningBoard { failed hours { done } failures { connectorId fault jobs reason } connectors { connectorId failed } } }`;
    const { data } = await t.test.ask<{ provisioningBoard: Record<string, unknown[]> }>(
      board,
      {},
      t.world.platform.staff.token,
    );
    expect(data.provisioningBoard.failures).toContainEqual({
      connectorId,
      fault: 'REFUSED',
      jobs: 1,
      reason: 'The stand-in refused it: No licence is left.',
    });
    expect(data.provisioningBoard.hours).toHaveLength(24);
    expect(data.provisioningBoard.connectors).toContainEqual({ connectorId, failed: 1 });
    expect((await t.test.ask(board, {}, t.world.northwind.admin.token)).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );

    standIn.behaveAs('normal');
    const again = `mutation ($input: RetryProvisioningJobsInput!) { retryProvisioningJobs(input: $input) }`;
    const input = { connectorId, fault: 'REFUSED' };
    expect((await t.test.ask(again, { input }, t.world.northwind.admin.token)).errors).toBeDefined();
    expect((await t.test.ask(again, { input }, t.world.platform.staff.token)).data).toEqual({
      retryProvisioningJobs: 1,
    });
    expect((await t.test.ask(again, { input }, t.world.platform.staff.token)).data).toEqual({
      retryProvisioningJobs: 0,
    });
    expect(await attempt(id)).toBe('DONE');
    expect(await t.job(id)).toMatchObject({ subscription_state: 'ACTIVE' });
  });

  test('[P1] whoever asks to be left alone is: the job waits, and so does the next one, and it counts as no attempt', async () => {
    const { standIn, productId } = await place();
    const [first, second] = [
      await t.subscription(productId),
      await t.subscription(productId, t.world.initech),
    ];
    await t.perform(startProvisioning, { subscriptionIds: [first] });
    await t.perform(startProvisioning, { subscriptionIds: [second] }, t.world.contoso.id);
    standIn.behaveAs('throttled');
    expect(await attempt(first)).toBe('RETRYING');
    const waiting = await t.job(first);
    expect(waiting).toMatchObject({ attempts: 0, outcomes: ['THROTTLED'] });
    expect((waiting?.next_attempt_at?.getTime() ?? 0) - t.test.clock.now().getTime()).toBe(30_000);

    standIn.behaveAs('normal');
    const { requests } = standIn;
    const other = (await t.job(second))?.id ?? '';
    expect(await t.perform(attemptProvisioning, { jobId: other }, t.world.contoso.id)).toBeNull();
    expect(standIn.requests).toBe(requests);
    t.test.clock.forward(31_000);
    expect(await t.perform(attemptProvisioning, { jobId: other }, t.world.contoso.id)).toBe('DONE');
    expect(await attempt(first)).toBe('DONE');
  });

  test('[P1] a connector is gone to so often in a minute, whoever asks; what comes too soon gets its turn', async () => {
    const { productId } = await place();
    const usual = standInKind.limits.perMinute;
    onTestFinished(() => {
      standInKind.limits.perMinute = usual;
    });
    // One in ten seconds, and ten seconds' worth at once.
    standInKind.limits.perMinute = 6;
    const ids: string[] = [];
    for (const company of [t.world.globex, t.world.initech, t.world.acme]) {
      const id = await t.subscription(productId, company);
      await t.perform(startProvisioning, { subscriptionIds: [id] }, company.resellerId);
      ids.push(id);
    }
    const go = async (i: number) => {
      const company = [t.world.globex, t.world.initech, t.world.acme][i];
      const jobId = (await t.job(ids[i] ?? ''))?.id ?? '';
      return t.perform(attemptProvisioning, { jobId }, company?.resellerId);
    };
    expect(await go(0)).toBe('DONE');
    expect(await go(1)).toBe('DONE');
    expect(await go(2)).toBeNull();
    const put = await t.job(ids[2] ?? '');
    const wait = (put?.next_attempt_at?.getTime() ?? 0) - t.test.clock.now().getTime();
    expect(wait).toBeGreaterThan(5_000);
    expect(wait).toBeLessThanOrEqual(12_000);
    t.test.clock.forward(12_000);
    expect(await go(2)).toBe('DONE');
  });

  test('[P1] what one person is given at a connector is done in its order, other people meanwhile', async () => {
    const { standIn, connectorId, productId } = await place();
    const archive = await t.product('WEBHOOK');
    await t.world.sql(`update product set connector = 'SCIM', connector_id = $2 where id = $1`, [
      archive,
      connectorId,
    ]);
    const [mailbox, later] = [await t.subscription(productId), await t.subscription(archive)];
    const other = await t.subscription(archive, t.world.initech);
    await t.perform(startProvisioning, { subscriptionIds: [mailbox] });
    await t.perform(startProvisioning, { subscriptionIds: [later] });
    await t.perform(startProvisioning, { subscriptionIds: [other] }, t.world.contoso.id);
    standIn.behaveAs('unavailable');
    expect(await attempt(mailbox)).toBe('RETRYING');
    standIn.behaveAs('normal');
    expect(await attempt(later)).toBeNull();
    const jobId = (await t.job(other))?.id ?? '';
    expect(await t.perform(attemptProvisioning, { jobId }, t.world.contoso.id)).toBe('DONE');
    t.test.clock.forward(10_000);
    expect(await attempt(mailbox)).toBe('DONE');
    expect(await attempt(later)).toBe('DONE');
    expect(standIn.order).toEqual([other, mailbox, later]);
  });
});

describe('drift', () => {
  const look = (subscriptionId: string) => t.perform(observeSubscription, { subscriptionId });

  test('[P1] is found by a look, shown as a difference since then, and corrected when staff say so', async () => {
    const { standIn, productId } = await place();
    const id = await provided(productId);
    standIn.accounts.set(id, { ...standIn.accounts.get(id), quantity: 9, unknown: 'x' });
    t.test.clock.forward(60_000);
    const since = t.test.clock.now().toISOString();
    expect((await send('observe', id, t.world.globex.admin.token)).errors).toBeUndefined();
    t.test.clock.forward(60_000);
    await look(id);
    const seen = await service(id, t.world.globex.admin.token);
    expect(seen.drift).toEqual([
      { attribute: 'quantity', desired: '1', observed: '9', since: expect.any(String) },
    ]);
    expect(new Date(seen.drift?.[0]?.since ?? '').toISOString()).toBe(since);
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 9 });

    expect((await send('correctDrift', id, t.world.northwind.admin.token)).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await send('correctDrift', id, t.world.platform.staff.token)).errors).toBeUndefined();
    expect(await attempt(id, 'CORRECT')).toBe('DONE');
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 1, unknown: 'x' });
    expect((await service(id)).drift).toEqual([]);
    expect((await send('correctDrift', id, t.world.platform.staff.token)).errors?.[0]?.extensions.code).toBe(
      'CONFLICT',
    );
  });

  test('[P1] that is accepted stays as it is and is shown no more, until an order changes what differs', async () => {
    const { standIn, productId } = await place();
    const id = await provided(productId);
    standIn.accounts.set(id, { ...standIn.accounts.get(id), quantity: 9 });
    await look(id);
    expect((await send('acceptDrift', id, t.world.platform.staff.token)).errors).toBeUndefined();
    await look(id);
    expect(await service(id)).toMatchObject({ drift: [], acceptedDrift: [{ attribute: 'quantity' }] });

    await t.world.sql('update subscription set quantity = 4 where id = $1', [id]);
    await t.perform(startChange, { subscriptionIds: [id] });
    expect(await attempt(id, 'CHANGE')).toBe('DONE');
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 4 });
    expect(await service(id)).toMatchObject({ drift: [], acceptedDrift: [] });
  });

  test('[P1] an account that is gone is drift, which nobody accepts', async () => {
    const { standIn, connectorId, productId } = await place();
    const id = await provided(productId);
    standIn.accounts.delete(id);
    expect((await rule(connectorId, 'ACCEPT')).data).toEqual({
      setDriftRule: { driftRules: [{ policy: 'ACCEPT', everyHours: 12 }] },
    });
    await look(id);
    expect((await service(id)).drift).toMatchObject([
      { attribute: 'presence', desired: 'present', observed: 'absent' },
    ]);
    expect((await send('acceptDrift', id, t.world.platform.staff.token)).errors?.[0]?.message).toBe(
      'The service is missing: correct that, or cancel the subscription, which is charged for.',
    );
  });

  test('[P1] by its rule is corrected or accepted without being asked', async () => {
    const { standIn, connectorId, productId } = await place();
    const id = await provided(productId);
    await rule(connectorId, 'CORRECT');
    standIn.accounts.set(id, { ...standIn.accounts.get(id), quantity: 9 });
    await look(id);
    expect(await attempt(id, 'CORRECT')).toBe('DONE');
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 1 });

    await rule(connectorId, 'ACCEPT');
    standIn.accounts.set(id, { ...standIn.accounts.get(id), quantity: 7 });
    await look(id);
    expect(await service(id)).toMatchObject({ drift: [], acceptedDrift: [{ attribute: 'quantity' }] });
  });

  test('[P1] what has been changed on our own side is none: it is carried out', async () => {
    const { standIn, productId } = await place();
    const id = await provided(productId);
    await t.world.sql(`update end_user set last_name = 'Renamed' where id = $1`, [
      t.world.globex.user.endUserId,
    ]);
    await look(id);
    expect((await service(id)).drift).toEqual([]);
    expect(await attempt(id, 'CHANGE')).toBe('DONE');
    expect(standIn.accounts.get(id)?.name).toMatch(/ Renamed$/);
  });

  test('[P1] is looked for by itself when its time has come, and a look in vain says why', async () => {
    const { standIn, productId } = await place();
    const id = await provided(productId);
    expect((await send('observe', id, t.world.initech.admin.token)).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    const entries = () =>
      t.world.sql(`select from graphile_worker._private_jobs where key = $1`, [`observe-subscription ${id}`]);
    await t.perform(observeDue, {}, null);
    expect(await entries()).toHaveLength(0);
    t.test.clock.forward(8 * 3_600_000);
    await t.perform(observeDue, {}, null);
    expect(await entries()).toHaveLength(1);

    standIn.behaveAs('unavailable');
    expect(await look(id)).toEqual({ problem: 'The stand-in is out of order.' });
    expect(await t.world.sql('select problem from observation where subscription_id = $1', [id])).toEqual([
      { problem: 'The stand-in is out of order.' },
    ]);
  });

  test('[P1] what cannot be at any account is said by a look, and by the job that carries it out', async () => {
    const { standIn, productId } = await place();
    const id = await provided(productId);
    await t.world.sql('update subscription set quantity = 101 where id = $1', [id]);
    expect(await look(id)).toEqual({ problem: 'The stand-in takes 100 at most.' });
    await t.perform(startChange, { subscriptionIds: [id] });
    expect(await attempt(id, 'CHANGE')).toBe('PARKED');
    expect(await t.job(id, 'CHANGE')).toMatchObject({ reason: 'The stand-in takes 100 at most.' });
    expect(standIn.accounts.get(id)).toMatchObject({ quantity: 1 });
  });
});
