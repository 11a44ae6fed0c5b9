import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
/** What was asked for so often before is forgotten. */
beforeEach(() => app.clock.forward(24 * 3_600_000));

const GOOD = 'seven green bottles';
const VIEWER = '{ viewer { email } }';
const reset = (token: string, password: string) =>
  app.ask<{ resetPassword: boolean }>(
    'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }',
    { input: { token, password } },
  );
const signIn = (email: string, password: string) =>
  app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password },
  );
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;

/** The secret in a link that was just mailed. */
async function asked(email: string): Promise<string> {
  const before = await resetSecret(world, email);
  await app.ask('mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }', {
    input: { email },
  });
  await expect.poll(() => resetSecret(world, email)).not.toBe(before);
  return (await resetSecret(world, email)) ?? '';
}

describe('resetPassword', () => {
  test('[I1] [S37] the new password opens the door and the old one does not, and it stands in the audit log', async () => {
    const email = 'admin@globex.example';
    const { data, errors, cookies } = await reset(await asked(email), GOOD);
    expect(errors).toBeUndefined();
    expect(data.resetPassword).toBe(true);
    expect(cookies, 'nobody is signed in by it').toEqual([]);
    expect(codeOf(await signIn(email, PASSWORD))).toBe('UNAUTHENTICATED');
    expect((await signIn(email, GOOD)).data.signIn.accessToken).toMatch(/^ey/);
    const [kept] = await world.sql<{ password_hash: string }>(
      'select password_hash from person where email = $1',
      [email],
    );
    expect(kept?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,/);
    const audit = await world.sql(
      `select reseller_id, company_id, actor_level, actor_membership_id, subject_id, changed from audit_entry
        where action = 'resetPassword'`,
    );
    expect(audit).toEqual([
      {
        reseller_id: world.northwind.id,
        company_id: world.globex.id,
        actor_level: 'COMPANY',
        actor_membership_id: world.globex.admin.membershipId,
        subject_id: world.globex.admin.membershipId,
        changed: ['password'],
      },
    ]);
  });

  test.each(['staff@xe2.example', 'admin@contoso.example', 'admin@acme.example', 'user@globex.example'])(
    '[I1] is for every level: %s is told by mail that the password was changed, without a link',
    async (email) => {
      expect((await reset(await asked(email), GOOD)).errors).toBeUndefined();
      const mails = () =>
        world.letters<{ body: string }>(
          `select body from mail where "to" = $1 and cause = 'passwordChange'`,
          [email],
        );
      await expect.poll(mails).toHaveLength(1);
      const [mail] = await mails();
      expect(mail?.body).toContain('has been changed');
      expect(mail?.body).not.toMatch(/https?:|#/);
    },
  );

  test('[S45] [S47] ends every session of the person on the server, and nobody else’s', async () => {
    const email = 'admin@initech.example';
    const tokens = [await world.signIn(email), await world.signIn(email)];
    const other = await world.signIn('user@initech.example');
    const cookie = (await signIn(email, PASSWORD)).cookies[0]?.split(';')[0] ?? '';
    await reset(await asked(email), GOOD);
    for (const token of tokens) expect(codeOf(await app.ask(VIEWER, {}, token))).toBe('UNAUTHENTICATED');
    const refreshed = await app.ask('mutation { refreshSession { accessToken } }', {}, undefined, { cookie });
    expect(codeOf(refreshed)).toBe('UNAUTHENTICATED');
    expect((await app.ask(VIEWER, {}, other)).errors).toBeUndefined();
  });

  test('[I1] failed sign-ins before it slow nobody down afterwards', async () => {
    const email = 'user@initech.example';
    for (let i = 0; i < 6; i += 1) await signIn(email, 'wrong');
    expect(codeOf(await signIn(email, PASSWORD))).toBe('RATE_LIMITED');
    await reset(await asked(email), GOOD);
    expect((await signIn(email, GOOD)).errors).toBeUndefined();
  });

  test('[S43] works once, also when two browsers come in the same moment', async () => {
    const token = await asked('admin@northwind.example');
    const both = await Promise.all([reset(token, GOOD), reset(token, 'another good password')]);
    expect(both.map(codeOf).sort()).toEqual(['NOT_FOUND', undefined]);
    expect(codeOf(await reset(token, 'a third good password'))).toBe('NOT_FOUND');
    expect(codeOf(await signIn('admin@northwind.example', 'a third good password'))).toBe('UNAUTHENTICATED');
  });

  test('[S43] works up to an hour after it was asked for, not later', async () => {
    const email = 'user@acme.example';
    const late = await asked(email);
    app.clock.forward(3_600_000);
    const answer = await reset(late, GOOD);
    expect(codeOf(answer)).toBe('NOT_FOUND');
    expect(answer.errors?.[0]?.message).toContain('expired');
    const inTime = await asked(email);
    app.clock.forward(3_600_000 - 1_000);
    expect((await reset(inTime, GOOD)).errors).toBeUndefined();
  });

  test('[S43] a link is void once a newer one was asked for', async () => {
    const email = 'user@acme.example';
    const [older, newer] = [await asked(email), await asked(email)];
    expect(codeOf(await reset(older, GOOD))).toBe('NOT_FOUND');
    expect((await reset(newer, GOOD)).errors).toBeUndefined();
  });

  test('[S42] a secret that never was is answered like one that was used', async () => {
    const token = await asked('user@acme.example');
    await reset(token, GOOD);
    const [used, never] = [await reset(token, GOOD), await reset('never-was', GOOD)];
    expect(never.errors?.[0]?.message).toBe(used.errors?.[0]?.message);
    expect(never.errors?.[0]?.extensions).toEqual(used.errors?.[0]?.extensions);
  });

  test('[S47] is refused where the tenant has been suspended in the meantime', async () => {
    const token = await asked('user@acme.example');
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.acme.id]);
    expect(codeOf(await reset(token, GOOD))).toBe('NOT_FOUND');
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.acme.id]);
  });

  test.each([
    ['that is short', 'short', 'Must have at least 8 characters.'],
    ['of 129 characters', 'x'.repeat(129), 'May have at most 128 characters.'],
    ['that everyone has', 'password1', 'first that are guessed'],
    ['made of the company', 'AcmeAcme', 'name, address or company'],
  ])('[S36] refuses a password %s and can be tried again', async (_what, password, message) => {
    const token = await asked('user@acme.example');
    const answer = await reset(token, password);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'password', message: expect.stringContaining(message) }],
    });
    expect((await reset(token, GOOD)).errors).toBeUndefined();
  });
});
