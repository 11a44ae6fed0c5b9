import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { changesOn, confirm, fileOf, problem } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { ready, decide, applied } = changesOn(() => ({ app, world }));

describe('discardBulkChange', () => {
  test('[U2] drops the file and the personal data in it; twice is once', async () => {
    const id = await ready(fileOf('Dropped', 2));
    expect((await decide('discard', id)).data.discardBulkChange).toEqual({ state: 'DISCARDED' });
    expect((await decide('discard', id)).data.discardBulkChange).toEqual({ state: 'DISCARDED' });
    expect(await world.sql('select from change_set_row where change_set_id = $1', [id])).toEqual([]);
    expect(problem(await confirm(app, world.globex.admin.token, id))).toBe(
      'CONFLICT: This file has been discarded.',
    );
    expect(problem(await decide('discard', await applied(fileOf('AppliedFirst', 1))))).toContain('CONFLICT');
    expect(problem(await decide('discard', id, world.globex.user.token))).toContain('FORBIDDEN');
    expect(problem(await decide('discard', id, world.initech.admin.token))).toContain('NOT_FOUND');
  });
});
