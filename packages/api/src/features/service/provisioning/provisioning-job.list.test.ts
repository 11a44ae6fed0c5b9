import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;
let mine: string;
let theirs: string;

beforeAll(async () => {
  t = await ProvisioningTest.start();
  mine = await t.started(await t.product('MANUAL'));
  theirs = await t.started(await t.product('WEBHOOK'), t.world.initech);
  await vi.waitFor(async () => {
    expect([(await t.job(mine))?.state, (await t.job(theirs))?.state]).toEqual(['WAITING', 'PARKED']);
  }, 20_000);
});
afterAll(() => t.close());

interface Jobs {
  provisioningJobs: { totalCount: number; nodes: { subscription: { id: string } }[] };
}
const LIST = `query ($filter: ProvisioningJobFilter) {
  provisioningJobs(filter: $filter) { totalCount nodes { action connector state subscription { id } company { name } endUser { email } } }
}`;
const list = async (token: string, filter?: object) => {
  const { data, errors } = await t.test.ask<Jobs>(LIST, { filter }, token);
  if (errors) throw new Error(errors[0]?.extensions.code);
  return data.provisioningJobs.nodes.map(({ subscription }) => subscription.id);
};

describe('provisioningJobs', () => {
  test('[P1] everyone sees the jobs of their own part of the tree', async () => {
    const { platform, northwind, contoso, globex, initech, acme } = t.world;
    // Both jobs were made at the same moment, by workers side by side: their order is chance.
    expect((await list(platform.staff.token)).toSorted()).toEqual([mine, theirs].toSorted());
    for (const { admin } of [northwind, globex]) expect(await list(admin.token)).toEqual([mine]);
    for (const { admin } of [contoso, initech]) expect(await list(admin.token)).toEqual([theirs]);
    expect(await list(acme.admin.token)).toEqual([]);
    await expect(list(globex.user.token)).rejects.toThrow('FORBIDDEN');
  });

  test('filters by state, connector, company and the reference of the subscription', async () => {
    const { staff } = t.world.platform;
    expect(await list(staff.token, { state: 'WAITING' })).toEqual([mine]);
    expect(await list(staff.token, { underWay: true })).toEqual([mine]);
    expect(await list(staff.token, { underWay: false })).toEqual([theirs]);
    expect(await list(staff.token, { connector: 'WEBHOOK' })).toEqual([theirs]);
    expect(await list(staff.token, { companyId: t.world.globex.id })).toEqual([mine]);
    expect(await list(staff.token, { search: `s-${mine.slice(-8)}` })).toEqual([mine]);
    expect(await list(staff.token, { search: 'S-nothing' })).toEqual([]);
  });

  test("[S10] another tenant's job is not there", async () => {
    const jobId = (await t.job(theirs))?.id;
    const query = 'query ($id: ID!) { provisioningJob(id: $id) { id } }';
    const answer = await t.test.ask(query, { id: jobId }, t.world.globex.admin.token);
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await t.test.ask(query, { id: jobId }, t.world.initech.admin.token)).errors).toBeUndefined();
  });

  test('stands under its subscription, for those who may see it', async () => {
    const query =
      'query ($id: ID!) { subscription(id: $id) { jobs { nodes { state attemptLog { outcome } } } } }';
    const answer = await t.test.ask<{ subscription: object }>(
      query,
      { id: theirs },
      t.world.initech.admin.token,
    );
    expect(answer.data.subscription).toEqual({
      jobs: { nodes: [{ state: 'PARKED', attemptLog: [{ outcome: 'NOT_SENT' }] }] },
    });
    const user = await t.test.ask(query, { id: theirs }, t.world.initech.user.token);
    expect(user.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
