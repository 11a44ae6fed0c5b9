import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetMessages } from './forget-messages.ts';
import { startChange } from './start-change.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

interface Shown {
  resendMessage: {
    id: string;
    state: string;
    notSentAgain: string | null;
    attemptLog: { outcome: string }[];
  };
}
const resend = (jobId: string, token = t.world.platform.staff.token) =>
  t.test.ask<Shown>(
    `mutation ($input: ResendMessageInput!) { resendMessage(input: $input) { id state notSentAgain attemptLog { outcome } } }`,
    { input: { jobId } },
    token,
  );
const code = (answer: Awaited<ReturnType<typeof resend>>) => answer.errors?.[0]?.extensions.code;
const message = (answer: Awaited<ReturnType<typeof resend>>) => answer.errors?.[0]?.message;
const state = async (subscriptionId: string) => (await t.job(subscriptionId))?.state;

async function delivered() {
  const target = await t.target();
  const subscriptionId = await t.started(target.productId);
  await expect.poll(() => state(subscriptionId)).toBe('DONE');
  return { ...target, subscriptionId, jobId: (await t.job(subscriptionId))?.id ?? '' };
}

describe('resendMessage', () => {
  test('[P1] [S78] sends what was delivered once more: the same id and body, signed anew', async () => {
    const { receiver, jobId, subscriptionId } = await delivered();
    // What has been changed here since is not what was sent; nor would the first signature be taken any more.
    await t.world.sql('update subscription set quantity = 4 where id = $1', [subscriptionId]);
    t.test.clock.forward(6 * 60_000);
    const answer = await resend(jobId);
    expect(answer.data.resendMessage).toMatchObject({
      id: jobId,
      state: 'DONE',
      notSentAgain: null,
      attemptLog: [{ outcome: 'DONE' }, { outcome: 'DONE' }],
    });
    const [first, second] = receiver.received;
    expect(second).toMatchObject({ id: jobId, body: first?.body, attempt: 2, status: 200 });
    expect(receiver.changes).toBe(1);
    // Again is again.
    expect(code(await resend(jobId))).toBeUndefined();
    expect(receiver.received).toHaveLength(3);
    const audit = await t.world.sql(
      `select action, actor_level as level from audit_entry where subject_id = $1 and action = 'resendMessage'`,
      [jobId],
    );
    expect(audit).toEqual(Array(2).fill({ action: 'resendMessage', level: 'PLATFORM' }));
  });

  test('[P1] what is delivered stays so, whatever comes of it', async () => {
    const { receiver, jobId, subscriptionId } = await delivered();
    receiver.behaveAs('unavailable');
    expect((await resend(jobId)).data.resendMessage).toMatchObject({
      state: 'DONE',
      attemptLog: [{ outcome: 'DONE' }, { outcome: 'UNAVAILABLE' }],
    });
    expect(await t.job(subscriptionId)).toMatchObject({ state: 'DONE', subscription_state: 'ACTIVE' });
  });

  test('[P1] what was refused is done once its receiver takes the same message', async () => {
    const known: string[] = [];
    const { productId, connectorId } = await t.target({ products: known });
    const subscriptionId = await t.started(productId);
    await expect.poll(() => state(subscriptionId)).toBe('PARKED');
    const jobId = (await t.job(subscriptionId))?.id ?? '';
    const [product] = await t.world.sql<{ code: string }>('select code from product where id = $1', [
      productId,
    ]);
    // Elsewhere by now, it is tried again there.
    await t.world.sql('update product set connector_id = null where id = $1', [productId]);
    expect(message(await resend(jobId))).toMatch(/elsewhere by now/);
    await t.world.sql('update product set connector_id = $2 where id = $1', [productId, connectorId]);
    known.push(product?.code ?? '');
    expect((await resend(jobId)).data.resendMessage).toMatchObject({ state: 'DONE' });
    expect(await t.job(subscriptionId)).toMatchObject({
      state: 'DONE',
      outcomes: ['REFUSED', 'DONE'],
      subscription_state: 'ACTIVE',
    });
  });

  test('[P1] is refused for what is not the latest, not sent by webhook, under way or at an endpoint that is gone', async () => {
    const { receiver, jobId, subscriptionId, connectorId } = await delivered();
    await t.perform(startChange, { subscriptionIds: [subscriptionId] });
    await expect.poll(async () => (await t.job(subscriptionId, 'CHANGE'))?.state).toBe('DONE');
    const later = await resend(jobId);
    expect(code(later)).toBe('CONFLICT');
    expect(message(later)).toMatch(/send the latest message/);

    const byHand = await t.started(await t.product('MANUAL'));
    await expect.poll(() => state(byHand)).toBe('WAITING');
    expect(message(await resend((await t.job(byHand))?.id ?? ''))).toMatch(/told by webhook/);

    receiver.behaveAs('unavailable');
    await t.perform(startChange, { subscriptionIds: [subscriptionId] });
    const all = async () => (await t.jobs(subscriptionId)).filter(({ action }) => action === 'CHANGE');
    await expect.poll(async () => (await all()).some((job) => job.state === 'RETRYING')).toBe(true);
    const trying = (await all()).find((job) => job.state === 'RETRYING');
    expect(message(await resend(trying?.id ?? ''))).toBe('It is sent again by itself.');

    receiver.behaveAs('gone');
    await t.world.sql(`update provisioning_job set state = 'DONE' where id = $1`, [trying?.id]);
    const last = trying?.id ?? '';
    expect((await resend(last)).data.resendMessage.attemptLog.at(-1)).toEqual({ outcome: 'GONE' });
    const [connector] = await t.world.sql<{ gone: boolean }>(
      'select disabled_at is not null as gone from connector where id = $1',
      [connectorId],
    );
    expect(connector?.gone).toBe(true);
    expect(message(await resend(last))).toMatch(/is gone: configure a new one/);
  });

  test('[S10] is for staff, who see the job, and names what is wrong', async () => {
    const { jobId, receiver } = await delivered();
    const { northwind, globex, contoso } = t.world;
    for (const { token } of [northwind.admin, globex.admin, contoso.admin, globex.user])
      expect(code(await resend(jobId, token))).toBe('FORBIDDEN');
    expect(code(await resend(newId()))).toBe('NOT_FOUND');
    expect((await resend('nonsense')).errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'jobId' }],
    });
    expect(receiver.received).toHaveLength(1);
  });

  test('[S78] what was sent is forgotten thirty days after it was delivered', async () => {
    const { jobId } = await delivered();
    const again = async () => resend(jobId, await t.world.signIn(t.world.platform.staff.email));
    t.test.clock.forward(30 * 86_400_000 - 60_000);
    await t.perform(forgetMessages, {}, null);
    expect(code(await again())).toBeUndefined();
    t.test.clock.forward(120_000);
    await t.perform(forgetMessages, {}, null);
    expect(message(await again())).toMatch(/kept for 30 days/);
  });
});
