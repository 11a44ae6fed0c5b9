import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { type Config, testConfig } from '../../src/kernel/config.ts';
import { rotateKeys } from '../../src/kernel/rotate-keys.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';

/** An installation of two processes exchanges its secret as docs/runbooks/keys.md says, one process at a time. [S54] [S55] */
const SO_FAR = 'the secret that was here from the start, long enough';
const NEXT = 'the secret that is to take its place, long enough too';

interface Process {
  app: App;
  url: string;
}

let first: TestApp;
let world: World;
const running: App[] = [];

beforeAll(async () => {
  first = await startTestApp({ config: { secret: SO_FAR } });
  world = await createWorld(first);
});
afterAll(async () => {
  for (const app of running) await app.close();
  await first.close();
});

/** A process that comes up, as the one that it replaces goes. */
async function start(config: Partial<Config>, instead?: Process): Promise<Process> {
  const app = await createApp(testConfig(config), first.database.appUrl, { clock: first.clock });
  running.push(app);
  const url = await app.listen(0, '127.0.0.1');
  if (instead) {
    running.splice(running.indexOf(instead.app), 1);
    await instead.app.close();
  }
  return { app, url };
}

/** Asks a process; anything that goes wrong fails the test. */
async function ask<T>(
  { url }: Process,
  query: string,
  variables: object = {},
  { token, cookie }: { token?: string; cookie?: string } = {},
): Promise<{ data: T; cookie: string }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data: T; errors?: object };
  expect(answer.errors).toBeUndefined();
  return { data: answer.data, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

interface Signed {
  token: string;
  cookie: string;
}
/** What the administrator's authenticator app shows; the next time it shows another code. */
let totp: TOTP;
const code = (): string => {
  first.clock.forward(30_000);
  return totp.generate({ timestamp: first.clock.now().getTime() });
};
const givePassword = async (at: Process): Promise<Signed> => {
  const { data, cookie } = await ask<{ signIn: { accessToken: string } }>(
    at,
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email: world.globex.admin.email, password: PASSWORD },
  );
  return { token: data.signIn.accessToken, cookie };
};
/** The password at one process, the second factor at the other. */
const signIn = async (one: Process, other: Process): Promise<Signed> => {
  const { data, cookie } = await ask<{ verifyFactor: { accessToken: string } }>(
    other,
    'mutation ($code: String!) { verifyFactor(input: { code: $code }) { accessToken } }',
    { code: code() },
    await givePassword(one),
  );
  return { token: data.verifyFactor.accessToken, cookie };
};
const refresh = async (at: Process, { cookie: held }: Signed): Promise<Signed> => {
  const { data, cookie } = await ask<{ refreshSession: { accessToken: string } }>(
    at,
    'mutation { refreshSession { accessToken } }',
    {},
    { cookie: held },
  );
  return { token: data.refreshSession.accessToken, cookie };
};
const addPerson = async (at: Process, mobile: string, signed: Signed): Promise<string> =>
  (
    await ask<{ addEndUser: { id: string } }>(
      at,
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      { input: { firstName: 'Ada', lastName: mobile, mobile } },
      signed,
    )
  ).data.addEndUser.id;
const mobileOf = async (at: Process, id: string, signed: Signed): Promise<string> =>
  (
    await ask<{ endUser: { mobile: string } }>(
      at,
      'query ($id: ID!) { endUser(id: $id) { mobile } }',
      { id },
      signed,
    )
  ).data.endUser.mobile;

let telephone = 100;

/** What people do while both serve: whatever one of them gives out the other takes, in turn and back. */
async function nobodyNotices(one: Process, other: Process, since: Signed[], people: Map<string, string>) {
  for (const [here, there] of [
    [one, other],
    [other, one],
  ] as const) {
    const signed = await signIn(here, there);
    telephone += 1;
    const mobile = `+447700900${telephone}`;
    people.set(await addPerson(there, mobile, signed), mobile);
    first.clock.forward(1_000);
    since.push(await refresh(here, await refresh(there, await refresh(here, signed))));
  }
  // Sessions of before go on, whoever renews them.
  for (const [i, signed] of since.entries()) since[i] = await refresh(i % 2 ? one : other, signed);
  for (const [i, [id, mobile]] of [...people].entries())
    for (const at of [one, other])
      expect(await mobileOf(at, id, since[i % since.length] as Signed)).toBe(mobile);
}

test('[S54] [S55] the secret is exchanged while two processes serve, one after the other: nobody is signed out, nothing is unreadable, a factor goes on', {
  timeout: 240_000,
}, async () => {
  const since: Signed[] = [];
  const people = new Map<string, string>();
  let [one, other] = [await start({ secret: SO_FAR }), await start({ secret: SO_FAR })];
  const enrolling = await givePassword(one);
  const { data } = await ask<{ startTotpEnrolment: { secret: string } }>(
    one,
    'mutation { startTotpEnrolment { secret } }',
    {},
    enrolling,
  );
  totp = new TOTP({ secret: Secret.fromBase32(data.startTotpEnrolment.secret) });
  await ask(
    other,
    'mutation ($code: String!) { confirmTotpEnrolment(input: { code: $code }) { accessToken } }',
    { code: code() },
    enrolling,
  );
  await nobodyNotices(one, other, since, people);

  // Both are to know the next one before either signs or seals by it.
  one = await start({ secret: SO_FAR, formerSecret: NEXT }, one);
  await nobodyNotices(one, other, since, people);
  other = await start({ secret: SO_FAR, formerSecret: NEXT }, other);
  await nobodyNotices(one, other, since, people);
  one = await start({ secret: NEXT, formerSecret: SO_FAR }, one);
  await nobodyNotices(one, other, since, people);
  other = await start({ secret: NEXT, formerSecret: SO_FAR }, other);
  await nobodyNotices(one, other, since, people);

  await rotateKeys(one.app.scopes, one.app.services.seals);
  await nobodyNotices(one, other, since, people);
  // What was signed before is not taken any more; people renew it without noticing.
  first.clock.forward(11 * 60_000);
  one = await start({ secret: NEXT }, one);
  await nobodyNotices(one, other, since, people);
  other = await start({ secret: NEXT }, other);
  await nobodyNotices(one, other, since, people);
});
