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

const { ready, read, decide, written } = changesOn(() => ({ app, world }));

describe('the worker', () => {
  test('[U2] applies what is confirmed, and forgets after a day what nobody decides on', async () => {
    const { token } = world.globex.admin;
    const old = await ready(fileOf('Old', 1));
    const done = await ready(fileOf('Worked', 3));
    await confirm(app, token, done);
    await app.app.work();
    await expect.poll(async () => (await read(done)).state, { timeout: 20_000 }).toBe('DONE');
    const find = () =>
      app.app.scopes.run({ kind: 'system', task: 'test', resellerId: null }, { requestId: 'test' }, (scope) =>
        scope.enqueue('find-old-change-sets', {}),
      );
    app.clock.forward(24 * 3_600_000);
    await find();
    await expect
      .poll(() => world.sql('select from change_set where id = $1', [old]), { timeout: 20_000 })
      .toEqual([]);
    app.clock.forward(30 * 24 * 3_600_000);
    await find();
    await expect
      .poll(() => world.sql('select from change_set where id = $1 and forgotten_at is not null', [done]), {
        timeout: 20_000,
      })
      .toHaveLength(1);
    const kept = await world.sql(
      'select distinct outcome, first_name, email from change_set_row where change_set_id = $1',
      [done],
    );
    expect(kept).toEqual([{ outcome: 'DONE', first_name: null, email: null }]);
    const again = await world.signIn(world.globex.admin.email);
    await world.showFactor(world.globex.admin);
    expect(problem(await decide('reverse', done, again))).toContain('older than 30 days');
    expect(await written('Worked')).toEqual({ users: 3, addresses: 3 });
  });
});
