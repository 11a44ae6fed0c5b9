import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../../kernel/testing/world.ts';
import { authenticator, CONFIRM_TOTP, enrolTotp, VERIFY_FACTOR } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ config: { factors: 'compulsory' } });
  world = await createWorld(app);
});
afterAll(() => app.close());

const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken need } }';
const START = 'mutation { startTotpEnrolment { secret uri } }';
type Begun = { startTotpEnrolment: { secret: string; uri: string } };
const signIn = async (email: string) =>
  (
    await app.ask<{ signIn: { accessToken: string; need: string | null } }>(SIGN_IN, {
      email,
      password: PASSWORD,
    })
  ).data.signIn;
const extensionsOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions as { code: string; need?: string } | undefined;

describe('[S38] where a second factor is compulsory', () => {
  test.each(['staff@xe2.example', 'admin@northwind.example', 'admin@globex.example'])(
    '%s is led through enrolment and can do nothing else',
    async (email) => {
      const { accessToken, need } = await signIn(email);
      expect(need).toBe('ENROLMENT');
      for (const query of [
        '{ viewer { id } }',
        '{ companies { totalCount } }',
        'mutation { endOtherSessions(input: { password: "x" }) }',
      ])
        expect(extensionsOf(await app.ask(query, {}, accessToken))).toMatchObject({
          code: 'FORBIDDEN',
          need: 'FACTOR',
        });
      const enrolled = await enrolTotp(app, accessToken);
      expect(enrolled.recoveryCodes).toHaveLength(10);
      const { data } = await app.ask<{ viewer: object }>('{ viewer { email } }', {}, enrolled.accessToken);
      expect(data.viewer).toEqual({ email });
      expect((await signIn(email)).need).toBe('FACTOR');
    },
  );

  test('an end user may go without', async () => {
    expect((await signIn('user@globex.example')).need).toBeNull();
  });

  test('a session from before waits from when it is next renewed', async () => {
    const [before] = await world.sql<{ awaits: string | null }>(
      'select awaits from session where membership_id = $1',
      [world.acme.admin.membershipId],
    );
    expect(before?.awaits).toBeNull();
    const [{ awaits } = { awaits: null }] = await world.sql<{ awaits: string | null }>(
      `select r.awaits from session s, rotate_session(s.family_hash, s.refresh_hash, 'next', $2, array['COMPANY']) r where s.membership_id = $1`,
      [world.acme.admin.membershipId, app.clock.now()],
    );
    expect(awaits).toBe('ENROLMENT');
    expect(extensionsOf(await app.ask('{ viewer { id } }', {}, world.acme.admin.token))?.code).toBe(
      'UNAUTHENTICATED',
    );
  });
});

describe('setting up an authenticator app', () => {
  test('[I2] the URI names who asks and whom; the secret is kept sealed', async () => {
    const { data } = await app.ask<Begun>(START, {}, world.globex.user.token);
    const { secret, uri } = data.startTotpEnrolment;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(decodeURIComponent(uri)).toContain('otpauth://totp/Northwind IT:user@globex.example?');
    expect(uri).toContain(`secret=${secret}`);
    const kept = await world.sql<{ secret: string }>('select secret from factor where person_id = $1', [
      world.globex.user.personId,
    ]);
    expect(kept[0]?.secret).toMatch(/^[0-9a-f]{8}\./);
    expect(kept[0]?.secret).not.toContain(secret);
  });

  test('[I2] counts from its first code; a wrong one is refused at its field, and beginning anew forgets the one before', async () => {
    const token = world.globex.user.token;
    const first = (await app.ask<Begun>(START, {}, token)).data.startTotpEnrolment.secret;
    const second = (await app.ask<Begun>(START, {}, token)).data.startTotpEnrolment.secret;
    const wrong = await app.ask(CONFIRM_TOTP, { code: authenticator(app, first).code() }, token);
    expect(wrong.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'code', message: expect.stringContaining('six digits') }],
    });
    expect((await signIn('user@globex.example')).need).toBeNull();
    const code = authenticator(app, second).code();
    const confirmed = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.ask(CONFIRM_TOTP, { code: `${code.slice(0, 3)} ${code.slice(3)}` }, token),
      ),
    );
    expect(confirmed.filter(({ errors }) => !errors)).toHaveLength(1);
    const waiting = await signIn('user@globex.example');
    expect(waiting.need).toBe('FACTOR');
    // What confirmed it was its first use.
    const used = await app.ask(VERIFY_FACTOR, { code }, waiting.accessToken);
    expect(used.errors?.[0]?.message).toContain('used already');
    const actions = await world.sql<{ action: string }>(
      `select action from audit_entry where subject_id = $1 and action = 'confirmTotpEnrolment'`,
      [world.globex.user.membershipId],
    );
    expect(actions).toHaveLength(1);
  });

  test('[S48] sessions elsewhere wait for it from then on', async () => {
    const elsewhere = await signIn('user@initech.example');
    await enrolTotp(app, (await signIn('user@initech.example')).accessToken);
    expect(extensionsOf(await app.ask('{ viewer { id } }', {}, elsewhere.accessToken))?.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('[S48] an open session alone is not enough: a second one wants the first shown, the first the password', async () => {
    const { accessToken } = await signIn('user@acme.example');
    app.clock.forward(9 * 60_000);
    await world.sql(
      "update session set password_at = password_at - interval '2 minutes' where person_id = $1",
      [world.acme.user.personId],
    );
    expect(extensionsOf(await app.ask(START, {}, accessToken))).toMatchObject({
      code: 'FORBIDDEN',
      need: 'PASSWORD',
    });
    const again = await signIn('user@acme.example');
    const enrolled = await enrolTotp(app, again.accessToken);
    expect((await app.ask(START, {}, enrolled.accessToken)).errors).toBeUndefined();
    await world.sql(`update session set factor_at = factor_at - interval '11 minutes' where person_id = $1`, [
      world.acme.user.personId,
    ]);
    expect(extensionsOf(await app.ask(START, {}, enrolled.accessToken))).toMatchObject({
      code: 'FORBIDDEN',
      need: 'FACTOR',
    });
  });

  test('[I2] without one under way, or half an hour later, there is nothing to confirm; nor for nobody', async () => {
    const { accessToken } = await signIn('admin@initech.example');
    expect(extensionsOf(await app.ask(CONFIRM_TOTP, { code: '123456' }, accessToken))?.code).toBe('CONFLICT');
    const { data } = await app.ask<Begun>(START, {}, accessToken);
    await world.sql(
      `update factor set created_at = created_at - interval '31 minutes' where confirmed_at is null`,
    );
    const code = authenticator(app, data.startTotpEnrolment.secret).code();
    expect(extensionsOf(await app.ask(CONFIRM_TOTP, { code }, accessToken))?.code).toBe('CONFLICT');
    expect(extensionsOf(await app.ask(CONFIRM_TOTP, { code }))?.code).toBe('UNAUTHENTICATED');
    expect(extensionsOf(await app.ask(START))?.code).toBe('UNAUTHENTICATED');
  });
});
