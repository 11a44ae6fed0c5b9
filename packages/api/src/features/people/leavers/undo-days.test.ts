import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../directory/factory.ts';
import { leave } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  // The world stands at the morning of 1 October 2026.
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const set = async (token: string | undefined, input: { companyId?: string; days: number }) => {
  const { data, errors } = await app.ask<{ setLeaverUndoDays: { leaverUndoDays: number } | null } | null>(
    'mutation ($input: SetLeaverUndoDaysInput!) { setLeaverUndoDays(input: $input) { leaverUndoDays } }',
    { input },
    token,
  );
  return data?.setLeaverUndoDays?.leaverUndoDays ?? errors?.[0]?.extensions;
};
const daysOf = async (id: string, token: string) => {
  const { data } = await app.ask<{ company: { leaverUndoDays: number } | null }>(
    'query ($id: ID!) { company(id: $id) { leaverUndoDays } }',
    { id },
    token,
  );
  return data.company?.leaverUndoDays;
};
const confirmed = async () => {
  const { admin } = world.globex;
  const [endUserId = ''] = await addEndUsers(world, world.globex, numbered(1, 'globex.example'));
  const { data } = await leave(app, admin.token, 'planLeaver', { endUserId, lastDay: '2026-10-31' });
  const id = data.planLeaver?.id ?? '';
  const answer = await leave(app, admin.token, 'confirmLeaver', { id });
  expect(answer.errors).toBeUndefined();
  return { id, undoUntil: answer.data.confirmLeaver?.undoUntil };
};

describe('setLeaverUndoDays', () => {
  test('[U5] a fortnight, until a company says otherwise; what was confirmed before keeps its days', async () => {
    const { admin } = world.globex;
    expect(await daysOf(world.globex.id, admin.token)).toBe(14);
    const before = await confirmed();
    expect(before.undoUntil).toBe('2026-11-15');
    expect(await set(admin.token, { days: 30 })).toBe(30);
    expect((await confirmed()).undoUntil).toBe('2026-12-01');
    const { data } = await app.ask<{ leaver: { undoUntil: string } }>(
      'query ($id: ID!) { leaver(id: $id) { undoUntil } }',
      { id: before.id },
      admin.token,
    );
    expect(data.leaver.undoUntil).toBe('2026-11-15');
    expect(await daysOf(world.initech.id, world.initech.admin.token)).toBe(14);
  });

  test('[U5] by its reseller and by staff for it, which its audit log says; twice is once', async () => {
    const { id: companyId, admin } = world.globex;
    expect(await set(world.northwind.admin.token, { companyId, days: 7 })).toBe(7);
    expect(await set(world.northwind.admin.token, { companyId, days: 7 })).toBe(7);
    expect(await set(world.platform.staff.token, { companyId, days: 20 })).toBe(20);
    const { data } = await app.ask<{ auditEntries: { nodes: object[] } }>(
      '{ auditEntries(filter: { action: "setLeaverUndoDays" }) { nodes { subjectId changed actorLevel } } }',
      {},
      admin.token,
    );
    expect(data.auditEntries.nodes.slice(0, 2)).toEqual([
      { subjectId: companyId, changed: ['leaverUndoDays'], actorLevel: 'PLATFORM' },
      { subjectId: companyId, changed: ['leaverUndoDays'], actorLevel: 'RESELLER' },
    ]);
    expect(data.auditEntries.nodes).toHaveLength(3);
  });

  test('[U5] [S10] [S22] not of another tenant, by end users or nobody, nor outside the bounds', async () => {
    const { id: companyId, admin, user } = world.globex;
    expect(await set(world.contoso.admin.token, { companyId, days: 7 })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await set(world.initech.admin.token, { companyId, days: 7 })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await set(user.token, { days: 7 })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await set(undefined, { days: 7 })).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await set(world.northwind.admin.token, { days: 7 })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'companyId' }],
    });
    for (const days of [0, 91, -1])
      expect(await set(admin.token, { days })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'days' }],
      });
  });
});
