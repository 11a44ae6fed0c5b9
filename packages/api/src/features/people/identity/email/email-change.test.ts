import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../../kernel/testing/world.ts';
import { colleague } from '../../roles/factory.ts';
import { enrolTotp } from '../factors/factory.ts';
import { emailChangeSecret } from '../factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const REQUEST = 'mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) }';
const CONFIRM = 'mutation ($token: String!) { confirmEmailChange(input: { token: $token }) }';
const problemOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions as { code: string; need?: string; fields?: { path: string }[] } | undefined;
const request = (email: string, token: string, password = PASSWORD) =>
  app.ask(REQUEST, { input: { email, password } }, token);
const confirm = (token: string, session: string) =>
  app.ask<{ confirmEmailChange: string }>(CONFIRM, { token }, session);
const somebody = () => colleague(world, world.globex.admin, 'FINANCE');
const mailTo = (email: string) =>
  world.letters<{ subject: string; body: string }>(
    `select subject, body from mail where "to" = $1 and cause = 'emailChange' order by created_at, id`,
    [email],
  );
/** The secret of the link that went to this address. */
async function linkTo(email: string): Promise<string> {
  await expect.poll(() => emailChangeSecret(world, email)).toBeDefined();
  return (await emailChangeSecret(world, email)) as string;
}
const signIn = async (email: string) =>
  (
    await app.ask<{ signIn: { accessToken: string } | null }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
      { email, password: PASSWORD },
    )
  ).errors === undefined;

describe('[S48] another address to sign in with', () => {
  test('counts once the link there is used in a session of the same person; the former one is told', async () => {
    const who = await somebody();
    const elsewhere = await world.signIn(who.email);
    expect((await request('grace.new@globex.example', who.token)).errors).toBeUndefined();
    const link = await linkTo('grace.new@globex.example');
    expect(await signIn(who.email)).toBe(true);
    expect(await signIn('grace.new@globex.example')).toBe(false);
    // Neither somebody else's session nor none.
    for (const token of [world.globex.admin.token, world.initech.admin.token])
      expect(problemOf(await confirm(link, token))?.code).toBe('NOT_FOUND');
    expect(problemOf(await app.ask(CONFIRM, { token: link }))?.code).toBe('UNAUTHENTICATED');
    const { data } = await confirm(link, who.token);
    expect(data.confirmEmailChange).toBe('grace.new@globex.example');
    expect(problemOf(await confirm(link, who.token))?.code).toBe('NOT_FOUND');
    expect(await signIn(who.email)).toBe(false);
    expect(await signIn('grace.new@globex.example')).toBe(true);
    const [told] = await mailTo(who.email);
    expect(told?.body).toContain('grace.new@globex.example');
    expect(told?.body).not.toContain('#');
    expect(await world.sql('select email from membership where id = $1', [who.membershipId])).toEqual([
      { email: 'grace.new@globex.example' },
    ]);
    // Other sessions go on until they are ended.
    expect((await app.ask('{ viewer { email } }', {}, elsewhere)).errors).toBeUndefined();
    const ended = await app.ask<{ endOtherSessions: number }>(
      'mutation ($password: String!) { endOtherSessions(input: { password: $password }) }',
      { password: PASSWORD },
      who.token,
    );
    expect(ended.data.endOtherSessions).toBeGreaterThan(0);
    expect(problemOf(await app.ask('{ viewer { email } }', {}, elsewhere))?.code).toBe('UNAUTHENTICATED');
  });

  test('asks for the password, and for a second factor shown just now if there is one', async () => {
    const who = await somebody();
    const wrong = await request('x1@globex.example', who.token, 'not my password');
    expect(problemOf(wrong)).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'password' }] });
    const { accessToken } = await enrolTotp(app, who.token);
    await world.sql(`update session set factor_at = factor_at - interval '11 minutes' where person_id = $1`, [
      who.personId,
    ]);
    expect(problemOf(await request('x1@globex.example', accessToken))).toMatchObject({
      code: 'FORBIDDEN',
      need: 'FACTOR',
    });
    await world.showFactor(who);
    expect((await request('x1@globex.example', accessToken)).errors).toBeUndefined();
  });

  test('[S42] the answer does not say whether somebody signs in with it, who is sent nothing', async () => {
    const who = await somebody();
    const taken = await request(world.initech.admin.email, who.token);
    const free = await request('nobody.yet@globex.example', who.token);
    expect(taken).toMatchObject({ data: free.data });
    expect(free.errors).toBeUndefined();
    await linkTo('nobody.yet@globex.example');
    expect(await mailTo(world.initech.admin.email)).toEqual([]);
  });

  test('that somebody else has taken meanwhile is refused, and one’s own is no other', async () => {
    const [first, second] = [await somebody(), await somebody()];
    for (const { token } of [first, second])
      expect((await request('wanted@globex.example', token)).errors).toBeUndefined();
    await expect.poll(() => mailTo('wanted@globex.example')).toHaveLength(2);
    const links = (await mailTo('wanted@globex.example')).map(
      ({ body }) => /confirm-email#([\w-]+)/.exec(body)?.[1] as string,
    );
    const answers = await Promise.all(
      links.flatMap((link) => [first, second].map(({ token }) => confirm(link, token))),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(problemOf(await request(first.email.toUpperCase(), second.token))).toBeUndefined();
    const { data } = await app.ask<{ viewer: { email: string } }>('{ viewer { email } }', {}, second.token);
    expect(problemOf(await request(data.viewer.email.toUpperCase(), second.token))).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'email' }],
    });
  });

  test('[S43] a link is void after an hour, and when a newer one was asked for', async () => {
    const who = await somebody();
    await request('old@globex.example', who.token);
    const old = await linkTo('old@globex.example');
    await request('newer@globex.example', who.token);
    const newer = await linkTo('newer@globex.example');
    expect(problemOf(await confirm(old, who.token))?.code).toBe('NOT_FOUND');
    await world.sql(`update email_change set expires_at = expires_at - interval '61 minutes'`);
    expect(problemOf(await confirm(newer, who.token))?.code).toBe('NOT_FOUND');
  });
});
