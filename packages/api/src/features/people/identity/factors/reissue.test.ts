import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../../kernel/testing/world.ts';
import { resetSecret } from '../factory.ts';
import { enrolTotp } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  // In the demonstration the text of every message stays to be read.
  app = await startTestApp({ config: { demo: true } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const RESET = 'mutation ($input: ResetFactorsInput!) { resetFactors(input: $input) }';
const REPORT = 'mutation ($password: String!) { reportLost(input: { password: $password }) }';
const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken need } }';
const CHOOSE =
  'mutation ($token: String!, $password: String!) { resetPassword(input: { token: $token, password: $password }) }';
const extensionsOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions as { code: string; need?: string } | undefined;
const reset = (membershipIds: string[], token?: string) =>
  app.ask<{ resetFactors: number }>(RESET, { input: { membershipIds } }, token);
const signIn = (email: string, password: string) =>
  app.ask<{ signIn: { accessToken: string; need: string | null } }>(SIGN_IN, { email, password });
/** A fresh session with a second factor shown. */
const fresh = async (person: { email: string; personId: string }): Promise<string> => {
  const token = await world.signIn(person.email);
  await world.showFactor(person);
  return token;
};

describe('[I5] an administrator cancels the sign-in of somebody who has lost something', () => {
  test('everything at once; the link that is mailed begins anew, without a second factor', async () => {
    const { user, admin } = world.globex;
    const enrolled = await enrolTotp(app, user.token);
    const { data, errors } = await reset([user.membershipId], await fresh(admin));
    expect(errors).toBeUndefined();
    expect(data.resetFactors).toBe(1);
    expect(extensionsOf(await app.ask('{ viewer { id } }', {}, enrolled.accessToken))?.code).toBe(
      'UNAUTHENTICATED',
    );
    expect(extensionsOf(await signIn(user.email, PASSWORD))?.code).toBe('UNAUTHENTICATED');
    for (const table of ['factor', 'recovery_code'])
      expect(await world.sql(`select from ${table} where person_id = $1`, [user.personId])).toEqual([]);

    await expect.poll(() => resetSecret(world, user.email), { timeout: 20_000 }).toBeDefined();
    const [mail] = await world.letters<{ subject: string; body: string }>(
      `select subject, body from mail where "to" = $1 and cause = 'passwordReset' order by id desc limit 1`,
      [user.email],
    );
    expect(mail?.subject).toBe('Begin anew with your sign-in');
    expect(mail?.body).toContain('within a day');
    app.clock.forward(23 * 3_600_000);
    const token = await resetSecret(world, user.email);
    const chosen = await app.ask(CHOOSE, { token, password: 'seven green bottles' });
    expect(chosen.errors).toBeUndefined();
    expect((await signIn(user.email, 'seven green bottles')).data.signIn.need).toBeNull();
    const [noted] = await world.sql<{ changed: string[]; actor_membership_id: string }>(
      `select changed, actor_membership_id from audit_entry where action = 'resetFactors' and subject_id = $1`,
      [user.membershipId],
    );
    expect(noted).toEqual({
      changed: ['password', 'factors', 'recoveryCodes'],
      actor_membership_id: admin.membershipId,
    });
  });

  test('[S48] not without a second factor shown just now, nor without the permission', async () => {
    const { user, admin } = world.globex;
    const token = await world.signIn(admin.email);
    expect(extensionsOf(await reset([user.membershipId], token))).toMatchObject({
      code: 'FORBIDDEN',
      need: 'FACTOR',
    });
    const asUser = await reset([admin.membershipId], await fresh(world.initech.user));
    expect(extensionsOf(asUser)).toEqual({ code: 'FORBIDDEN' });
    expect(extensionsOf(await reset([user.membershipId]))?.code).toBe('UNAUTHENTICATED');
  });

  test('never of oneself, of nobody of another tenant and of nobody higher up', async () => {
    const { admin, user } = world.globex;
    const token = await fresh(admin);
    expect(extensionsOf(await reset([admin.membershipId], token))?.code).toBe('CONFLICT');
    for (const other of [
      world.initech.user.membershipId,
      world.initech.admin.membershipId,
      world.northwind.admin.membershipId,
      world.platform.staff.membershipId,
    ])
      expect(extensionsOf(await reset([user.membershipId, other], token))?.code).toBe('NOT_FOUND');
    const asReseller = await fresh(world.northwind.admin);
    for (const other of [world.initech.admin.membershipId, world.platform.staff.membershipId])
      expect(extensionsOf(await reset([other], asReseller))?.code).toBe('NOT_FOUND');
    expect((await signIn('admin@initech.example', PASSWORD)).errors).toBeUndefined();
  });

  test('of nobody who signs in elsewhere too, but by staff, who may for all', async () => {
    const { user } = world.acme;
    const staff = await fresh(world.platform.staff);
    // The person of Globex' administrator is one of Initech's, too.
    await world.sql(`update membership set person_id = $1 where id = $2`, [
      world.globex.admin.personId,
      world.initech.user.membershipId,
    ]);
    const asReseller = await reset([world.globex.admin.membershipId], await fresh(world.northwind.admin));
    expect(asReseller.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'membershipIds', message: expect.stringContaining('signs in elsewhere') }],
    });
    expect((await signIn(world.globex.admin.email, PASSWORD)).errors).toBeUndefined();
    const { data } = await reset([world.globex.admin.membershipId, user.membershipId], staff);
    expect(data.resetFactors).toBe(2);
    expect(extensionsOf(await signIn(world.globex.admin.email, PASSWORD))?.code).toBe('UNAUTHENTICATED');
  });
});

describe('[I5] somebody reports that they have lost something', () => {
  test('everything is cancelled, this session too; a wrong password cancels nothing', async () => {
    const email = 'admin@acme.example';
    const token = await world.signIn(email);
    const wrong = await app.ask(REPORT, { password: 'wrong' }, token);
    expect(wrong.errors?.[0]?.extensions.fields?.[0]?.path).toBe('password');
    expect((await app.ask('{ viewer { id } }', {}, token)).errors).toBeUndefined();
    expect((await app.ask(REPORT, { password: PASSWORD }, token)).errors).toBeUndefined();
    expect(extensionsOf(await app.ask('{ viewer { id } }', {}, token))?.code).toBe('UNAUTHENTICATED');
    expect(extensionsOf(await signIn(email, PASSWORD))?.code).toBe('UNAUTHENTICATED');
    expect(extensionsOf(await app.ask(REPORT, { password: PASSWORD }, token))?.code).toBe('UNAUTHENTICATED');
    await expect.poll(() => resetSecret(world, email), { timeout: 20_000 }).toBeDefined();
    expect(extensionsOf(await app.ask(REPORT, { password: PASSWORD }))?.code).toBe('UNAUTHENTICATED');
  });
});

test('[S44] a password that is replaced by mail leaves the second factor as it is', async () => {
  const email = 'admin@contoso.example';
  await enrolTotp(app, await world.signIn(email));
  await app.ask('mutation ($email: String!) { requestPasswordReset(input: { email: $email }) }', { email });
  await expect.poll(() => resetSecret(world, email), { timeout: 20_000 }).toBeDefined();
  const token = await resetSecret(world, email);
  expect((await app.ask(CHOOSE, { token, password: 'seven green bottles' })).errors).toBeUndefined();
  expect((await signIn(email, 'seven green bottles')).data.signIn.need).toBe('FACTOR');
});
