import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { CallsTest } from './factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';
const USER = 'user@globex.example';

let app: TestApp;
let world: World;
let t: CallsTest;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
  t = await CallsTest.start(app, world);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set('2026-10-20T09:00:00Z');
  for (const table of ['call_warning', 'call_limit', 'call_day', 'call_zone_use', 'mail'])
    await world.sql(`delete from ${table}`);
});

type Answered = { errors?: readonly { message: string; extensions: { code?: unknown; fields?: unknown } }[] };
const code = ({ errors }: Answered) => errors?.[0]?.extensions.code;
const fields = ({ errors }: Answered) => errors?.[0]?.extensions.fields;
const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const set = async (email: string, input: object) => {
  const answer = await ask<{ setCallLimits: { id: string; own: boolean; forEveryone: boolean } }>(
    email,
    'mutation ($input: SetCallLimitsInput!) { setCallLimits(input: $input) { id own forEveryone } }',
    { input },
  );
  await t.follow();
  return answer;
};
const remove = async (email: string, id: string | undefined) => {
  const answer = await ask(
    email,
    'mutation ($input: RemoveCallLimitsInput!) { removeCallLimits(input: $input) }',
    {
      input: { id },
    },
  );
  await t.follow();
  return answer;
};
const lift = async (
  email: string,
  id: string | undefined,
  reason = 'They have told us that they are theirs.',
) => {
  const answer = await ask<{ liftCallBar: { endedByName: string; outcome: string } }>(
    email,
    'mutation ($input: LiftCallBarInput!) { liftCallBar(input: $input) { endedByName outcome } }',
    { input: { id, reason } },
  );
  await t.follow();
  return answer;
};
const settle = (email: string, ids: string[]) =>
  ask<{ settleCallWarnings: { done: number; refused: { reason: string }[] } }>(
    email,
    'mutation ($input: SettleCallWarningsInput!) { settleCallWarnings(input: $input) { done refused { reason } } }',
    { input: { ids } },
  );
interface Limits {
  warnMinor: number | null;
  barMinor: number | null;
  sellerBarMinor: number | null;
  forEveryone: boolean;
  todayMicro: number;
  bar: { id: string; limitMinor: number } | null;
}
const limitsOf = async (email: string, companyId: string) =>
  (
    await ask<{ company: { callLimits: Limits | null } | null }>(
      email,
      'query ($id: ID!) { company(id: $id) { callLimits { warnMinor barMinor sellerBarMinor forEveryone todayMicro bar { id limitMinor } } } }',
      { id: companyId },
    )
  ).data?.company?.callLimits;
interface Warning {
  id: string;
  kind: string;
  day: string;
  zone: string | null;
  amountMicro: number | null;
  endedAt: string | null;
}
const warnings = async (email: string, filter: object = {}) =>
  (
    await ask<{ callWarnings: { nodes: Warning[] } }>(
      email,
      'query ($filter: CallWarningFilter) { callWarnings(first: 50, filter: $filter) { nodes { id kind day zone amountMicro endedAt } } }',
      { filter },
    )
  ).data?.callWarnings?.nodes;
const kinds = async (email = NORTHWIND) => (await warnings(email))?.map(({ kind }) => kind).sort();
const subjects = async () =>
  (
    await world.letters<{ said: string }>(
      `select "to" || ': ' || subject as said from mail where cause = 'warning' order by 1`,
    )
  ).map(({ said }) => said);
const actions = async (action: string) =>
  (await world.sql('select id from audit_entry where action = $1', [action])).length;

