import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

const COMPLETE = `mutation ($input: CompleteManualTaskInput!) {
  completeManualTask(input: $input) { id state finishedAt subscription { state } attemptLog { outcome detail } }
}`;

const complete = (token: string, jobId: string, note?: string) =>
  t.test.ask<{ completeManualTask: object }>(COMPLETE, { input: { jobId, note } }, token);

const code = (answer: Awaited<ReturnType<typeof complete>>) => answer.errors?.[0]?.extensions.code;

async function waiting(): Promise<{ subscriptionId: string; jobId: string }> {
  const subscriptionId = await t.started(await t.product('MANUAL'));
  await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('WAITING');
  return { subscriptionId, jobId: (await t.job(subscriptionId))?.id ?? '' };
}

describe('completeManualTask', () => {
  test('[P2] staff tick a task off: the subscription is active, and the log says who did it', async () => {
    const { jobId } = await waiting();
    const { staff } = t.world.platform;
    const answer = await complete(staff.token, jobId, 'Made in the old console.');
    expect(answer.data.completeManualTask).toEqual({
      id: jobId,
      state: 'DONE',
      finishedAt: expect.stringMatching(/^2026-10-01T09:00:00/),
      subscription: { state: 'ACTIVE' },
      attemptLog: [{ outcome: 'DONE', detail: 'Made in the old console.' }],
    });
    const audit = await t.world.sql(
      'select action, actor_membership_id, company_id from audit_entry where subject_id = $1',
      [jobId],
    );
    expect(audit).toEqual([
      {
        action: 'completeManualTask',
        actor_membership_id: staff.membershipId,
        company_id: t.world.globex.id,
      },
    ]);
  });

  test('the note is for staff: those below see that it was done', async () => {
    const { jobId } = await waiting();
    await complete(t.world.platform.staff.token, jobId, 'Internal remark');
    const query = 'query ($id: ID!) { provisioningJob(id: $id) { attemptLog { outcome detail } } }';
    for (const token of [t.world.northwind.admin.token, t.world.globex.admin.token]) {
      const answer = await t.test.ask<{ provisioningJob: { attemptLog: object[] } }>(
        query,
        { id: jobId },
        token,
      );
      expect(answer.data.provisioningJob.attemptLog).toEqual([{ outcome: 'DONE', detail: null }]);
    }
  });

  test('twice is a conflict, and changes nothing', async () => {
    const { subscriptionId, jobId } = await waiting();
    await complete(t.world.platform.staff.token, jobId);
    expect(code(await complete(t.world.platform.staff.token, jobId))).toBe('CONFLICT');
    expect(await t.job(subscriptionId)).toMatchObject({ attempts: 1, outcomes: ['DONE'] });
  });

  test('a webhook job cannot be ticked off', async () => {
    const subscriptionId = await t.started(await t.product('WEBHOOK'));
    await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('PARKED');
    const answer = await complete(t.world.platform.staff.token, (await t.job(subscriptionId))?.id ?? '');
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'jobId' }] });
  });

  test('nobody but staff may', async () => {
    const { subscriptionId, jobId } = await waiting();
    const { northwind, globex, initech } = t.world;
    for (const { token } of [northwind.admin, globex.admin, globex.user, initech.admin]) {
      expect(code(await complete(token, jobId))).toBe('FORBIDDEN');
    }
    expect((await t.job(subscriptionId))?.state).toBe('WAITING');
  });

  test('names what is wrong: an unknown job, something that is no id, a note that is too long', async () => {
    const { jobId } = await waiting();
    const { token } = t.world.platform.staff;
    expect(code(await complete(token, newId()))).toBe('NOT_FOUND');
    expect((await complete(token, 'x')).errors?.[0]?.extensions.fields?.[0]?.path).toBe('jobId');
    expect((await complete(token, jobId, 'x'.repeat(501))).errors?.[0]?.extensions.fields?.[0]?.path).toBe(
      'note',
    );
  });
});
