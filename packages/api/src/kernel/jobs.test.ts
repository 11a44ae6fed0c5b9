import { newId } from '@steward/shared';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Credentials } from './actor.ts';
import { emit, enqueue, enqueueAll, event, job, on } from './jobs.ts';
import type { Scope } from './scope.ts';
import { startTestApp, type TestApp } from './testing/test-app.ts';
import { createWorld, type World } from './testing/world.ts';
import type { Setting } from './verb.ts';

let app: TestApp;
let world: World;

/** What the jobs of this file did, in order. */
const done: { job: string; payload: { note: string } }[] = [];
let within: ((setting: Setting) => Promise<unknown>) | undefined;

const payload = z.object({ note: z.string() });
const noted = job({
  name: 'test-noted',
  for: 'platform',
  does: [],
  payload,
  async run(setting, given) {
    await within?.(setting);
    done.push({ job: 'noted', payload: given });
  },
});
const other = job({
  name: 'test-other',
  for: 'platform',
  does: [],
  payload,
  run: async (_setting, given) => void done.push({ job: 'other', payload: given }),
});
const ofTenant = job({
  name: 'test-of-tenant',
  for: 'tenant',
  does: [],
  payload: payload.extend({ resellerId: z.string() }),
  async run(setting, given) {
    await within?.(setting);
    done.push({ job: 'of tenant', payload: given });
  },
});

const early = job({ ...ofTenant, name: 'test-early', priority: 'first', lane: 'test' });
const late = job({ ...ofTenant, name: 'test-late', priority: 'last' });

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const system: Credentials = { kind: 'system', task: 'test', resellerId: null };
const inScope = <T>(work: (scope: Scope) => Promise<T>) =>
  app.app.scopes.run(system, { requestId: 'jobs-test' }, work);
/** The jobs in the queue whose payload is this one: others may have been done and not yet been taken out. */
const waiting = (given: object) =>
  world.sql<{ attempts: number; last_error: string | null }>(
    `select attempts, last_error from graphile_worker._private_jobs where payload::jsonb = $1`,
    [given],
  );
const whenDone = (note: string) =>
  vi.waitFor(() => expect(done.map((one) => one.payload.note)).toContain(note), 10_000);

