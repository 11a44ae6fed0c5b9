import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());
afterEach(async () => {
  app.clock.set('2026-10-01T09:00:00Z');
  await world.sql('update sign_in_policy set idle_minutes = 20160, absolute_minutes = 43200');
});

interface Policy {
  level: string;
  idleMinutes: number;
  absoluteMinutes: number;
}
const POLICIES = '{ signInPolicies { level idleMinutes absoluteMinutes } }';
const policies = (token?: string) => app.ask<{ signInPolicies: Policy[] }>(POLICIES, {}, token);
const update = (input: object, token?: string) =>
  app.ask<{ updateSignInPolicy: Policy }>(
    'mutation ($input: UpdateSignInPolicyInput!) { updateSignInPolicy(input: $input) { level idleMinutes absoluteMinutes } }',
    { input },
    token,
  );
/** Staff who have just shown a second factor. */
async function staff(): Promise<string> {
  const token = await world.signIn(world.platform.staff.email);
  await world.showFactor(world.platform.staff);
  return token;
}
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const at = ({ errors }: { errors?: { extensions: { fields?: { path: string; message: string }[] } }[] }) =>
  errors?.[0]?.extensions.fields?.[0];

/** Signs in and gives the cookie, with how long it lasts. */
async function signIn(email: string): Promise<{ token: string; cookie: string; expires: Date }> {
  const { data, cookies } = await app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password: PASSWORD },
  );
  const [whole = ''] = cookies;
  return {
    token: data.signIn.accessToken,
    cookie: whole.split(';')[0] ?? '',
    expires: new Date(/expires=([^;]+)/i.exec(whole)?.[1] ?? 0),
  };
}
const refresh = (cookie: string) =>
  app.ask<{ refreshSession: { accessToken: string } }>(
    'mutation { refreshSession { accessToken } }',
    {},
    undefined,
    {
      cookie,
    },
  );
const minutes = (count: number): number => count * 60_000;

describe('signInPolicies', () => {
  test('[S46] are told of every level to staff, and of their own to everyone else', async () => {
    const all = ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'];
    expect(
      (await policies(world.platform.staff.token)).data.signInPolicies.map(({ level }) => level),
    ).toEqual(all);
    for (const [{ token }, level] of [
      [world.northwind.admin, 'RESELLER'],
      [world.globex.admin, 'COMPANY'],
      [world.globex.user, 'END_USER'],
    ] as const)
      expect((await policies(token)).data.signInPolicies).toEqual([
        { level, idleMinutes: 20_160, absoluteMinutes: 43_200 },
      ]);
    expect(codeOf(await policies())).toBe('UNAUTHENTICATED');
  });
});

describe('updateSignInPolicy', () => {
  test('[S46] a shorter time without use ends sessions that are open, at once and wherever they are asked for', async () => {
    const { token, cookie } = await signIn('admin@globex.example');
    app.clock.forward(minutes(9));
    const { errors } = await update({ atLevel: 'COMPANY', idleMinutes: 15 }, await staff());
    expect(errors).toBeUndefined();
    expect((await app.ask(POLICIES, {}, token)).errors).toBeUndefined();
    app.clock.forward(minutes(6));
    expect(codeOf(await app.ask(POLICIES, {}, token))).toBe('UNAUTHENTICATED');
    expect(codeOf(await refresh(cookie))).toBe('UNAUTHENTICATED');
    // Other levels are as they were.
    const reseller = await signIn('admin@northwind.example');
    app.clock.forward(minutes(16));
    expect((await refresh(reseller.cookie)).errors).toBeUndefined();
  });

  test('[S46] whoever goes on working stays, up to the end that no use puts off', async () => {
    await update({ atLevel: 'END_USER', idleMinutes: 15, absoluteMinutes: 60 }, await staff());
    let { cookie, expires } = await signIn('user@globex.example');
    expect(expires.getTime() - app.clock.now().getTime()).toBe(minutes(15));
    for (let worked = 10; worked < 60; worked += 10) {
      app.clock.forward(minutes(10));
      const { errors, cookies } = await refresh(cookie);
      expect(errors, `after ${worked} minutes`).toBeUndefined();
      cookie = cookies[0]?.split(';')[0] ?? '';
      expires = new Date(/expires=([^;]+)/i.exec(cookies[0] ?? '')?.[1] ?? 0);
    }
    // The cookie lasts no longer than the session.
    expect(expires.getTime() - app.clock.now().getTime()).toBe(minutes(10));
    app.clock.forward(minutes(10));
    expect(codeOf(await refresh(cookie))).toBe('UNAUTHENTICATED');
  });

  test('[S46] [D9] stands in the audit log as it was and is, and is nothing the second time', async () => {
    const token = await staff();
    for (let i = 0; i < 2; i += 1)
      expect(
        (await update({ atLevel: 'RESELLER', idleMinutes: 720 }, token)).data.updateSignInPolicy,
      ).toEqual({
        level: 'RESELLER',
        idleMinutes: 720,
        absoluteMinutes: 43_200,
      });
    expect(
      await world.sql(`select subject_type, changed, differences from audit_entry
        where action = 'updateSignInPolicy' and changed = '{idleMinutes}' order by id desc limit 1`),
    ).toMatchObject([
      {
        subject_type: 'SignInPolicy',
        differences: [{ field: 'idleMinutes', before: '20160', after: '720' }],
      },
    ]);
  });

  test('[S48] asks for a second factor that was just shown', async () => {
    const answer = await update(
      { atLevel: 'RESELLER', idleMinutes: 720 },
      await world.signIn('staff@xe2.example'),
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
  });

  test.each(['northwind', 'globex'] as const)('is not for an administrator of %s', async (tenant) => {
    const answer = await update({ atLevel: 'COMPANY', idleMinutes: 720 }, world[tenant].admin.token);
    expect(codeOf(answer)).toBe('FORBIDDEN');
  });

  test('of two who edit the same the second is told', async () => {
    const token = await staff();
    await update({ atLevel: 'COMPANY', idleMinutes: 720 }, token);
    const second = await update(
      { atLevel: 'COMPANY', idleMinutes: 60, known: { idleMinutes: 20_160 } },
      token,
    );
    expect(codeOf(second)).toBe('CONFLICT');
  });

  test.each([
    [{ idleMinutes: 14 }, 'idleMinutes', 'between 15 minutes and 30 days'],
    [{ idleMinutes: 43_201 }, 'idleMinutes', 'between 15 minutes and 30 days'],
    [{ absoluteMinutes: 59 }, 'absoluteMinutes', 'between an hour'],
    [{ absoluteMinutes: 129_601 }, 'absoluteMinutes', 'between an hour'],
    [{ absoluteMinutes: 1440 }, 'absoluteMinutes', 'cannot stay unused for longer'],
    [{ idleMinutes: 1440, absoluteMinutes: 60 }, 'idleMinutes', 'cannot stay unused for longer'],
  ])('refuses %j', async (given, path, message) => {
    const answer = await update({ atLevel: 'COMPANY', ...given }, await staff());
    expect(codeOf(answer)).toBe('INVALID_INPUT');
    expect(at(answer)).toEqual({ path, message: expect.stringContaining(message) });
  });
});
