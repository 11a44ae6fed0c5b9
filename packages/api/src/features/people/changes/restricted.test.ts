import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { applyToTheEnd, changesOn, confirm, HEADING, problem } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { ready, read, decide, applied, add } = changesOn(() => ({ app, world }));

describe('somebody whose data is restricted', () => {
  const restricted =
    'The data of this end user is restricted: nothing of it is changed until the restriction is lifted.';
  const setRestricted = (endUserId: string, since: Date | null) =>
    world.sql('update end_user set restricted_at = $2 where id = $1', [endUserId, since]);
  const titleOf = async (endUserId: string) =>
    (
      await world.sql<{ title: string | null }>('select job_title as title from end_user where id = $1', [
        endUserId,
      ])
    )[0]?.title;
  const rowsOf = async (id: string) => (await read(id)).rows.nodes;
  const given = (name: string, title: string) => `${HEADING}Grace,Held,${name}@globex.example,,${title}\n`;

  test('[D3] [U2] is wrong in the preview, unless nothing is to change', async () => {
    const id = await add({ firstName: 'Grace', lastName: 'Held', email: 'held.one@globex.example' });
    await setRestricted(id, app.clock.now());
    expect(await rowsOf(await ready(given('held.one', 'Admiral')))).toMatchObject([
      { kind: 'WRONG', errors: [{ column: 'row', message: restricted }] },
    ]);
    expect(await rowsOf(await ready(given('held.one', '')))).toMatchObject([{ kind: 'SAME', errors: [] }]);
  });

  test('[D3] [U2] is refused where the restriction came after the preview; the others of the file are done', async () => {
    const id = await add({ firstName: 'Grace', lastName: 'Held', email: 'held.two@globex.example' });
    const set = await ready(`${given('held.two', 'Admiral')}Ada,Beside,ada.beside@globex.example,,\n`);
    await setRestricted(id, app.clock.now());
    expect(problem(await confirm(app, world.globex.admin.token, set))).toBeUndefined();
    await applyToTheEnd(app, world, set);
    expect(await rowsOf(set)).toMatchObject([
      { outcome: 'REFUSED', reason: restricted },
      { outcome: 'DONE', reason: null },
    ]);
    expect(await titleOf(id)).toBeNull();
  });

  test('[D3] [U2] keeps a file from being reversed, and stays as they are where the restriction came meanwhile', async () => {
    const id = await add({ firstName: 'Grace', lastName: 'Held', email: 'held.three@globex.example' });
    const set = await applied(given('held.three', 'Admiral'));
    await setRestricted(id, app.clock.now());
    expect(problem(await decide('reverse', set))).toContain(`Grace Held (line 2): ${restricted}`);
    await setRestricted(id, null);
    expect(problem(await decide('reverse', set))).toBeUndefined();
    await setRestricted(id, app.clock.now());
    await applyToTheEnd(app, world, set);
    expect(await rowsOf(set)).toMatchObject([{ outcome: 'KEPT', reason: restricted }]);
    expect(await titleOf(id)).toBe('Admiral');
  });
});
