import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../kernel/testing/world.ts';

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

  test('a second tab that comes seconds late is let in without a new cookie', async () => {
    const cookie = await signedIn();
    await refresh(cookie);
    app.clock.forward(2_000);
    const late = await refresh(cookie);
    expect(late.data.refreshSession.accessToken).toMatch(/^ey/);
    expect(late.cookies).toEqual([]);
  });
});
