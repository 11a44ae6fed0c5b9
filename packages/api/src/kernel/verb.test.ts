import { line, newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Domain } from '../features/people/directory/index.ts';
import type { Credentials } from './actor.ts';
import type { Requirement } from './allowed.ts';
import { input } from './input.ts';
import type { Scope } from './scope.ts';
import { startTestApp, type TestApp } from './testing/test-app.ts';
import { createWorld, type World } from './testing/world.ts';
import { outsideVerb, perform, type Setting, verb } from './verb.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

async function settingOf(token?: string): Promise<Setting> {
  const { scopes, services, log } = app.app;
  const credentials: Credentials = token ? await services.tokens.verify(token) : { kind: 'anonymous' };
  return { scopes, services, log, credentials, requestId: 'verb-test' };
}
const asGlobex = () => settingOf(world.globex.admin.token);

const made = async (name: string) =>
  (await world.sql('select from domain where name = $1', [name])).length === 1;
const audited = (id: string) =>
  world.sql('select action, actor_membership_id from audit_entry where subject_id = $1', [id]);

/** A row of a domain for the company, and what the audit log is told of it. */
async function addRow(scope: Scope, name: string, resellerId = world.northwind.id) {
  const id = newId();
  const companyId = world.globex.id;
  const proved = { state: 'PROVED', provedAt: scope.now } as const;
  const tenancy = { resellerId: world.northwind.id, companyId };
  await scope.insert(Domain, { id, ...tenancy, name, ...proved, createdAt: scope.now });
  return { result: id, subject: { type: 'Domain', id, resellerId, companyId } };
}

const nameInput = input('AddOneInput', { name: line(40) });

const addOne = verb({
  name: 'addOne',
  permission: 'DOMAIN_WRITE',
  input: nameInput,
  run: (scope, { name }) => addRow(scope, name),
});

