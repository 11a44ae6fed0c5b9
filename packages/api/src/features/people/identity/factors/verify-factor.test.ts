import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../../kernel/testing/world.ts';
import { type Enrolled, enrolTotp, VERIFY_FACTOR } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken need } }';
const VIEWER = '{ viewer { email } }';

type SignedIn = { signIn: { accessToken: string; need: string | null } };
type Verified = { verifyFactor: { accessToken: string; need: string | null } };
const signIn = async (email: string) => {
  const { data, cookies } = await app.ask<SignedIn>(SIGN_IN, { email, password: PASSWORD });
  return { ...data.signIn, cookies };
};
const verify = (code: string, token: string, headers?: Record<string, string>) =>
  app.ask<Verified>(VERIFY_FACTOR, { code }, token, headers);
const extensionsOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions as { code: string; need?: string } | undefined;
const refreshCookie = (cookies: string[]) =>
  cookies.find((cookie) => cookie.startsWith('steward_refresh='))?.split(';')[0] ?? '';
const refresh = (cookie: string) =>
  app.ask<{ refreshSession: { accessToken: string; need: string | null } }>(
    'mutation { refreshSession { accessToken need } }',
    {},
    undefined,
    { cookie },
  );
const auditOf = (sessionId: string) =>
  world.sql<{ action: string }>('select action from audit_entry where subject_id = $1 order by at, id', [
    sessionId,
  ]);
const sessionIn = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;