describe('setCallLimits', () => {
  test('[B2] is for all companies of a currency, for one, and of a company for itself; the lower of both holds', async () => {
    const { globex, initech } = world;
    expect(await limitsOf(NORTHWIND, globex.id)).toMatchObject({
      warnMinor: null,
      barMinor: null,
      forEveryone: true,
    });
    const before = await actions('setCallLimits');
    const all = await set(NORTHWIND, { warnMinor: 2_000, barMinor: 5_000 });
    expect(all.data.setCallLimits).toMatchObject({ own: false, forEveryone: true });
    expect(await limitsOf(GLOBEX, globex.id)).toMatchObject({ warnMinor: 2_000, barMinor: 5_000 });
    const one = await set(NORTHWIND, { companyId: globex.id, warnMinor: null, barMinor: 9_000 });
    expect(one.data.setCallLimits).toMatchObject({ own: false, forEveryone: false });
    expect(await limitsOf(GLOBEX, globex.id)).toMatchObject({
      warnMinor: null,
      barMinor: 9_000,
      forEveryone: false,
    });
    const own = await set(GLOBEX, { warnMinor: 1_000, barMinor: 3_000 });
    expect(own.data.setCallLimits).toMatchObject({ own: true, forEveryone: false });
    expect(await limitsOf(NORTHWIND, globex.id)).toMatchObject({
      warnMinor: 1_000,
      barMinor: 3_000,
      sellerBarMinor: 9_000,
    });
    expect((await set(GLOBEX, { warnMinor: 1_000, barMinor: 3_000 })).data).toEqual(own.data);
    expect(await actions('setCallLimits'), 'the same again does nothing').toBe(before + 3);
    expect(await limitsOf(CONTOSO, initech.id)).toMatchObject({ barMinor: null });
  });

  test('[B2] a company never lets itself more than its seller does', async () => {
    const { globex } = world;
    await set(NORTHWIND, { warnMinor: 2_000, barMinor: 5_000 });
    expect(fields(await set(GLOBEX, { barMinor: 5_001 }))).toEqual([
      { path: 'barMinor', message: 'May be at most £50.00, as your provider has set it.' },
    ]);
    await set(GLOBEX, { barMinor: 5_000 });
    await set(NORTHWIND, { companyId: globex.id, barMinor: 1_000 });
    expect(await limitsOf(GLOBEX, globex.id), 'what its seller lowers is lower').toMatchObject({
      barMinor: 1_000,
    });
  });

  test('[S7] is for whoever sells to a company, and for the company itself', async () => {
    const { globex, acme, initech } = world;
    expect(code(await set(USER, { barMinor: 100 }))).toBe('FORBIDDEN');
    expect(code(await set(CONTOSO, { companyId: globex.id, barMinor: 100 }))).toBe('NOT_FOUND');
    expect(code(await set(GLOBEX, { companyId: initech.id, barMinor: 100 }))).toBe('NOT_FOUND');
    expect(code(await set(STAFF, { companyId: globex.id, barMinor: 100 })), 'its reseller sells to it').toBe(
      'NOT_FOUND',
    );
    expect(code(await set(STAFF, { companyId: acme.id, barMinor: 100 }))).toBeUndefined();
  });

  test.each<[string, object, string]>([
    ['nothing', {}, 'warnMinor'],
    ['nought', { barMinor: 0 }, 'barMinor'],
    ['a warning above the bar', { warnMinor: 200, barMinor: 100 }, 'warnMinor'],
    ['more than anybody spends', { barMinor: 100_000_001 }, 'barMinor'],
  ])('does not take %s', async (_what, input, path) => {
    expect(fields(await set(NORTHWIND, input))).toMatchObject([{ path }]);
  });

  test('does not take another currency of a company than its own', async () => {
    expect(
      fields(await set(NORTHWIND, { companyId: world.globex.id, currency: 'EUR', barMinor: 100 })),
    ).toEqual([{ path: 'currency', message: 'Must be GBP, in which the company is billed, or left out.' }]);
  });
});

describe('removeCallLimits', () => {
  test('[B2] has those for everyone hold again, and those of its seller', async () => {
    const { globex } = world;
    await set(NORTHWIND, { barMinor: 5_000 });
    const one = (await set(NORTHWIND, { companyId: globex.id, barMinor: 9_000 })).data.setCallLimits.id;
    const own = (await set(GLOBEX, { barMinor: 3_000 })).data.setCallLimits.id;
    expect(code(await remove(NORTHWIND, own)), 'a company’s own is its own').toBe('NOT_FOUND');
    expect(code(await remove(GLOBEX, one))).toBe('NOT_FOUND');
    expect(code(await remove(CONTOSO, one))).toBe('NOT_FOUND');
    expect(code(await remove(USER, own))).toBe('FORBIDDEN');
    expect(code(await remove(NORTHWIND, 'one'))).toBe('INVALID_INPUT');
    await remove(NORTHWIND, one);
    expect(await limitsOf(GLOBEX, globex.id)).toMatchObject({ barMinor: 3_000, sellerBarMinor: 5_000 });
    await remove(GLOBEX, own);
    expect(await limitsOf(GLOBEX, globex.id)).toMatchObject({ barMinor: 5_000 });
    expect(code(await remove(GLOBEX, own))).toBe('NOT_FOUND');
  });
});

