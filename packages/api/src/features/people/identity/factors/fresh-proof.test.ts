import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../../kernel/testing/world.ts';
import { enrolTotp } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const PROVE = 'mutation ($password: String!) { provePassword(input: { password: $password }) }';
const FRESH = '{ freshProof }';
const POLICY =
  'mutation { updateSignInPolicy(input: { atLevel: END_USER, idleMinutes: 600, absoluteMinutes: 6000 }) { id } }';
const staff = () => world.platform.staff.token;
/** What is missing to do something that asks for a factor anew; undefined if it was done. */
const needOf = async (token: string): Promise<string | undefined> => {
  const { errors } = await app.ask(POLICY, {}, token);
  const extensions = errors?.[0]?.extensions as { code: string; need?: string } | undefined;
  return extensions?.need ?? extensions?.code;
};
const proofOf = async (token: string) =>
  (await app.ask<{ freshProof: string }>(FRESH, {}, token)).data.freshProof;
const prove = (password: string, token: string) => app.ask(PROVE, { password }, token);

describe('[S48] where a second factor is asked for anew and there is none', () => {
  test('one is set up; the password does not do', async () => {
    expect(await proofOf(staff())).toBe('ENROLMENT');
    expect((await prove(PASSWORD, staff())).errors).toBeUndefined();
    expect(await needOf(staff())).toBe('FACTOR');
  });

  test('the password stands in for it in the demonstration, given anew and for ten minutes', async () => {
    app.app.services.factors.passwordStandsIn = true;
    expect(await proofOf(staff())).toBe('PASSWORD');
    // Having signed in with it a moment ago is not giving it anew.
    expect(await needOf(staff())).toBe('FACTOR');
    expect((await prove('not my password', staff())).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(await needOf(staff())).toBe('FACTOR');
    expect((await prove(PASSWORD, staff())).errors).toBeUndefined();
    expect(await needOf(staff())).toBeUndefined();
    // In this session only.
    const [other] = await world.sql<{ shown: boolean }>(
      'select bool_or(factor_at is not null) as shown from session where membership_id <> $1',
      [world.platform.staff.membershipId],
    );
    expect(other?.shown).toBe(false);
    await world.sql(`update session set factor_at = factor_at - interval '11 minutes'`);
    expect(await needOf(staff())).toBe('FACTOR');
  });

  test('signing in goes on with the password alone', async () => {
    const { data } = await app.ask<{ signIn: { need: string | null } }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { need } }',
      { email: 'staff@xe2.example', password: PASSWORD },
    );
    expect(data.signIn.need).toBeNull();
  });

  test('whoever has a factor shows that, and nothing else', async () => {
    const { accessToken } = await enrolTotp(app, staff());
    expect(await proofOf(accessToken)).toBe('FACTOR');
    await world.sql('update session set factor_at = null');
    await prove(PASSWORD, accessToken);
    expect(await needOf(accessToken)).toBe('FACTOR');
    expect((await app.ask(FRESH, {})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