describe('signing in with a second factor', () => {
  const email = 'admin@globex.example';
  let enrolled: Enrolled;
  beforeAll(async () => {
    enrolled = await enrolTotp(app, world.globex.admin.token);
  });

  test('[I2] [S45] the password opens a session that waits; the code makes it begin, with another cookie', async () => {
    app.clock.forward(60_000);
    const waiting = await signIn(email);
    expect(waiting.need).toBe('FACTOR');
    const refused = await app.ask(VIEWER, {}, waiting.accessToken);
    expect(extensionsOf(refused)).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
    expect(await auditOf(sessionIn(waiting.accessToken))).toEqual([]);

    const shown = await verify(enrolled.app.code(), waiting.accessToken);
    expect(shown.errors).toBeUndefined();
    expect(shown.data.verifyFactor.need).toBeNull();
    const { accessToken } = shown.data.verifyFactor;
    expect((await app.ask<{ viewer: object }>(VIEWER, {}, accessToken)).data.viewer).toEqual({ email });
    expect((await auditOf(sessionIn(accessToken))).map(({ action }) => action)).toEqual(['signIn']);

    // What the session had while it waited is worth nothing any more.
    expect(extensionsOf(await app.ask(VIEWER, {}, waiting.accessToken))?.code).toBe('UNAUTHENTICATED');
    expect(extensionsOf(await refresh(refreshCookie(waiting.cookies)))?.code).toBe('UNAUTHENTICATED');
    expect((await refresh(refreshCookie(shown.cookies))).data.refreshSession.need).toBeNull();
  });

  test('[S38] a session that waits stays so when it is renewed, and reads no row and changes none', async () => {
    const waiting = await signIn(email);
    const renewed = await refresh(refreshCookie(waiting.cookies));
    expect(renewed.data.refreshSession.need).toBe('FACTOR');
    const { accessToken } = renewed.data.refreshSession;
    for (const query of [
      '{ companies { totalCount } }',
      '{ sessions { totalCount } }',
      '{ factors { totalCount } }',
      `mutation { switchMembership(membershipId: "${world.globex.admin.membershipId}") { accessToken } }`,
      'mutation { startTotpEnrolment { secret } }',
      'mutation { confirmTotpEnrolment(input: { code: "123456" }) { accessToken } }',
    ])
      expect([query, extensionsOf(await app.ask(query, {}, accessToken))]).toMatchObject([
        query,
        { code: 'FORBIDDEN', need: 'FACTOR' },
      ]);
    const { data } = await app.ask<{ signOut: boolean }>('mutation { signOut }', {}, accessToken);
    expect(data.signOut).toBe(true);
    expect(extensionsOf(await verify(enrolled.app.code(), accessToken))?.code).toBe('UNAUTHENTICATED');
    expect(await auditOf(sessionIn(accessToken))).toEqual([]);
  });

  test('[S39] of 100 uses of one code at once exactly one succeeds, and none later', async () => {
    app.clock.forward(2 * 3_600_000);
    const code = enrolled.app.code();
    const { accessToken } = await signIn(email);
    const used = await Promise.all(Array.from({ length: 100 }, () => verify(code, accessToken)));
    expect(used.filter(({ errors }) => !errors)).toHaveLength(1);
    app.clock.forward(20_000);
    const again = await signIn(email);
    const replayed = await verify(code, again.accessToken);
    expect(replayed.errors?.[0]?.message).toContain('used already');
    expect(extensionsOf(replayed)?.code).toBe('INVALID_INPUT');
  });

  test('[S39] a code of a clock one step off is taken once, and none from before it; two steps off it is not', async () => {
    app.clock.forward(2 * 3_600_000);
    const { accessToken } = await signIn(email);
    expect(extensionsOf(await verify(enrolled.app.code(61), accessToken))?.code).toBe('INVALID_INPUT');
    expect(extensionsOf(await verify(enrolled.app.code(-61), accessToken))?.code).toBe('INVALID_INPUT');
    expect((await verify(enrolled.app.code(30), accessToken)).errors).toBeUndefined();
    const other = await signIn(email);
    for (const aheadS of [30, 0, -30])
      expect((await verify(enrolled.app.code(aheadS), other.accessToken)).errors?.[0]?.message).toContain(
        'used already',
      );
  });

  test('[S29] [S42] wrong codes are counted one by one, aliased ones too, for the person and not for the session', async () => {
    app.clock.forward(2 * 3_600_000);
    const { accessToken } = await signIn(email);
    const aliases = Array.from(
      { length: 8 },
      (_, i) => `t${i}: verifyFactor(input: { code: "00000${i}" }) { need }`,
    );
    const { errors } = await app.ask(`mutation { ${aliases.join(' ')} }`, {}, accessToken);
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 7; i += 1) {
      const another = await signIn(email);
      codes.push(extensionsOf(await verify('000000', another.accessToken))?.code);
    }
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('INVALID_INPUT'));
    expect(codes.slice(4)).toEqual(Array(3).fill('RATE_LIMITED'));
    const blocked = await verify(enrolled.app.code(), (await signIn(email)).accessToken);
    expect(extensionsOf(blocked)?.code).toBe('RATE_LIMITED');
    app.clock.forward(60_000);
    const later = await signIn(email);
    expect((await verify(enrolled.app.code(), later.accessToken)).errors).toBeUndefined();
    await app.app.services.security.flush();
    const events = await world.sql<{ times: number }>(
      `select sum(times)::integer as times from security_event where what = 'verifyFactor' and kind = 'SIGN_IN_FAILED' and membership_id = $1`,
      [world.globex.admin.membershipId],
    );
    expect(events[0]?.times).toBeGreaterThan(4);
  });

  test('[S40] a recovery code opens once, however it is typed; no other', async () => {
    app.clock.forward(2 * 3_600_000);
    const [first = '', second = ''] = enrolled.recoveryCodes;
    expect(enrolled.recoveryCodes).toHaveLength(10);
    expect(first).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){3}[0-9A-HJKMNP-TV-Z]{6}$/);
    const typed = first.toLowerCase().replaceAll('-', ' ');
    const opened = await signIn(email);
    const used = await Promise.all(Array.from({ length: 20 }, () => verify(typed, opened.accessToken)));
    expect(used.filter(({ errors }) => !errors)).toHaveLength(1);
    app.clock.forward(2 * 3_600_000);
    const { accessToken } = await signIn(email);
    const again = await verify(first, accessToken);
    expect(again.errors?.[0]?.message).toContain('no recovery code of yours, or it has been used');
    expect((await verify(second, accessToken)).errors).toBeUndefined();
    const kept = await world.sql<{ code_hash: string }>('select code_hash from recovery_code');
    expect(JSON.stringify(kept)).not.toContain(second.replaceAll('-', ''));
  });

  test("[I2] another person's codes are no good", async () => {
    app.clock.forward(2 * 3_600_000);
    const other = await enrolTotp(app, await world.signIn('admin@initech.example'));
    const { accessToken } = await signIn(email);
    expect(extensionsOf(await verify(other.app.code(), accessToken))?.code).toBe('INVALID_INPUT');
    expect(extensionsOf(await verify(other.recoveryCodes[0] ?? '', accessToken))?.code).toBe('INVALID_INPUT');
  });

  test('[S48] in a session that goes on it is fresh again, and the session keeps its cookie', async () => {
    app.clock.forward(2 * 3_600_000);
    const begun = await verify(enrolled.app.code(), (await signIn(email)).accessToken);
    const { accessToken } = begun.data.verifyFactor;
    app.clock.forward(2 * 3_600_000);
    const renewed = await refresh(refreshCookie(begun.cookies));
    const again = await verify(enrolled.app.code(), renewed.data.refreshSession.accessToken);
    expect(again.errors).toBeUndefined();
    expect(refreshCookie(again.cookies)).toBe('');
    expect((await auditOf(sessionIn(accessToken))).map(({ action }) => action)).toEqual([
      'signIn',
      'verifyFactor',
    ]);
    const [session] = await world.sql<{ factor_at: Date }>('select factor_at from session where id = $1', [
      sessionIn(accessToken),
    ]);
    expect(session?.factor_at).toEqual(app.clock.now());
  });

  test('[S34] a code is filled in and short; nobody who is not signed in shows one', async () => {
    expect((await verify('  ', (await signIn(email)).accessToken)).errors?.[0]?.extensions.fields).toEqual([
      { path: 'code', message: 'Must be filled in.' },
    ]);
    expect(extensionsOf(await app.ask(VERIFY_FACTOR, { code: '123456' }))?.code).toBe('UNAUTHENTICATED');
    const without = await verify('123456', (await signIn('admin@acme.example')).accessToken);
    expect(extensionsOf(without)?.code).toBe('INVALID_INPUT');
  });
});