describe('a day’s calls', () => {
  test('[B2] warn once and bar once, seller and company are told, and midnight in London lets them go out again', async () => {
    const { globex } = world;
    await set(NORTHWIND, { warnMinor: 100, barMinor: 200 });
    await t.call(9);
    expect(await kinds()).toEqual([]);
    await t.call(1);
    expect(await kinds(), 'to the penny').toEqual(['DAY']);
    await t.call(1);
    expect(await kinds()).toEqual(['DAY']);
    expect(await subjects()).toEqual([
      'admin@globex.example: Calls have come to a lot',
      'admin@northwind.example: Globex Ltd: Calls have come to a lot',
    ]);
    await t.call(9);
    expect(await kinds()).toEqual(['BARRED', 'DAY']);
    await t.call(5);
    expect(await kinds(), 'calls that were under way bar nothing twice').toEqual(['BARRED', 'DAY']);
    expect(await limitsOf(GLOBEX, globex.id)).toMatchObject({
      todayMicro: 2_500_000,
      bar: { limitMinor: 200 },
    });
    expect(await subjects()).toContain('admin@globex.example: Outgoing calls are barred');
    expect(await warnings(CONTOSO)).toEqual([]);
    app.clock.set('2026-10-20T22:55:00Z');
    await t.comesRound();
    expect((await limitsOf(NORTHWIND, globex.id))?.bar).not.toBeNull();
    app.clock.set('2026-10-20T23:00:00Z');
    await t.comesRound();
    expect(await limitsOf(NORTHWIND, globex.id)).toMatchObject({ todayMicro: 0, bar: null });
    await t.call(10, { startedAt: '2026-10-20T23:00:00Z' });
    expect(await kinds(), 'the next day warns anew').toEqual(['BARRED', 'DAY', 'DAY']);
  });

  test('[B2] of the day on which the clock goes back has twenty-five hours', async () => {
    await set(NORTHWIND, { barMinor: 100 });
    app.clock.set('2026-10-25T23:10:00Z');
    await t.call(10, { startedAt: '2026-10-24T23:00:00Z' });
    expect(await warnings(NORTHWIND), 'midnight of summer time begins it').toMatchObject([
      { kind: 'BARRED', day: '2026-10-25', endedAt: null },
    ]);
    await t.comesRound();
    expect(
      (await warnings(NORTHWIND, { barred: true }))?.length,
      'an hour that a summer’s day would not have',
    ).toBe(1);
    app.clock.set('2026-10-26T00:00:00Z');
    await t.comesRound();
    expect(await warnings(NORTHWIND, { barred: true })).toEqual([]);
  });

  test('[B2] that come a day late warn of that day, and bar nothing; a week late nothing at all', async () => {
    await set(NORTHWIND, { warnMinor: 100, barMinor: 200 });
    await t.call(60, { startedAt: '2026-10-19T10:00:00Z' });
    expect(await warnings(NORTHWIND)).toMatchObject([
      { kind: 'DAY', day: '2026-10-19', amountMicro: 6_000_000 },
    ]);
    await t.call(60, { startedAt: '2026-10-12T10:00:00Z' });
    expect(await kinds()).toEqual(['DAY']);
    await t.call(20);
    expect(await kinds(), 'today is over by itself').toEqual(['BARRED', 'DAY']);
  });

  test('[B2] are looked at anew when the limit changes: lower bars, higher lets them go out', async () => {
    const { globex } = world;
    await t.call(20);
    await set(NORTHWIND, { barMinor: 200 });
    expect((await limitsOf(GLOBEX, globex.id))?.bar).toMatchObject({ limitMinor: 200 });
    await set(NORTHWIND, { companyId: globex.id, barMinor: 201 });
    expect((await limitsOf(GLOBEX, globex.id))?.bar).toBeNull();
    await t.call(1);
    expect((await limitsOf(GLOBEX, globex.id))?.bar).toMatchObject({ limitMinor: 201 });
  });

  test('[B2] of the platform’s own customers are told its staff', async () => {
    await set(STAFF, { barMinor: 50 });
    await t.call(5, { from: '+441134960003' });
    expect(await subjects()).toEqual(
      expect.arrayContaining([
        'admin@acme.example: Outgoing calls are barred',
        'staff@xe2.example: Acme Ltd: Outgoing calls are barred',
      ]),
    );
    expect(await warnings(NORTHWIND)).toEqual([]);
  });
});

