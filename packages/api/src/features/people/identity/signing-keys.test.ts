import { jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from '../../../app.ts';
import { testConfig } from '../../../kernel/config.ts';
import { signingKeys } from '../../../kernel/keys.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { rotateSigningKeys } from './signing-keys.ts';

const SECRET = 'a secret of an installation, long enough';
const config = { secret: SECRET };

let app: TestApp;
let world: World;
/** Another process of the same installation. */
let other: App;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z', config });
  world = await createWorld(app);
  other = await createApp(testConfig(config), app.database.appUrl, { clock: app.clock });
});
afterAll(async () => {
  await other.close();
  await app.close();
});

const viewer = async (token: string) =>
  (await app.ask<{ viewer: { email: string } }>('{ viewer { email } }', {}, token)).data?.viewer.email;
const subject = async (token: string) => {
  const { kind: _kind, ...rest } = (await other.services.tokens.verify(token)) as never as { kind: string };
  return rest as never;
};
const generations = () => world.sql<{ id: string }>('select id from signing_key order by signs_from');
const isSignedBy = async (token: string, generation?: string) => {
  const { publicKey } = signingKeys(SECRET, generation);
  return jwtVerify(token, publicKey, { currentDate: app.clock.now() }).then(
    () => true,
    () => false,
  );
};

test('[S54] signing keys rotate while two processes serve: nobody is signed out, and what was signed before ends by itself', async () => {
  const before = await world.signIn(world.globex.admin.email);
  expect(await isSignedBy(before)).toBe(true);
  expect(await subject(before)).toBeTruthy();

  await rotateSigningKeys(app.app.scopes);
  const [generation] = await generations();
  // Processes that have not heard of it yet take nothing amiss: it does not sign for a minute.
  app.clock.forward(30_000);
  const meanwhile = await world.signIn(world.globex.admin.email);
  expect(await isSignedBy(meanwhile)).toBe(true);

  app.clock.forward(31_000);
  await other.services.tokens.verify(meanwhile);
  const after = await world.signIn(world.globex.admin.email);
  expect(await isSignedBy(after, generation?.id)).toBe(true);
  for (const token of [before, meanwhile, after]) {
    expect(await viewer(token)).toBe(world.globex.admin.email);
    expect(await subject(token)).toBeTruthy();
  }
  const there = await other.services.tokens.issue(await subject(after));
  expect(await isSignedBy(there, generation?.id)).toBe(true);
  expect(await viewer(there)).toBe(world.globex.admin.email);
});

test('[S54] what a former key signs is not taken any more once its last token has expired', async () => {
  await rotateSigningKeys(app.app.scopes);
  app.clock.forward(61_000);
  const held = await world.signIn(world.globex.admin.email);
  app.clock.forward(30_000);
  await viewer(held);
  app.clock.forward(11 * 60_000);
  const token = await world.signIn(world.globex.admin.email);
  const { sid, mid, level, role, ver } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  const nowS = Math.floor(app.clock.now().getTime() / 1000);
  const forge = (generation?: string) =>
    new SignJWT({ sid, mid, level, role, ver })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
      .setIssuer('steward')
      .setAudience('steward-api')
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + 600)
      .sign(signingKeys(SECRET, generation).privateKey);
  const [first, second] = await generations();
  expect(await viewer(await forge(second?.id))).toBe(world.globex.admin.email);
  for (const former of [undefined, first?.id]) expect(await viewer(await forge(former))).toBeUndefined();

  await rotateSigningKeys(app.app.scopes);
  expect((await generations()).map(({ id }) => id)).not.toContain(first?.id);
});

test('[S54] somebody who is signed in, whoever they are, neither reads the generations nor adds one', async () => {
  const credentials = await app.app.services.tokens.verify(await world.signIn(world.platform.staff.email));
  const as = (text: string) =>
    app.app.scopes.run(credentials, { requestId: 'test' }, (scope) => scope.sql(text));
  expect(await as('select * from signing_keys()')).toEqual([]);
  await expect(as('select add_signing_key(gen_random_uuid(), now(), now(), now())')).rejects.toMatchObject({
    code: '42501',
  });
  await expect(as('select * from signing_key')).rejects.toMatchObject({ code: '42501' });
});
