import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../roles/factory.ts';
import { applyToTheEnd, changesOn, confirm, fileOf, problem, upload } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { ready, read, decide, written } = changesOn(() => ({ app, world }));

describe('approveBulkChange', () => {
  const require = (required: boolean, token: string) =>
    app.ask<{ setBulkChangeApproval: { bulkChangeApproval: boolean } }>(
      'mutation ($input: SetBulkChangeApprovalInput!) { setBulkChangeApproval(input: $input) { bulkChangeApproval } }',
      { input: { required } },
      token,
    );

  test('[U2] where the company wants it, a second person of the company approves before anything is applied', async () => {
    const { token } = world.globex.admin;
    const second = await colleague(world, world.globex.admin, 'TECHNICIAN');
    expect((await require(true, token)).data.setBulkChangeApproval).toEqual({ bulkChangeApproval: true });
    expect((await require(true, token)).data.setBulkChangeApproval).toEqual({ bulkChangeApproval: true });
    const own = await ready(fileOf('Approved', 2));
    expect((await confirm(app, token, own)).data.confirmBulkChange.state).toBe('WAITING');
    await applyToTheEnd(app, world, own);
    expect(await written('Approved')).toEqual({ users: 0, addresses: 0 });
    expect(problem(await decide('approve', own))).toBe(
      'FORBIDDEN: Somebody else has to approve it: you submitted this file.',
    );
    expect(problem(await decide('approve', own, world.northwind.admin.token))).toContain('FORBIDDEN');
    expect(problem(await decide('approve', own, world.globex.user.token))).toContain('FORBIDDEN');
    expect(problem(await decide('approve', own, world.initech.admin.token))).toContain('NOT_FOUND');

    const sellers = (
      await upload(app, world.northwind.admin.token, fileOf('Seller', 2), { companyId: world.globex.id })
    ).id;
    expect((await confirm(app, world.northwind.admin.token, sellers)).data.confirmBulkChange.state).toBe(
      'WAITING',
    );
    expect((await decide('approve', sellers)).data.approveBulkChange).toEqual({ state: 'RUNNING' });
    expect(problem(await decide('approve', sellers))).toBeUndefined();
    await applyToTheEnd(app, world, sellers);
    expect(await read(sellers)).toMatchObject({ state: 'DONE', approvedByName: 'Ada globex.example' });
    expect(await written('Seller')).toEqual({ users: 2, addresses: 2 });

    const seconds = await ready(fileOf('Second', 2));
    await confirm(app, token, seconds);
    expect((await decide('approve', seconds, second.token)).data.approveBulkChange).toEqual({
      state: 'RUNNING',
    });
    await applyToTheEnd(app, world, seconds);
    expect(await read(seconds)).toMatchObject({ state: 'DONE', approvedByName: 'Grace Hopper' });

    // With whoever else might approve gone, a file says so instead of waiting for nobody.
    await world.sql(`update membership set status = 'SUSPENDED' where id = $1`, [second.membershipId]);
    const alone = await ready(fileOf('Alone', 1));
    expect(problem(await confirm(app, token, alone))).toMatch(
      /^CONFLICT: A second person .* nobody else there may/,
    );
    expect(await read(alone)).toMatchObject({ state: 'PREVIEW', statedByName: null });

    // Whoever may not approve may still take it back.
    expect((await decide('discard', own)).data.discardBulkChange).toEqual({ state: 'DISCARDED' });
    expect((await require(false, token)).data.setBulkChangeApproval).toEqual({ bulkChangeApproval: false });
    expect(problem(await decide('approve', own))).toContain('CONFLICT');
    expect((await confirm(app, token, alone)).data.confirmBulkChange.state).toBe('RUNNING');
    await applyToTheEnd(app, world, alone);
  });

  test('[U2] a company of one person is not locked out of its own imports: approval needs a second one who approves', async () => {
    const { admin } = world.initech;
    const refused =
      'CONFLICT: Nobody else of your company may approve imports yet: give a second person a role that does first.';
    expect(problem(await require(true, admin.token))).toBe(refused);
    await colleague(world, admin, 'READ_ONLY');
    expect(problem(await require(true, admin.token))).toBe(refused);
    expect((await require(false, admin.token)).data.setBulkChangeApproval).toEqual({
      bulkChangeApproval: false,
    });
    await colleague(world, admin, 'OWNER');
    expect((await require(true, admin.token)).data.setBulkChangeApproval).toEqual({
      bulkChangeApproval: true,
    });
  });

  test('whether it is wanted is the company’s own to say', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff, world.globex.user])
      expect(problem(await require(true, token))).toContain('FORBIDDEN');
  });
});