describe('[S79] a job', () => {
  test('is done when the transaction that added it has committed', async () => {
    const note = newId();
    await inScope(async (scope) => {
      await enqueue(scope, noted, { note });
      expect(await waiting({ note })).toEqual([]);
    });
    await whenDone(note);
  });

  test('is never there when that transaction rolled back', async () => {
    const [lost, after] = [newId(), newId()];
    await expect(
      inScope(async (scope) => {
        await enqueue(scope, noted, { note: lost });
        await enqueueAll(scope, other, [{ note: lost }, { note: lost }]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await waiting({ note: lost })).toEqual([]);
    await inScope((scope) => enqueue(scope, noted, { note: after }));
    await whenDone(after);
    expect(done.map((one) => one.payload.note)).not.toContain(lost);
  });

  test('waits for its moment, and one with the same key takes its place', async () => {
    const [first, second] = [newId(), newId()];
    const runAt = new Date('2999-01-01T00:00:00Z');
    for (const note of [first, second])
      await inScope((scope) => enqueue(scope, other, { note }, { runAt, key: 'one place' }));
    expect(await waiting({ note: first })).toEqual([]);
    expect(await waiting({ note: second })).toHaveLength(1);
    await world.sql(`select graphile_worker.remove_job('one place')`);
  });

  test('is tried again after it failed, and says why meanwhile', async () => {
    const note = newId();
    within = () => Promise.reject(new Error('not yet'));
    await inScope((scope) => enqueue(scope, noted, { note }));
    await vi.waitFor(
      async () => expect(await waiting({ note })).toMatchObject([{ attempts: 1, last_error: 'not yet' }]),
      20_000,
    );
    within = undefined;
    await world.sql(`update graphile_worker._private_jobs set run_at = now()`);
    await whenDone(note);
  });

  test('with a payload it cannot read does not run', async () => {
    const useless = { nothing: 'of use' };
    await inScope((scope) => scope.enqueue('test-other', useless));
    await vi.waitFor(
      async () =>
        expect(await waiting(useless)).toMatchObject([{ last_error: expect.stringContaining('not usable') }]),
      20_000,
    );
    await world.sql(`update graphile_worker._private_jobs set attempts = max_attempts`);
  });

  test('[S14] works in the scope of the tenant its payload names, or of the platform if it says so', async () => {
    const seen: unknown[] = [];
    within = ({ scopes, credentials, requestId }) =>
      scopes.run(credentials, { requestId }, async (scope) => {
        const [row] = await scope.sql<{ role: string; companies: number }>(
          `select current_user::text as role, (select count(*) from company) as companies`,
        );
        seen.push(row);
      });
    const [theirs, platforms] = [newId(), newId()];
    await inScope((scope) => enqueue(scope, ofTenant, { note: theirs, resellerId: world.northwind.id }));
    await whenDone(theirs);
    await inScope((scope) => enqueue(scope, noted, { note: platforms }));
    await whenDone(platforms);
    within = undefined;
    expect(seen).toEqual([
      { role: 'steward_worker', companies: 1 },
      { role: 'steward_platform', companies: 3 },
    ]);
  });

  test.each([
    ['none', {}, 'not usable'],
    ['nobody', { resellerId: 'nobody' }, 'names no tenant'],
  ])('[S14] for a tenant that names %s fails: it does not become the platform', async (_what, named, why) => {
    const given = { note: newId(), ...named };
    await inScope((scope) => scope.enqueue('test-of-tenant', given));
    await vi.waitFor(
      async () => expect(await waiting(given)).toMatchObject([{ last_error: expect.stringContaining(why) }]),
      20_000,
    );
    expect(done.map((one) => one.payload.note)).not.toContain(given.note);
    const empty = { ...given, resellerId: '' };
    await expect(inScope((scope) => scope.enqueue('test-of-tenant', empty))).rejects.toThrow(
      'names no tenant',
    );
    await world.sql(`update graphile_worker._private_jobs set attempts = max_attempts`);
  });
});

test('[S80] the worker outlives a database that goes away while it works', async () => {
  const own = await startTestApp();
  const { superuserUrl } = own.database;
  const [server, name] = [new URL(superuserUrl), new URL(superuserUrl).pathname.slice(1)];
  server.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: server.toString() });
  await admin.connect();
  try {
    await own.app.work();
    const before = newId();
    within = async () => {
      within = undefined;
      await admin.query(`alter database ${name} allow_connections false`);
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
    };
    const ownScope = <T>(work: (scope: Scope) => Promise<T>) =>
      own.app.scopes.run(system, { requestId: 'jobs-test' }, work);
    await ownScope((scope) => enqueue(scope, noted, { note: before }));
    await whenDone(before);
    await expect(ownScope((scope) => enqueue(scope, noted, { note: before }))).rejects.toThrow();
    await admin.query(`alter database ${name} allow_connections true`);
    const after = newId();
    await ownScope((scope) => enqueue(scope, noted, { note: after }));
    await whenDone(after);
  } finally {
    await admin.end();
    await own.close();
  }
});

test('[S80] a process that is told to work twice has one worker, which is gone when it closes', async () => {
  const own = await startTestApp();
  const [one, other] = await Promise.all([own.app.work(), own.app.work()]);
  expect(other).toBe(one);
  await own.app.close();
  const { pathname } = new URL(own.database.superuserUrl);
  const connections = () =>
    world.sql(`select 1 from pg_stat_activity where datname = $1 and usename = 'steward_app'`, [
      pathname.slice(1),
    ]);
  await expect.poll(connections).toEqual([]);
  // A worker that was left behind would be back by now: it looks for work every second.
  await expect.poll(connections, { timeout: 2_500, interval: 250 }).toEqual([]);
  await own.database.drop();
});

test('an event is one job for each that listens, in the same transaction', async () => {
  const happened = event<z.infer<typeof payload>>('test-happened');
  on(happened, noted);
  on(happened, other);
  const note = newId();
  await inScope((scope) => emit(scope, happened, { note }));
  await vi.waitFor(
    () =>
      expect(
        done
          .filter((one) => one.payload.note === note)
          .map((one) => one.job)
          .sort(),
      ).toEqual(['noted', 'other']),
    20_000,
  );
});

test('[S80] jobs of many are added in one go, and each is done once', async () => {
  const notes = Array.from({ length: 50 }, () => newId());
  await inScope((scope) =>
    enqueueAll(
      scope,
      noted,
      notes.map((note) => ({ note })),
    ),
  );
  await vi.waitFor(
    () => expect(done.map((one) => one.payload.note)).toEqual(expect.arrayContaining(notes)),
    10_000,
  );
  expect(done.filter((one) => notes.includes(one.payload.note))).toHaveLength(notes.length);
});

test('[S19] what somebody waits for goes before what goes to many, and one tenant holds no other up', async () => {
  const own = await startTestApp();
  const ours = await createWorld(own);
  try {
    const ask = <T>(work: (scope: Scope) => Promise<T>) =>
      own.app.scopes.run(system, { requestId: 'jobs-test' }, work);
    const [crowd, calm] = [ours.northwind.id, ours.contoso.id];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    within = ({ credentials }) =>
      credentials.kind === 'system' && credentials.resellerId === crowd ? gate : Promise.resolve();
    const order = done.length;
    const [last, normal, first] = [newId(), newId(), newId()];
    await ask(async (scope) => {
      await enqueueAll(
        scope,
        ofTenant,
        Array.from({ length: 40 }, () => ({ note: newId(), resellerId: crowd })),
      );
      await enqueue(scope, late, { note: last, resellerId: calm });
      await enqueue(scope, ofTenant, { note: normal, resellerId: calm });
      await enqueue(scope, early, { note: first, resellerId: calm });
    });
    expect(
      await ours.sql(
        `select priority, flags from graphile_worker.jobs where task_identifier = 'test-early' limit 1`,
      ),
    ).toEqual([{ priority: -10, flags: { [`tenant ${calm}`]: true, lane: true, 'lane test': true } }]);
    await own.app.work();
    const notes = () => done.slice(order).map((one) => one.payload.note);
    await vi.waitFor(() => expect(notes().toSorted()).toEqual([first, normal, last].toSorted()), 20_000);
    expect(notes()[0]).toBe(first);
    open();
  } finally {
    within = undefined;
    await own.close();
  }
});

test('[S14] a job for which there is no room yet waits on with the priority that it has', async () => {
  const own = await startTestApp();
  try {
    const ours = await createWorld(own);
    const crowd = ours.northwind.id;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    within = () => gate;
    await own.app.scopes.run(system, { requestId: 'jobs-test' }, (scope) =>
      enqueueAll(
        scope,
        late,
        Array.from({ length: 40 }, () => ({ note: newId(), resellerId: crowd })),
      ),
    );
    await own.app.work();
    const waiting = () =>
      ours.sql<{ priority: number; later: boolean }>(
        `select priority, bool_or(run_at > created_at) as later from graphile_worker.jobs where task_identifier = 'test-late' group by 1`,
      );
    await vi.waitFor(async () => expect(await waiting()).toEqual([{ priority: 10, later: true }]), 20_000);
    open();
  } finally {
    within = undefined;
    await own.close();
  }
});
