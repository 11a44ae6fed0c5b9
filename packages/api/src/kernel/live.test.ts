import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Member } from './actor.ts';
import { memberOf } from './actor.ts';
import { LiveChanges } from './live.ts';
import { createLog } from './log.ts';
import type { Hint } from './scope.ts';
import { startTestApp, type TestApp } from './testing/test-app.ts';
import { createWorld, type World } from './testing/world.ts';

let app: TestApp;
let world: World;
let live: LiveChanges;
const open: AsyncGenerator<Hint>[] = [];

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  live = new LiveChanges(app.database.appUrl, createLog('silent'));
  await live.start();
});
afterEach(async () => {
  for (const changes of open.splice(0)) await changes.return(undefined);
});
afterAll(async () => {
  await live.stop();
  await app.close();
});

async function memberBehind(token: string): Promise<Member> {
  const who = await app.app.services.tokens.verify(token);
  return app.app.scopes.run(who, { requestId: 'live-test' }, async (scope) => memberOf(scope.actor));
}

/** Listens for the holder of the token; `again` is how they are looked up anew. */
async function listening(
  token: string,
  again = () => memberBehind(token),
): Promise<{ heard: Hint[]; ended: boolean }> {
  const changes = live.concerning(await memberBehind(token), again);
  open.push(changes);
  const state = { heard: [] as Hint[], ended: false };
  void (async () => {
    for await (const change of changes) state.heard.push(change);
    state.ended = true;
  })();
  return state;
}
/** What was heard of one kind: those of the tests before are recent, too. */
const about = ({ heard }: { heard: Hint[] }, kind: string) => heard.filter((change) => change.kind === kind);
const notify = (change: object) =>
  world.sql('select pg_notify($1, $2)', ['steward_changed', JSON.stringify(change)]);
const ofGlobex = (kind: string, more: object = {}) => ({
  kind,
  resellerId: world.northwind.id,
  companyId: world.globex.id,
  endUserId: null,
  ...more,
});
const listenerOf = (database: string) =>
  world.sql<{ pid: number }>(
    `select pid from pg_stat_activity where query = 'listen steward_changed' and datname = $1`,
    [database],
  );

