import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

const TASK = `id state taskOf dueAt assigneeId assigneeName checklist { words doneAt doneByName }`;
const does = (verb: string) =>
  `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${TASK} } }`;

interface Task {
  id: string;
  state: string;
  taskOf: string | null;
  dueAt: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  checklist: { words: string; doneAt: string | null; doneByName: string | null }[] | null;
}

const call = async (token: string, verb: string, input: object) => {
  const answer = await t.test.ask<Record<string, Task>>(does(verb), { input }, token);
  return { task: answer.data?.[verb], code: answer.errors?.[0]?.extensions.code, errors: answer.errors };
};

async function template(productId: string, input: object = {}): Promise<string | undefined> {
  const answer = await t.test.ask<{ setTaskTemplate: { id: string } }>(
    'mutation ($input: SetTaskTemplateInput!) { setTaskTemplate(input: $input) { id doneBy dueDays setUp removal } }',
    { input: { productId, ...input } },
    t.world.platform.staff.token,
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data?.setTaskTemplate.id;
}

/** A task that waits, of a product with what its tasks consist of. */
async function waiting(input?: object, company = t.world.globex): Promise<string> {
  const productId = await t.product('MANUAL');
  if (input) await template(productId, input);
  const subscriptionId = await t.started(productId, company);
  await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('WAITING');
  return (await t.job(subscriptionId))?.id ?? '';
}

const read = async (token: string, id: string) =>
  (
    await t.test.ask<{ provisioningJob: Task | null }>(
      `query ($id: ID!) { provisioningJob(id: $id) { ${TASK} } }`,
      { id },
      token,
    )
  ).data?.provisioningJob;

describe('what a task consists of', () => {
  test('[P2] whose it is, by when and what has to be done come from what is said of its product', async () => {
    const { staff } = t.world.platform;
    const id = await waiting({
      dueDays: 2,
      setUp: ['Order the line', 'Test it'],
      removal: ['Cease the line'],
    });
    // Asked for on Thursday, 1 October 2026.
    expect(await read(staff.token, id)).toMatchObject({
      taskOf: 'PLATFORM',
      dueAt: expect.stringMatching(/^2026-10-05T16:30:00/),
      assigneeId: null,
      checklist: [
        { words: 'Order the line', doneAt: null, doneByName: null },
        { words: 'Test it', doneAt: null, doneByName: null },
      ],
    });
  });

  test('of what nothing is said the platform does it within three working days', async () => {
    expect(await read(t.world.platform.staff.token, await waiting())).toMatchObject({
      taskOf: 'PLATFORM',
      dueAt: expect.stringMatching(/^2026-10-06T16:30:00/),
      checklist: [],
    });
  });

  test('what is said later concerns later tasks', async () => {
    const productId = await t.product('MANUAL');
    const subscriptionId = await t.started(productId);
    await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('WAITING');
    await template(productId, { doneBy: 'RESELLER', setUp: ['Unpack it'] });
    const job = await t.job(subscriptionId);
    expect(await read(t.world.platform.staff.token, job?.id ?? '')).toMatchObject({
      taskOf: 'PLATFORM',
      checklist: [],
    });
  });

  test('a customer without a reseller is the platform’s to do', async () => {
    const id = await waiting({ doneBy: 'RESELLER' }, t.world.acme);
    expect(await read(t.world.platform.staff.token, id)).toMatchObject({ taskOf: 'PLATFORM' });
  });

  test('companies see when to expect it, and nothing of who does what', async () => {
    const id = await waiting({ setUp: ['Order it'] });
    const answer = await t.test.ask<{ provisioningJob: Task }>(
      'query ($id: ID!) { provisioningJob(id: $id) { dueAt assigneeName checklist { words } } }',
      { id },
      t.world.globex.admin.token,
    );
    expect(answer.data?.provisioningJob).toMatchObject({ dueAt: expect.any(String), assigneeName: null });
    expect(answer.data?.provisioningJob.checklist ?? null).toBeNull();
  });

  test('setTaskTemplate names what is wrong, is for staff, and is taken back', async () => {
    const productId = await t.product('MANUAL');
    const set = (token: string, input: object) =>
      t.test.ask(
        'mutation ($input: SetTaskTemplateInput!) { setTaskTemplate(input: $input) { id } }',
        { input: { productId, ...input } },
        token,
      );
    const { staff } = t.world.platform;
    expect((await set(staff.token, { dueDays: 61 })).errors?.[0]?.extensions.fields?.[0]?.path).toBe(
      'dueDays',
    );
    expect(
      (await set(staff.token, { setUp: Array(21).fill('x') })).errors?.[0]?.extensions.fields?.[0]?.path,
    ).toBe('setUp');
    expect((await set(staff.token, { productId: newId() })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    for (const { token } of [t.world.northwind.admin, t.world.globex.admin]) {
      expect((await set(token, {})).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const id = await template(productId, { dueDays: 1 });
    expect(await template(productId, { dueDays: 5 })).toBe(id);
    const remove = () =>
      t.test.ask(
        'mutation ($input: RemoveTaskTemplateInput!) { removeTaskTemplate(input: $input) }',
        { input: { id } },
        staff.token,
      );
    expect((await remove()).errors).toBeUndefined();
    expect((await remove()).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('takeTask, giveBackTask, assignTask', () => {
  test('[P2] one takes it, nobody else takes it from them, and it can be given back', async () => {
    const { staff } = t.world.platform;
    const id = await waiting();
    expect((await call(staff.token, 'takeTask', { jobId: id })).task).toMatchObject({
      assigneeId: staff.membershipId,
      assigneeName: expect.stringContaining(' '),
    });
    expect((await call(staff.token, 'takeTask', { jobId: id })).code).toBeUndefined();
    expect((await call(staff.token, 'giveBackTask', { jobId: id })).task).toMatchObject({ assigneeId: null });
    expect((await call(staff.token, 'giveBackTask', { jobId: id })).code).toBe('CONFLICT');
  });

  test('a reseller’s task is done by the reseller; staff may help, other resellers find nothing', async () => {
    const id = await waiting({ doneBy: 'RESELLER', setUp: ['Install it'] });
    const { northwind, contoso, globex, platform } = t.world;
    expect((await call(contoso.admin.token, 'takeTask', { jobId: id })).code).toBe('NOT_FOUND');
    expect((await call(globex.admin.token, 'takeTask', { jobId: id })).code).toBe('FORBIDDEN');
    expect((await call(northwind.admin.token, 'takeTask', { jobId: id })).task?.assigneeId).toBe(
      northwind.admin.membershipId,
    );
    expect((await call(platform.staff.token, 'takeTask', { jobId: id })).code).toBe('CONFLICT');
    expect((await call(northwind.admin.token, 'tickTaskItem', { jobId: id, item: 0, done: true })).code).toBe(
      undefined,
    );
    const done = await call(northwind.admin.token, 'completeManualTask', { jobId: id });
    expect(done).toMatchObject({ task: { state: 'DONE' } });
    const rows = await t.world.sql<{ state: string; observed: object }>(
      `select s.state, o.observed from provisioning_job j join subscription s on s.id = j.subscription_id
        left join observation o on o.subscription_id = s.id where j.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ state: 'ACTIVE', observed: expect.objectContaining({ quantity: 1 }) }]);
  });

  test('the platform’s task is nothing for a reseller', async () => {
    const id = await waiting({ setUp: ['Do it'] });
    const { token } = t.world.northwind.admin;
    for (const [verb, input] of [
      ['takeTask', {}],
      ['tickTaskItem', { item: 0, done: true }],
      ['assignTask', { membershipId: t.world.northwind.admin.membershipId }],
      ['completeManualTask', {}],
    ] as const) {
      expect((await call(token, verb, { jobId: id, ...input })).code, verb).toBe('FORBIDDEN');
    }
  });

  test('[P2] it is given to one of the side that does it, who is told', async () => {
    const id = await waiting({ doneBy: 'RESELLER' });
    const { northwind, contoso, platform, globex } = t.world;
    const doers = await t.test.ask<{ taskDoers: { id: string; name: string }[] }>(
      'query ($jobId: ID!) { taskDoers(jobId: $jobId) { id name } }',
      { jobId: id },
      platform.staff.token,
    );
    expect(doers.data?.taskDoers.map((doer) => doer.id)).toEqual([northwind.admin.membershipId]);
    for (const membershipId of [contoso.admin.membershipId, globex.admin.membershipId, newId()]) {
      const refused = await call(platform.staff.token, 'assignTask', { jobId: id, membershipId });
      expect(refused.errors?.[0]?.extensions.fields?.[0]?.path).toBe('membershipId');
    }
    const { membershipId } = northwind.admin;
    const given = await call(platform.staff.token, 'assignTask', { jobId: id, membershipId });
    expect(given.task?.assigneeId).toBe(membershipId);
    const mails = await t.world.letters<{ subject: string; reseller_id: string }>(
      `select subject, reseller_id from mail where cause = 'task' and body like '%' || $1 || '%'`,
      [id],
    );
    expect(mails).toEqual([
      { subject: expect.stringContaining('A task for you: Set up'), reseller_id: northwind.id },
    ]);
  });

  test('what is no task is none to take', async () => {
    const subscriptionId = await t.started(await t.product('WEBHOOK'));
    await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('PARKED');
    const jobId = (await t.job(subscriptionId))?.id;
    const { token } = t.world.platform.staff;
    expect((await call(token, 'takeTask', { jobId })).code).toBe('CONFLICT');
    expect((await call(token, 'takeTask', { jobId: newId() })).code).toBe('NOT_FOUND');
  });
});

describe('tickTaskItem', () => {
  test('[P2] says who ticked and when, takes the task, and everything must be ticked before it is done', async () => {
    const { staff } = t.world.platform;
    const jobId = await waiting({ setUp: ['Order it', 'Test it'] });
    const first = await call(staff.token, 'tickTaskItem', { jobId, item: 0, done: true });
    expect(first.task).toMatchObject({
      assigneeId: staff.membershipId,
      checklist: [
        { doneAt: expect.stringMatching(/^2026-10-01T09:00:00/), doneByName: expect.stringContaining(' ') },
        { doneAt: null },
      ],
    });
    const early = await call(staff.token, 'completeManualTask', { jobId });
    expect(early.errors?.[0]).toMatchObject({ message: 'Still to be done: Test it.' });
    await call(staff.token, 'tickTaskItem', { jobId, item: 1, done: true });
    expect((await call(staff.token, 'tickTaskItem', { jobId, item: 1, done: true })).code).toBeUndefined();
    expect(
      (await call(staff.token, 'tickTaskItem', { jobId, item: 0, done: false })).task?.checklist,
    ).toMatchObject([{ doneAt: null, doneByName: null }, { doneAt: expect.any(String) }]);
    await call(staff.token, 'tickTaskItem', { jobId, item: 0, done: true });
    expect((await call(staff.token, 'completeManualTask', { jobId })).task?.state).toBe('DONE');
    expect((await call(staff.token, 'tickTaskItem', { jobId, item: 0, done: false })).code).toBe('CONFLICT');
  });

  test('two who tick at the same time both have ticked', async () => {
    const { staff } = t.world.platform;
    const jobId = await waiting({ setUp: ['One', 'Two', 'Three'] });
    await Promise.all(
      [0, 1, 2].map((item) => call(staff.token, 'tickTaskItem', { jobId, item, done: true })),
    );
    const task = await read(staff.token, jobId);
    expect(task?.checklist?.filter(({ doneAt }) => doneAt)).toHaveLength(3);
  });

  test('names a place that there is not', async () => {
    const { token } = t.world.platform.staff;
    const jobId = await waiting({ setUp: ['One'] });
    const answer = await call(token, 'tickTaskItem', { jobId, item: 1, done: true });
    expect(answer.errors?.[0]?.extensions.fields?.[0]?.path).toBe('item');
  });
});

test('[P2] the work list narrows to one’s own, nobody’s and what is late, in the order in which it is due', async () => {
  const { staff } = t.world.platform;
  const mine = await waiting({ dueDays: 9 });
  const nobodys = await waiting({ dueDays: 1 });
  await call(staff.token, 'takeTask', { jobId: mine });
  await t.world.sql(`update provisioning_job set due_at = '2026-09-30T16:30:00Z' where id = $1`, [nobodys]);
  const found = async (filter: object) =>
    (
      await t.test.ask<{ provisioningJobs: { nodes: { id: string }[] } }>(
        `query ($filter: ProvisioningJobFilter) {
          provisioningJobs(first: 100, filter: $filter, orderBy: { field: DUE_AT, direction: ASC }) { nodes { id } } }`,
        { filter: { state: 'WAITING', ...filter } },
        staff.token,
      )
    ).data.provisioningJobs.nodes.map(({ id }) => id);
  expect(await found({ mine: true })).toContain(mine);
  expect(await found({ mine: true })).not.toContain(nobodys);
  expect(await found({ assigned: false })).not.toContain(mine);
  expect(await found({ overdue: true })).toEqual([nobodys]);
  expect((await found({}))[0]).toBe(nobodys);
  const home = await t.test.ask<{ home: object }>(
    '{ home { manualTasks overdueTasks myTasks } }',
    {},
    staff.token,
  );
  expect(home.data?.home).toMatchObject({ overdueTasks: 1, manualTasks: expect.any(Number) });
});
