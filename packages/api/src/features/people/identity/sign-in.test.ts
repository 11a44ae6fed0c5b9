import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }';
const VIEWER = '{ viewer { level email reseller { id } company { id } } }';

describe('signIn', () => {
  test('[I1] opens the membership and says who one is', async () => {
    const { data } = await app.ask<{ viewer: { level: string; company: { id: string } } }>(
      VIEWER,
      {},
      world.globex.admin.token,
    );
    expect(data.viewer).toEqual({
      level: 'COMPANY',
      email: 'admin@globex.example',
      reseller: { id: world.northwind.id },
      company: { id: world.globex.id },
    });
  });

  test('[S42] a wrong password and an unknown address are answered alike', async () => {
    const wrong = await app.ask(SIGN_IN, { email: 'admin@acme.example', password: 'nothing-like-it' });
    const unknown = await app.ask(SIGN_IN, { email: 'nobody@acme.example', password: 'nothing-like-it' });
    expect(wrong.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(unknown.errors?.map(({ message, extensions }) => ({ message, extensions }))).toEqual(
      wrong.errors?.map(({ message, extensions }) => ({ message, extensions })),
    );
  });

  test('[I1] slows down after five failures, even for the right password, and forgives with time', async () => {
    const email = 'admin@initech.example';
    for (let i = 0; i < 5; i += 1) await app.ask(SIGN_IN, { email, password: 'wrong' });
    const blocked = await app.ask(SIGN_IN, { email, password: PASSWORD });
    expect(blocked.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    app.clock.forward(60_000);
    const later = await app.ask<{ signIn: { accessToken: string } }>(SIGN_IN, { email, password: PASSWORD });
    expect(later.data.signIn.accessToken).toMatch(/^ey/);
  });

  test('[I1] [S29] counts every try before it looks at the password, however many come at once', async () => {
    const email = 'user@acme.example';
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, i) => app.ask(SIGN_IN, { email, password: `guess ${i}` })),
    );
    const codes = tries.map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(5);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(15);
    app.clock.forward(60_000);
    expect((await app.ask(SIGN_IN, { email, password: PASSWORD })).errors).toBeUndefined();
  });

  describe('a device that has signed in with the account before', () => {
    const from = (address: string, cookie = '') => ({ 'x-forwarded-for': address, cookie });
    const tryAs = async (email: string, password: string, headers: Record<string, string>) =>
      app.ask(SIGN_IN, { email, password }, undefined, headers);
    const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) =>
      errors?.[0]?.extensions.code;
    const deviceOf = ({ cookies }: { cookies: string[] }) =>
      cookies.find((cookie) => cookie.startsWith('steward_device='))?.split(';')[0] ?? '';
    const email = 'admin@northwind.example';
    const besiege = async () => {
      for (let i = 0; i < 6; i += 1) await tryAs(email, 'guess', from(`203.0.113.${i + 1}`));
    };

    test('[I1] [S42] is not slowed down by what others try elsewhere; others are', async () => {
      const device = deviceOf(await tryAs(email, PASSWORD, from('198.51.100.20')));
      await besiege();
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.21')))).toBe('RATE_LIMITED');
      expect(codeOf(await tryAs(email, 'typing error', from('198.51.100.20', device)))).toBe(
        'UNAUTHENTICATED',
      );
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.20', device)))).toBeUndefined();
      // Its signing in gives those who guess nothing back.
      expect(codeOf(await tryAs(email, PASSWORD, from('203.0.113.9')))).toBe('RATE_LIMITED');
      app.clock.forward(60_000);
      expect(codeOf(await tryAs(email, PASSWORD, from('203.0.113.9')))).toBeUndefined();
    });

    test('[I1] [S42] has five tries of its own, then waits, and is let go on with time', async () => {
      const device = deviceOf(await tryAs(email, PASSWORD, from('198.51.100.22')));
      for (let i = 0; i < 5; i += 1)
        expect(codeOf(await tryAs(email, `guess ${i}`, from('198.51.100.22', device)))).toBe(
          'UNAUTHENTICATED',
        );
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.22', device)))).toBe('RATE_LIMITED');
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.23')))).toBeUndefined();
      app.clock.forward(3_000);
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.22', device)))).toBeUndefined();
    });

    test('[S53] its cookie is for this host only, no script reads it, it names nobody and outlives signing out', async () => {
      const { cookies } = await tryAs(email, PASSWORD, from('198.51.100.24'));
      const cookie = cookies.find((one) => one.startsWith('steward_device='));
      expect(cookie).toMatch(
        /^steward_device=[\w-]{22}\.[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/,
      );
    });

    test.each([
      [
        'of another account',
        async () => deviceOf(await tryAs('admin@contoso.example', PASSWORD, from('198.51.100.25'))),
      ],
      ['that was made up', async () => `steward_device=${'a'.repeat(22)}.${'b'.repeat(43)}`],
      ['that is no cookie', async () => 'steward_device=....'],
    ])('[S42] a cookie %s is as good as none', async (_what, cookieOf) => {
      const cookie = await cookieOf();
      await besiege();
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.26', cookie)))).toBe('RATE_LIMITED');
      app.clock.forward(120_000);
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.26', cookie)))).toBeUndefined();
    });

    test('[I1] is known to several who sign in with it', async () => {
      const first = deviceOf(await tryAs(email, PASSWORD, from('198.51.100.27')));
      const both = deviceOf(await tryAs('admin@contoso.example', PASSWORD, from('198.51.100.27', first)));
      await besiege();
      expect(codeOf(await tryAs(email, PASSWORD, from('198.51.100.27', both)))).toBeUndefined();
      app.clock.forward(120_000);
    });
  });

  test('[I1] those who know their passwords do not use up the tries of the address they share', async () => {
    const from = { 'x-forwarded-for': '198.51.100.7' };
    const email = 'admin@acme.example';
    const counted = () =>
      world.sql(`select failures from sign_in_throttle where key = throttle_key('address', '198.51.100.7')`);
    await app.ask(SIGN_IN, { email, password: PASSWORD }, undefined, from);
    expect(await counted()).toEqual([]);
    await app.ask(SIGN_IN, { email, password: 'wrong' }, undefined, from);
    await app.ask(SIGN_IN, { email, password: PASSWORD }, undefined, from);
    expect(await counted()).toEqual([{ failures: 1 }]);
  });

  test('[I1] thirty failures from one network are enough, whichever of its addresses they come from', async () => {
    const tryFrom = async (address: string, i: number) => {
      const answer = await app.ask(
        SIGN_IN,
        { email: `nobody${i}@nowhere.example`, password: 'guess' },
        undefined,
        { 'x-forwarded-for': address },
      );
      return answer.errors?.[0]?.extensions.code;
    };
    const tries = Array.from({ length: 30 }, (_, i) => tryFrom(`2001:db8:1:2::${i + 1}`, i));
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['UNAUTHENTICATED']));
    expect(await tryFrom('2001:db8:1:2:ffff::1', 30)).toBe('RATE_LIMITED');
    expect(await tryFrom('2001:db8:1:3::1', 31)).toBe('UNAUTHENTICATED');
  });

  test('[I1] a network whose people mistype now and then, all day long, is not shut out', async () => {
    const from = { 'x-forwarded-for': '203.0.113.20' };
    for (let i = 0; i < 40; i += 1) {
      const input = { email: `typist${i}@nowhere.example`, password: 'guess' };
      const { errors } = await app.ask(SIGN_IN, input, undefined, from);
      expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      app.clock.forward(60_000);
      await app.ask(SIGN_IN, { email: 'admin@acme.example', password: PASSWORD }, undefined, from);
      app.clock.forward(90_000);
    }
  });

  test('[S50] an expired token and a forged one are refused', async () => {
    const token = await world.signIn('admin@contoso.example');
    const forged = `${token.slice(0, -6)}AAAAAA`;
    expect((await app.ask(VIEWER, {}, forged)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    app.clock.forward(11 * 60_000);
    expect((await app.ask(VIEWER, {}, token)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('[S45] signing out ends the session on the server', async () => {
    const token = await world.signIn('admin@globex.example');
    await app.ask('mutation { signOut }', {}, token);
    expect((await app.ask(VIEWER, {}, token)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the refresh cookie', () => {
  const signedInWithCookie = async () => {
    const answer = await app.ask<{ signIn: { accessToken: string } }>(SIGN_IN, {
      email: 'admin@northwind.example',
      password: PASSWORD,
    });
    return { token: answer.data.signIn.accessToken, cookie: answer.cookies[0] ?? '' };
  };

  test('[S53] is out of the reach of scripts, other sites and other hosts', async () => {
    const { cookie } = await signedInWithCookie();
    expect(cookie.split('; ').filter((part) => !/^(steward_refresh|Expires)=/.test(part))).toEqual([
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
    ]);
  });

  test('[S45] ends the session at sign-out even where the access token has expired', async () => {
    const { token, cookie } = await signedInWithCookie();
    app.clock.forward(11 * 60_000);
    const left = await app.ask('mutation { signOut }', {}, token, { cookie: cookie.split(';')[0] ?? '' });
    expect(left.errors).toBeUndefined();
    expect(left.cookies[0]).toMatch(/^steward_refresh=;.*Expires=Thu, 01 Jan 1970/);
    const [session] = await world.sql<{ ended: boolean }>(
      'select ended_at is not null as ended from session where person_id = $1 order by created_at desc, id desc limit 1',
      [world.northwind.admin.personId],
    );
    expect(session).toEqual({ ended: true });
  });
});

describe('refreshSession', () => {
  const signedIn = async () => {
    const answer = await app.ask(SIGN_IN, { email: 'staff@xe2.example', password: PASSWORD });
    return answer.cookies[0]?.split(';')[0] ?? '';
  };
  const refresh = (cookie: string) =>
    app.ask<{ refreshSession: { accessToken: string } }>(
      'mutation { refreshSession { accessToken } }',
      {},
      undefined,
      { cookie },
    );

  test('[S52] gives a new token and a new cookie', async () => {
    const cookie = await signedIn();
    const answer = await refresh(cookie);
    expect(answer.data.refreshSession.accessToken).toMatch(/^ey/);
    expect(answer.cookies[0]?.split(';')[0]).not.toBe(cookie);
  });

  test('[S52] a cookie that was traded before ends the whole session', async () => {
    const stolen = await signedIn();
    const current = (await refresh(stolen)).cookies[0]?.split(';')[0] ?? '';
    app.clock.forward(30_000);
    expect((await refresh(stolen)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await refresh(current)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  const cookieOf = ({ cookies }: { cookies: string[] }) => cookies[0]?.split(';')[0] ?? '';
  const code = async (cookie: string) => (await refresh(cookie)).errors?.[0]?.extensions.code;

  test('[S52] a cookie that was traded long ago ends it too: the thief may have traded again', async () => {
    const stolen = await signedIn();
    const second = cookieOf(await refresh(stolen));
    const third = cookieOf(await refresh(second));
    app.clock.forward(30_000);
    expect(await code(stolen)).toBe('UNAUTHENTICATED');
    expect(await code(third)).toBe('UNAUTHENTICATED');
  });

  test('[S52] of tabs that refresh at once one gets the next cookie; the others are told that they came late, and go on with it', async () => {
    const cookie = await signedIn();
    const tabs = await Promise.all([refresh(cookie), refresh(cookie), refresh(cookie)]);
    const won = tabs.filter(({ errors }) => !errors);
    expect(won).toHaveLength(1);
    const late = tabs.filter(({ errors }) => errors);
    expect(late.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['CONFLICT', 'CONFLICT']);
    // Nothing takes the cookie away from the browser that they share.
    expect(late.flatMap(({ cookies }) => cookies)).toEqual([]);
    expect(await code(cookieOf(won[0] as (typeof tabs)[0]))).toBeUndefined();
  });

  test('[S52] whose answer was lost asks again as the same attempt, for ten seconds, and gets the same cookie', async () => {
    const cookie = await signedIn();
    const attempted = (attempt: string) =>
      app.ask<{ refreshSession: { accessToken: string } }>(
        'mutation ($attempt: String) { refreshSession(attempt: $attempt) { accessToken } }',
        { attempt },
        undefined,
        { cookie },
      );
    const lost = await attempted('one');
    app.clock.forward(2_000);
    const again = await attempted('one');
    expect(cookieOf(again)).toBe(cookieOf(lost));
    expect(cookieOf(again)).not.toBe(cookie);
    expect((await attempted('two')).errors?.[0]?.extensions.code).toBe('CONFLICT');
    app.clock.forward(30_000);
    expect(await code(cookieOf(again))).toBeUndefined();
  });

  test.each(['', 'x', 'x.y', `${'x'.repeat(43)}.${'y'.repeat(43)}`, 'z'.repeat(500)])(
    'a made-up cookie is as good as none: %s',
    async (value) => {
      expect(await code(`steward_refresh=${value}`)).toMatch('UNAUTHENTICATED');
    },
  );
});