describe('live changes', () => {
  test('[S15] go to the levels a row belongs to, and news without a tenant to all', async () => {
    const { platform, northwind, contoso, globex, initech } = world;
    const readers = await Promise.all(
      [platform.staff, northwind.admin, contoso.admin, globex.admin, initech.admin, globex.user].map(
        ({ token }) => listening(token),
      ),
    );
    const [staff, ours, theirs, company, others, user] = readers;
    await notify(ofGlobex('Company'));
    await notify(ofGlobex('EndUser', { endUserId: globex.user.endUserId }));
    await notify({ kind: 'Reseller', id: northwind.id, resellerId: northwind.id, companyId: null });
    await notify({ kind: 'Invoice', id: crypto.randomUUID(), resellerId: northwind.id, companyId: null });
    await notify({ kind: 'Notice' });
    const kinds = (state: { heard: Hint[] } | undefined) => state?.heard.map(({ kind }) => kind);
    await vi.waitFor(() => {
      for (const state of readers) expect(kinds(state)?.at(-1)).toBe('Notice');
    }, 20_000);
    for (const state of [staff, ours])
      expect(kinds(state)).toEqual(['Company', 'EndUser', 'Reseller', 'Invoice', 'Notice']);
    // The reseller itself is everyone's under it; what is between it and the platform is not.
    expect(kinds(company)).toEqual(['Company', 'EndUser', 'Reseller', 'Notice']);
    expect(kinds(user)).toEqual(['EndUser', 'Reseller', 'Notice']);
    for (const state of [theirs, others]) expect(kinds(state)).toEqual(['Notice']);
  });

  test('[S15] of many rows of a transaction come in few messages, once to a console, and to nobody they do not concern', async () => {
    const { globex, initech, northwind } = world;
    const [reseller, company, user, others] = await Promise.all(
      [northwind.admin, globex.admin, globex.user, initech.admin].map(({ token }) => listening(token)),
    );
    const rowsOf = (kind: string, endUserId?: string) =>
      Array.from({ length: 500 }, () =>
        ofGlobex(kind, { id: crypto.randomUUID(), endUserId: crypto.randomUUID() }),
      ).concat(endUserId ? [ofGlobex(kind, { id: 'mine', endUserId })] : []);
    const { id: resellerId } = northwind;
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId },
      { requestId: 'test' },
      async (scope) => {
        scope.hint(...rowsOf('Others'), ...rowsOf('Mine', globex.user.endUserId));
      },
    );
    await notify({ kind: 'Over' });
    await vi.waitFor(() => {
      for (const state of [reseller, company, user, others])
        expect(about(state as never, 'Over')).toHaveLength(1);
    }, 20_000);
    const heard = (state: { heard: Hint[] } | undefined) =>
      (state?.heard ?? []).filter(({ kind }) => kind === 'Mine' || kind === 'Others');
    for (const state of [reseller, company]) {
      expect(new Set(heard(state).map(({ kind }) => kind))).toEqual(new Set(['Others', 'Mine']));
      expect(heard(state).length).toBeLessThan(20);
    }
    expect(heard(user)).toEqual([ofGlobex('Mine', { id: 'mine', endUserId: globex.user.endUserId })]);
    expect(heard(others)).toEqual([]);
  });

  test('[S47] of a reader’s own membership among many are found out like a single one', async () => {
    const { globex, northwind } = world;
    const gone = await listening(globex.admin.token, () => Promise.reject(new Error('ended')));
    const ids = [...Array.from({ length: 300 }, () => crypto.randomUUID()), globex.admin.membershipId];
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: northwind.id },
      { requestId: 'test' },
      async (scope) => scope.hint(...ids.map((id) => ofGlobex('OneOfMany', { id }))),
    );
    await vi.waitFor(() => expect(gone.ended).toBe(true), 20_000);
  });

  test('of one row come once to a reader who is slow', async () => {
    const changes = live.concerning(await memberBehind(world.globex.admin.token), () =>
      memberBehind(world.globex.admin.token),
    );
    open.push(changes);
    await notify(ofGlobex('First'));
    while ((await changes.next()).value?.kind !== 'First');
    const fast = await listening(world.globex.admin.token);
    for (let i = 0; i < 5; i += 1) await notify(ofGlobex('Domain', { id: world.globex.domainId }));
    await notify(ofGlobex('Last'));
    await vi.waitFor(() => expect(fast.heard.at(-1)?.kind).toBe('Last'), 20_000);
    expect([(await changes.next()).value?.kind, (await changes.next()).value?.kind]).toEqual([
      'Domain',
      'Last',
    ]);
  });

  test('[O3] of the last seconds reach who begins to listen only now, and has read before', async () => {
    const before = await listening(world.globex.admin.token);
    await notify(ofGlobex('Early'));
    await notify({ ...ofGlobex('Early'), resellerId: world.contoso.id, companyId: world.initech.id });
    await vi.waitFor(() => expect(about(before, 'Early')).toHaveLength(1), 20_000);
    const late = await listening(world.globex.admin.token);
    await vi.waitFor(() => expect(about(late, 'Early')).toHaveLength(1), 20_000);
  });

  test('[S35] end for a reader who may no longer hear them', async () => {
    const { globex } = world;
    const member = await memberBehind(globex.admin.token);
    const gone = await listening(globex.admin.token, () => Promise.reject(new Error('ended')));
    const moved = await listening(globex.admin.token, async () => ({
      ...member,
      membershipId: world.initech.admin.membershipId,
    }));
    const still = await listening(globex.admin.token);
    await notify(ofGlobex('Membership', { id: globex.id }));
    await vi.waitFor(() => expect([gone.ended, moved.ended]).toEqual([true, true]), 20_000);
    await vi.waitFor(() => expect(about(still, 'Membership')).toHaveLength(1), 20_000);
    expect([about(gone, 'Membership'), about(moved, 'Membership')]).toEqual([[], []]);
  });

  test('stop when the consumer returns, even while it waits', async () => {
    const changes = live.concerning(await memberBehind(world.globex.admin.token), () =>
      memberBehind(world.globex.admin.token),
    );
    await notify(ofGlobex('Heard'));
    while ((await changes.next()).value?.kind !== 'Heard');
    const waiting = changes.next();
    await changes.return(undefined);
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  test('survive a message that is none', async () => {
    const state = await listening(world.globex.admin.token);
    await world.sql(`select pg_notify('steward_changed', 'no JSON')`);
    await notify(ofGlobex('Survived'));
    await vi.waitFor(() => expect(about(state, 'Survived')).toHaveLength(1), 20_000);
  });

  test('[O3] end when the connection was lost, so that nobody takes silence for news, and then go on', async () => {
    const state = await listening(world.globex.admin.token);
    const database = new URL(app.database.appUrl).pathname.slice(1);
    const before = await listenerOf(database);
    expect(before.length).toBeGreaterThan(0);
    for (const { pid } of before) await world.sql('select pg_terminate_backend($1)', [pid]);
    await vi.waitFor(async () => {
      const now = await listenerOf(database);
      expect(now.length).toBe(before.length);
      expect(now.some(({ pid }) => before.some((old) => old.pid === pid))).toBe(false);
    }, 10_000);
    await vi.waitFor(() => expect(state.ended).toBe(true), 20_000);
    const anew = await listening(world.globex.admin.token);
    await notify(ofGlobex('Again'));
    await vi.waitFor(() => expect(about(anew, 'Again')).toHaveLength(1), 20_000);
    expect(anew.ended).toBe(false);
  });
});
