import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { fillSignIn } from './sign-in.ts';

/** Passkeys in the console, with the browser's own virtual authenticator. */
const browser = useBrowser();
let app: TestApp;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  // Browsers take passkeys for names only, not for addresses.
  url = `http://localhost:${port}`;
  app = await startTestApp({
    at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z`,
    port,
    config: { publicUrl: url },
  });
  await createWorld(app);
});
afterAll(() => app.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Plugs an authenticator into the page that keeps passkeys and is unlocked. */
async function plugIn(page: Page): Promise<{ client: CDPSession; authenticatorId: string }> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { client, authenticatorId };
}

test('[I3] [S41] a passkey is added, lets in alone, is the second factor after a password, and is refused when locked', async () => {
  const email = 'admin@globex.example';
  const { page, faults } = await browser.visitor();
  const { client, authenticatorId } = await plugIn(page);
  await page.goto(`${url}/sessions`);
  await fillSignIn(page, email, PASSWORD);
  await heading(page, 'Sign-in').waitFor();
  await button(page, 'Add passkey').click();
  await page.getByLabel('Name').fill('Work laptop');
  await button(page, 'Go on').click();
  await page.getByRole('checkbox', { name: 'I have kept the codes' }).check();
  await button(page, 'Go on').click();
  await page.getByText('Work laptop', { exact: true }).waitFor();
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials).toHaveLength(1);
  expect(credentials[0]?.rpId).toBe('localhost');

  const leave = async () => {
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
  };
  await leave();
  await button(page, 'Use a passkey').click();
  await heading(page, /^Hello/).waitFor();

  await leave();
  await fillSignIn(page, email, PASSWORD);
  await heading(page, 'Second factor').waitFor();
  await button(page, 'Use a passkey').click();
  await heading(page, /^Hello/).waitFor();

  await leave();
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await button(page, 'Use a passkey').click();
  await page.getByText('No passkey was used.').waitFor();
  expect(faults).toEqual([]);
});

const START = 'mutation { startPasskeySignIn }';
const SIGN_IN =
  'mutation ($response: String!) { signInWithPasskey(response: $response) { accessToken need } }';

/** Has the page's authenticator answer what it is asked. */
const answerOf = (page: Page, asked: string) =>
  page.evaluate(async (json: string) => {
    const options = JSON.parse(json);
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const browserOf = globalThis as unknown as {
      navigator: { credentials: { get(o: object): Promise<{ toJSON(): object }> } };
    };
    const credential = await browserOf.navigator.credentials.get({
      publicKey: { challenge: bytes(options.challenge), rpId: options.rpId, userVerification: 'required' },
    });
    return JSON.stringify(credential.toJSON());
  }, asked);

test('[S41] an answer is good once, soon, and for this address only', async () => {
  const { page } = await browser.visitor();
  await plugIn(page);
  await page.goto(`${url}/sessions`);
  await fillSignIn(page, 'user@globex.example', PASSWORD);
  await heading(page, 'Sign-in').waitFor();
  await button(page, 'Add passkey').click();
  await button(page, 'Go on').click();
  await page.getByRole('checkbox', { name: 'I have kept the codes' }).waitFor();

  const ask = async () => (await app.ask<{ startPasskeySignIn: string }>(START)).data.startPasskeySignIn;
  const say = async (response: string) =>
    (await app.ask<{ signInWithPasskey: { need: string | null } }>(SIGN_IN, { response })).errors?.[0]
      ?.message;
  const good = await answerOf(page, await ask());
  const said = await Promise.all(Array.from({ length: 10 }, () => say(good)));
  expect(said.filter((message) => message === undefined)).toHaveLength(1);
  expect(await say(good)).toContain('answered already, or too late');

  const late = await answerOf(page, await ask());
  app.clock.forward(6 * 60_000);
  expect(await say(late)).toContain('answered already, or too late');

  // The same authenticator, asked by a page of another address.
  const changed = (text: string, to: object): string => {
    const answer = JSON.parse(text);
    const client = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString());
    answer.response.clientDataJSON = Buffer.from(JSON.stringify({ ...client, ...to })).toString('base64url');
    return JSON.stringify(answer);
  };
  expect(await say(changed(await answerOf(page, await ask()), { origin: 'https://evil.example' }))).toContain(
    'of another address',
  );
  const never = JSON.parse(await ask());
  expect(
    await say(changed(await answerOf(page, JSON.stringify(never)), { challenge: 'bmV2ZXIgYXNrZWQ' })),
  ).toContain('answered already, or too late');
  expect(await say('{}')).toContain('the answer of a browser');
});
