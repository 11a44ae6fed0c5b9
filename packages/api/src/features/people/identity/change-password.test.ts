import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { resetSecret } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  // In the demonstration the text of every message stays to be read.
  app = await startTestApp({ config: { demo: true } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const GOOD = 'seven green bottles';
const VIEWER = '{ viewer { email } }';
const change = (token: string | undefined, currentPassword: string, newPassword: string, from?: string) =>
  app.ask<{ changePassword: { id: string; current: boolean } }>(
    'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { id current } }',
    { input: { currentPassword, newPassword } },
    token,
    from ? { 'x-forwarded-for': from } : {},
  );
const signIn = (email: string, password: string) =>
  app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password },
  );
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;

describe('changePassword', () => {
  test.each(['staff@xe2.example', 'admin@contoso.example', 'admin@globex.example', 'user@globex.example'])(
    '[I1] [S48] %s changes it, goes on in this session and is told by mail; all other sessions end',
    async (email) => {
      const [mine, other] = [await world.signIn(email), await world.signIn(email)];
      const { data, errors } = await change(mine, PASSWORD, GOOD);
      expect(errors).toBeUndefined();
      expect(data.changePassword.current).toBe(true);
      expect((await app.ask(VIEWER, {}, mine)).errors).toBeUndefined();
      expect(codeOf(await app.ask(VIEWER, {}, other))).toBe('UNAUTHENTICATED');
      expect(codeOf(await signIn(email, PASSWORD))).toBe('UNAUTHENTICATED');
      expect((await signIn(email, GOOD)).errors).toBeUndefined();
      await expect
        .poll(() =>
          world.letters<{ body: string }>(
            `select body from mail where "to" = $1 and cause = 'passwordChange'`,
            [email],
          ),
        )
        .toEqual([{ body: expect.stringContaining('has been changed') }]);
    },
  );

  test('[D9] stands in the audit log, without a word of the password', async () => {
    const audit = await world.sql(
      `select reseller_id, company_id, actor_membership_id, subject_id, changed, reference from audit_entry
        where action = 'changePassword' and actor_membership_id = $1`,
      [world.globex.admin.membershipId],
    );
    expect(audit).toEqual([
      {
        reseller_id: world.northwind.id,
        company_id: world.globex.id,
        actor_membership_id: world.globex.admin.membershipId,
        subject_id: world.globex.admin.membershipId,
        changed: ['password'],
        reference: null,
      },
    ]);
  });

  test('[I1] refuses a wrong current password and changes nothing', async () => {
    const email = 'admin@initech.example';
    const [mine, other] = [await world.signIn(email), await world.signIn(email)];
    expect((await change(mine, 'not the password', GOOD)).errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'currentPassword' }],
    });
    expect((await app.ask(VIEWER, {}, other)).errors).toBeUndefined();
    expect((await signIn(email, PASSWORD)).errors).toBeUndefined();
  });

  test('[I1] slows guessing down as the front door does, which stays open to whoever knows it', async () => {
    const email = 'admin@acme.example';
    const mine = await world.signIn(email);
    for (let i = 0; i < 5; i += 1)
      expect(codeOf(await change(mine, `guess number ${i}`, GOOD))).toBe('INVALID_INPUT');
    expect(codeOf(await change(mine, PASSWORD, GOOD))).toBe('RATE_LIMITED');
    expect(codeOf(await signIn(email, PASSWORD))).toBeUndefined();
    app.clock.forward(60_000);
    expect((await change(mine, PASSWORD, GOOD)).errors).toBeUndefined();
    app.clock.set('2026-10-01T09:00:00Z');
  });

  test('[I1] does not use up the tries of the address that one shares', async () => {
    const from = '198.51.100.9';
    const counted = () =>
      world.sql(`select failures from sign_in_throttle where key = throttle_key('address', $1)`, [from]);
    const mine = await world.signIn('user@initech.example');
    await change(mine, 'not the password', GOOD, from);
    expect(await counted()).toEqual([{ failures: 1 }]);
    expect((await change(mine, PASSWORD, GOOD, from)).errors).toBeUndefined();
    expect(await counted()).toEqual([{ failures: 1 }]);
  });

  test('[S43] voids a link to a new password', async () => {
    const email = 'user@acme.example';
    const mine = await world.signIn(email);
    await app.ask('mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }', {
      input: { email },
    });
    await expect.poll(() => resetSecret(world, email)).toBeDefined();
    await change(mine, PASSWORD, GOOD);
    const late = await app.ask('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }', {
      input: { token: await resetSecret(world, email), password: 'another good password' },
    });
    expect(codeOf(late)).toBe('NOT_FOUND');
  });

  test.each([
    ['that is short', 'short', 'Must have at least 8 characters.'],
    ['of 129 characters', 'x'.repeat(129), 'May have at most 128 characters.'],
    ['that everyone has', 'password1', 'first that are guessed'],
    ['made of the reseller', 'NORTHWIND-ada', 'name, address or company'],
    ['that one has', PASSWORD, 'different from your current password'],
  ])('[S36] refuses a new password %s', async (_what, password, message) => {
    const answer = await change(await world.signIn('admin@northwind.example'), PASSWORD, password);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'newPassword', message: expect.stringContaining(message) }],
    });
  });

  test('is for whoever is signed in', async () => {
    expect(codeOf(await change(undefined, PASSWORD, GOOD))).toBe('UNAUTHENTICATED');
  });
});