describe('a verb of one transaction', () => {
  test('does its work and is in the audit log under the name of whoever did it', async () => {
    const id = await perform(await asGlobex(), addOne, { name: 'one.example' });
    expect(await made('one.example')).toBe(true);
    expect(await audited(id)).toEqual([
      { action: 'addOne', actor_membership_id: world.globex.admin.membershipId },
    ]);
  });

  test('[S26] is refused before its input is looked at, and nothing runs', async () => {
    const run = vi.fn();
    const guarded = verb({ ...addOne, input: nameInput, run } as never);
    for (const [token, code] of [
      [world.globex.user.token, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      await expect(perform(await settingOf(token), guarded, { name: 1 })).rejects.toMatchObject({ code });
    }
    await expect(perform(await asGlobex(), guarded, { name: 1 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(run).not.toHaveBeenCalled();
  });

  test('[S26] is denied when the check of its permission throws', async () => {
    const run = vi.fn();
    const broken = verb({
      name: 'broken',
      get permission(): Requirement {
        throw new Error('the policy is out of order');
      },
      input: nameInput,
      run,
    });
    await expect(perform(await asGlobex(), broken, { name: 'x.example' })).rejects.toThrow('out of order');
    expect(run).not.toHaveBeenCalled();
  });

  test('is undone when it cannot be audited', async () => {
    const mislaid = verb({
      ...addOne,
      input: nameInput,
      run: (scope, given) => addRow(scope, given.name, world.contoso.id),
    });
    // The company never was at that reseller: there is no such place for history to refer to.
    await expect(perform(await asGlobex(), mislaid, { name: 'two.example' })).rejects.toMatchObject({
      code: '23503',
    });
    expect(await made('two.example')).toBe(false);
  });

  test('is undone when its answer cannot be read', async () => {
    const unreadable = async () => Promise.reject(new Error('unreadable'));
    await expect(perform(await asGlobex(), addOne, { name: 'three.example' }, unreadable)).rejects.toThrow(
      'unreadable',
    );
    expect(await made('three.example')).toBe(false);
  });

  test('notes nothing when nothing happened', async () => {
    const before = (await world.sql('select from audit_entry')).length;
    const idle = verb({
      ...addOne,
      input: nameInput,
      run: async () => ({ result: 'nothing', subject: null }),
    });
    expect(await perform(await asGlobex(), idle, { name: 'x' })).toBe('nothing');
    expect(await world.sql('select from audit_entry')).toHaveLength(before);
  });

  test('for nobody yet runs as nobody, also for someone signed in', async () => {
    const open = verb({
      ...addOne,
      permission: 'anonymous',
      input: nameInput,
      run: async (scope) => ({
        result: (await scope.sql<{ who: string }>('select current_user::text as who'))[0]?.who,
        subject: null,
      }),
    });
    for (const setting of [await settingOf(), await asGlobex()]) {
      expect(await perform(setting, open, { name: 'x' })).toBe('steward_anonymous');
    }
  });

  test("of the product itself is nobody's else, however powerful", async () => {
    const own = verb({
      ...addOne,
      permission: 'system',
      input: nameInput,
      run: async () => ({ result: 1, subject: null }),
    });
    await expect(
      perform(await settingOf(world.platform.staff.token), own, { name: 'x' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const asSystem = async (does: string[]): Promise<Setting> => ({
      ...(await settingOf()),
      credentials: { kind: 'system', task: 'test', resellerId: null, does },
    });
    expect(await perform(await asSystem([own.name]), own, { name: 'x' })).toBe(1);
    await expect(perform(await asSystem(['another']), own, { name: 'x' })).rejects.toThrow(
      `test does not declare that it does ${own.name}`,
    );
  });
});

describe('a verb that talks to the outside', () => {
  const busy = async () =>
    (
      await world.sql(
        `select from pg_stat_activity where datname = current_database() and usename = 'steward_app' and xact_start is not null`,
      )
    ).length;

  const steps = (over: { call?: () => Promise<string>; settle?: () => Promise<never> } = {}) =>
    outsideVerb({
      name: 'reachOut',
      permission: 'DOMAIN_WRITE',
      input: nameInput,
      plan: async (scope, { name }) => (await addRow(scope, name)).result,
      call: over.call ?? (async () => 'answer'),
      settle:
        over.settle ??
        (async (_scope, planned, called) => ({
          result: `${planned} ${called}`,
          subject: {
            type: 'Domain',
            id: planned,
            resellerId: world.northwind.id,
            companyId: world.globex.id,
          },
        })),
    });

  test('has planned for good, and holds no transaction, while it talks', async () => {
    const seen: unknown[] = [];
    const what = steps({
      call: async () => {
        seen.push(await made('four.example'), await busy());
        return 'answer';
      },
    });
    const result = await perform(await asGlobex(), what, { name: 'four.example' });
    expect(seen).toEqual([true, 0]);
    expect(result).toMatch(/ answer$/);
    expect(await audited(result.split(' ')[0] as string)).toHaveLength(1);
  });

  test('keeps its plan, unaudited, when the talk or what follows fails', async () => {
    const failing = async () => Promise.reject(new Error('no line'));
    for (const [name, over] of [
      ['five.example', { call: failing }],
      ['six.example', { settle: failing }],
    ] as const) {
      await expect(perform(await asGlobex(), steps(over), { name })).rejects.toThrow('no line');
      expect(await made(name)).toBe(true);
    }
    expect(await world.sql(`select from audit_entry where action = 'reachOut'`)).toHaveLength(1);
  });

  test('[S47] settles nothing for someone whose session ended meanwhile', async () => {
    const token = await world.signIn('admin@globex.example');
    const settle = vi.fn();
    const what = steps({
      call: async () => {
        await app.ask('mutation { signOut }', {}, token);
        return 'answer';
      },
      settle,
    });
    await expect(perform(await settingOf(token), what, { name: 'seven.example' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(settle).not.toHaveBeenCalled();
  });
});

describe('a verb that asks for a fresh second factor', () => {
  const addFresh = verb({ ...addOne, name: 'addFresh', fresh: true });
  const addFreshOutside = outsideVerb({
    name: 'addFreshOutside',
    permission: 'DOMAIN_WRITE',
    fresh: true,
    input: nameInput,
    plan: async () => undefined,
    // Meanwhile it stops being fresh.
    call: async () => app.clock.forward(60_000),
    settle: (scope, _planned, _called, { name }) => addRow(scope, name),
  });
  const NEED = { code: 'FORBIDDEN', need: 'FACTOR' };

  test('[S48] is refused without one, however relaxed the installation is, and nothing runs', async () => {
    await expect(perform(await asGlobex(), addFresh, { name: 'fresh.example' })).rejects.toMatchObject(NEED);
    await expect(perform(await asGlobex(), addFreshOutside, { name: 'fresh.example' })).rejects.toMatchObject(
      NEED,
    );
    expect(await made('fresh.example')).toBe(false);
    await expect(
      perform(await settingOf(world.globex.user.token), addFresh, { name: 'fresh.example' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', need: undefined });
  });

  test('[S48] is done within ten minutes of one, and what has begun is finished', async () => {
    await world.showFactor(world.globex.admin);
    app.clock.forward(9 * 60_000 + 30_000);
    await perform(await asGlobex(), addFresh, { name: 'fresh-1.example' });
    await perform(await asGlobex(), addFreshOutside, { name: 'fresh-2.example' });
    expect(await made('fresh-2.example')).toBe(true);
    const token = await world.signIn(world.globex.admin.email);
    await expect(
      perform(await settingOf(token), addFresh, { name: 'fresh-3.example' }),
    ).rejects.toMatchObject(NEED);
  });
});