describe('liftCallBar', () => {
  test('[B2] lets calls go out with a reason, not barred again that day but by another limit', async () => {
    const { globex } = world;
    await set(NORTHWIND, { barMinor: 100 });
    await t.call(10);
    const [bar] = (await warnings(NORTHWIND, { barred: true })) ?? [];
    expect(code(await lift(USER, bar?.id))).toBe('FORBIDDEN');
    expect(code(await lift(GLOBEX, bar?.id)), 'not by the company itself').toBe('FORBIDDEN');
    expect(code(await lift(CONTOSO, bar?.id))).toBe('NOT_FOUND');
    expect(code(await lift(STAFF, bar?.id)), 'its reseller sells to it').toBe('FORBIDDEN');
    expect(code(await lift(NORTHWIND, bar?.id, ''))).toBe('INVALID_INPUT');
    expect((await lift(NORTHWIND, bar?.id)).data.liftCallBar).toMatchObject({
      outcome: 'They have told us that they are theirs.',
    });
    expect(await subjects()).toContain('admin@globex.example: Calls go out again');
    expect(code(await lift(NORTHWIND, bar?.id))).toBe('CONFLICT');
    await t.call(10);
    await t.comesRound();
    expect((await limitsOf(GLOBEX, globex.id))?.bar).toBeNull();
    await set(NORTHWIND, { barMinor: 120 });
    expect((await limitsOf(GLOBEX, globex.id))?.bar, 'another limit').toMatchObject({ limitMinor: 120 });
  });
});

describe('a first call', () => {
  test('[B2] to a premium or unusual zone warns once, and anew after ninety days without', async () => {
    await t.call(1, { to: '+353155501234' });
    await t.call(1, { to: '+353155501234' });
    await t.call(1);
    expect(await warnings(NORTHWIND)).toMatchObject([
      { kind: 'UNUSUAL', zone: 'Ireland', day: '2026-10-20' },
    ]);
    await t.call(1, { to: '+449098790000' });
    expect(await kinds()).toEqual(['PREMIUM', 'UNUSUAL']);
    expect(await subjects()).toEqual([
      'admin@globex.example: First call to a premium number',
      'admin@globex.example: First call to where nobody has called lately',
      'admin@northwind.example: Globex Ltd: First call to a premium number',
      'admin@northwind.example: Globex Ltd: First call to where nobody has called lately',
    ]);
    app.clock.set('2027-01-18T09:00:00Z');
    await t.call(1, { to: '+353155501234' });
    expect(await kinds(), 'ninety days later').toEqual(['PREMIUM', 'UNUSUAL']);
    app.clock.set('2027-04-19T09:00:00Z');
    await t.call(1, { to: '+353155501234' });
    expect(await kinds()).toEqual(['PREMIUM', 'UNUSUAL', 'UNUSUAL']);
  });

  test('[B2] that comes weeks late warns nobody', async () => {
    await t.call(1, { to: '+353155501234', startedAt: '2026-10-01T09:00:00Z' });
    expect(await kinds()).toEqual([]);
    await t.call(1, { to: '+353155501234' });
    expect(await kinds(), 'it has been called since').toEqual([]);
  });
});

describe('settleCallWarnings', () => {
  test('[B2] is for whoever sells, and takes the work off home', async () => {
    await t.call(1, { to: '+449098790000' });
    const [warning] = (await warnings(NORTHWIND)) ?? [];
    const ids = [warning?.id ?? ''];
    const atHome = async () =>
      (await ask<{ home: { callWarningsToSettle: number } }>(NORTHWIND, '{ home { callWarningsToSettle } }'))
        .data.home.callWarningsToSettle;
    expect(await atHome()).toBe(1);
    expect(code(await settle(GLOBEX, ids))).toBe('FORBIDDEN');
    expect(code(await settle(CONTOSO, ids))).toBe('NOT_FOUND');
    expect(code(await settle(NORTHWIND, []))).toBe('INVALID_INPUT');
    expect((await settle(STAFF, ids)).data.settleCallWarnings.refused).toEqual([
      { reason: 'It is for whoever sells to the company.' },
    ]);
    expect((await settle(NORTHWIND, ids)).data.settleCallWarnings).toEqual({ done: 1, refused: [] });
    expect(await atHome()).toBe(0);
    expect((await settle(NORTHWIND, ids)).data.settleCallWarnings).toEqual({
      done: 0,
      refused: [{ reason: 'It has been looked after already.' }],
    });
  });
});
