import { readFile } from 'node:fs/promises';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { fillSignIn } from './sign-in.ts';

/** Second factors in the console of an installation that asks administrators for them, with real codes. */
const browser = useBrowser();
let app: TestApp;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({
    at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z`,
    config: { factors: 'compulsory' },
  });
  await createWorld(app);
});
afterAll(() => app.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** What the app with this secret shows; the next time it shows another code. */
const codeOf = (secret: string): string => {
  app.clock.forward(30_000);
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now().getTime() });
};
const fillCode = async (page: Page, code: string, go = 'Go on') => {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await button(page, go).click();
};

test('[I2] [S38] [S40] an administrator sets one up at the first sign-in, signs in with it, and shows it where it is asked for', async () => {
  const email = 'admin@northwind.example';
  const { page, faults } = await browser.visitor();
  await page.goto(`${app.url}/companies`);
  await fillSignIn(page, email, PASSWORD);
  await heading(page, 'Set up a second factor').waitFor();
  // Nothing else can be opened, and loading anew leads back here.
  await page.goto(`${app.url}/companies`);
  await heading(page, 'Set up a second factor').waitFor();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await fillCode(page, '000000', 'Confirm');
  await page.getByText('This is not the code that your app shows now.').waitFor();
  await fillCode(page, codeOf(secret), 'Confirm');

  await page.getByText('one of these codes lets you in instead').waitFor();
  const [kept] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
  const codes = (await readFile(await kept.path(), 'utf8')).match(/^\w{6}(-\w{6}){3}$/gm) ?? [];
  expect(codes).toHaveLength(10);
  expect(await button(page, 'Go on').isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'I have kept the codes' }).check();
  await button(page, 'Go on').click();
  await heading(page, 'Companies').waitFor();

  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in').waitFor();
  await fillSignIn(page, email, PASSWORD);
  await heading(page, 'Second factor').waitFor();
  const field = page.getByLabel('Code', { exact: true });
  expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
  expect(await page.locator(':focus').getAttribute('name')).toBe('code');
  await fillCode(page, '000000');
  await page.getByText('This code is wrong.').waitFor();
  await button(page, 'Use a recovery code').click();
  await page.getByLabel('Recovery code').fill((codes[0] ?? '').toLowerCase());
  await button(page, 'Go on').click();
  await heading(page, /^Hello/).waitFor();

  // Ten minutes later it is asked for on the spot, and what was asked for goes on.
  await page.goto(`${app.url}/sessions`);
  await heading(page, 'Sign-in').waitFor();
  await page.getByText('9 codes left').waitFor();
  app.clock.forward(11 * 60_000);
  await button(page, 'Rename Authenticator app').click();
  const dialogue = page.getByRole('dialog', { name: 'Rename second factor' });
  await dialogue.getByLabel('Name').fill('Telephone');
  await dialogue.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('dialog', { name: 'Show your second factor' }).waitFor();
  await fillCode(page, codeOf(secret));
  await page.getByText('Telephone', { exact: true }).waitFor();
  await dialogue.waitFor({ state: 'hidden' });
  // Fresh by now: not asked for again.
  await button(page, 'Remove Telephone').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('This is your only second factor').waitFor();
  expect(faults).toEqual([]);
});

test('[S48] who has none sets one up where it is asked for, or leaves it', async () => {
  const { page } = await browser.visitor();
  await page.goto(`${app.url}/sessions`);
  await fillSignIn(page, 'user@globex.example', PASSWORD);
  await heading(page, 'Sign-in').waitFor();
  await page.getByText('You sign in by your password alone.').waitFor();
  app.clock.forward(11 * 60_000);
  await button(page, 'Add authenticator app').click();
  const dialogue = page.getByRole('dialog', { name: 'Add an authenticator app' });
  await dialogue.getByLabel('Your password').fill(PASSWORD);
  await button(page, 'Go on').click();
  const secret = ((await dialogue.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await fillCode(page, codeOf(secret), 'Confirm');
  await page.getByRole('checkbox', { name: 'I have kept the codes' }).check();
  await button(page, 'Go on').click();
  await page.getByText('10 codes left').waitFor();
});
