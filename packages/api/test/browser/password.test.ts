import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetSecret } from '../../src/features/people/identity/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { fillSignIn, signIn } from './sign-in.ts';

/** A password that is forgotten, and one that is changed, in the console. */
const browser = useBrowser();
let app: TestApp;
let world: World;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out; in the demonstration
  // the text of every message stays to be read.
  app = await startTestApp({ at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z`, config: { demo: true } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const GOOD = 'seven green bottles';
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name });

/** Asks for a link on the page that is open, and gives the link. */
async function ask(page: Page, email: string): Promise<string> {
  await page.getByLabel('E-mail address').fill(email);
  await button(page, 'Send me a link').click();
  await heading(page, 'Check your mailbox').waitFor();
  await expect.poll(() => resetSecret(world, email)).toBeDefined();
  return `${app.url}/reset-password#${await resetSecret(world, email)}`;
}

describe('a forgotten password', () => {
  test('[I1] [S43] [S58] is replaced by way of a link, which works once; the old one is refused', async () => {
    const email = 'admin@globex.example';
    const elsewhere = (await browser.visitor()).page;
    await signIn(elsewhere, app.url, email);
    const { page, faults } = await browser.visitor();
    await page.goto(app.url);
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await heading(page, 'Forgotten your password?').waitFor();
    const link = await ask(page, email);

    await page.goto(link);
    await heading(page, 'Choose a new password').waitFor();
    expect(page.url()).toBe(`${app.url}/reset-password`);
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
    await page.getByLabel('New password').fill('short');
    await button(page, 'Change password').click();
    await page.getByText('Use at least 8 characters.').waitFor();
    await page.getByLabel('New password').fill('sunshine1');
    await page.getByText('first that are guessed').waitFor();
    await page.getByLabel('New password').fill('globex123');
    await button(page, 'Change password').click();
    await page.getByText('Do not make the password of').waitFor();
    // What was said while it was typed stands at the field once the server has said it, too.
    await page.getByText('Weak.', { exact: true }).waitFor();
    await page.getByLabel('New password').fill(GOOD);
    await page.keyboard.press('Enter');

    await heading(page, 'Sign in').waitFor();
    expect(await page.getByRole('status').textContent()).toContain('Your new password is set');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
    await fillSignIn(page, email, PASSWORD);
    await page.getByRole('alert').waitFor();
    await fillSignIn(page, email, GOOD);
    await heading(page, /^Hello/).waitFor();
    expect(faults).toEqual([]);

    await elsewhere.goto(`${app.url}/company`);
    await heading(elsewhere, 'Sign in').waitFor();
    await elsewhere.goto(link);
    await heading(elsewhere, 'This link is no longer good').waitFor();
    await elsewhere.getByRole('link', { name: 'Ask for a new link' }).click();
    await heading(elsewhere, 'Forgotten your password?').waitFor();
  });

  test('[S42] the page says the same of an address that is nobody’s', async () => {
    const { page } = await browser.visitor();
    const said = async (email: string) => {
      await page.goto(`${app.url}/forgotten-password`);
      await page.getByLabel('E-mail address').fill(email);
      await button(page, 'Send me a link').click();
      await heading(page, 'Check your mailbox').waitFor();
      return page.getByRole('main').textContent();
    };
    expect(await said('nobody@globex.example')).toBe(await said('user@acme.example'));
  });

  test('[I1] is replaced in a browser that is signed in, too, and leads to the home from there', async () => {
    const email = 'user@globex.example';
    const { page } = await browser.visitor();
    await signIn(page, app.url, email);
    await page.goto(`${app.url}/forgotten-password`);
    await page.goto(await ask(page, email));
    await page.getByLabel('New password').fill(GOOD);
    await button(page, 'Change password').click();
    await page.getByText('Your new password is set').waitFor();
    await fillSignIn(page, email, GOOD);
    await heading(page, /^Hello/).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

test('[I4] a temporary password by text message is typed like any other and leads to choosing one', async () => {
  const { email, membershipId } = world.initech.admin;
  const { errors } = await app.ask(
    'mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id } }',
    { input: { membershipId, mobile: '07700 900123' } },
    world.contoso.admin.token,
  );
  expect(errors).toBeUndefined();
  const { page, faults } = await browser.visitor();
  await page.goto(`${app.url}/forgotten-password`);
  await page.getByLabel('E-mail address').fill(email);
  await button(page, 'Text me a temporary password').click();
  await heading(page, 'Check your telephone').waitFor();
  const sent = async () =>
    (await world.letters<{ body: string }>(`select body from mail where channel = 'TEXT'`))[0]?.body.slice(
      0,
      14,
    ) ?? '';
  await expect.poll(sent, { timeout: 20_000 }).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await heading(page, 'Sign in').waitFor();
  await fillSignIn(page, email, (await sent()).toLowerCase());
  await heading(page, 'Choose a new password').waitFor();
  expect(page.url()).toBe(`${app.url}/reset-password`);
  await page.getByLabel('New password').fill(GOOD);
  await button(page, 'Change password').click();
  await page.getByText('Your new password is set').waitFor();
  await fillSignIn(page, email, GOOD);
  await heading(page, /^Hello/).waitFor();
  expect(faults).toEqual([]);
});

test('[I1] [S48] a password is changed among the sessions; the session goes on and the others are gone', async () => {
  const email = 'admin@northwind.example';
  const elsewhere = (await browser.visitor()).page;
  await signIn(elsewhere, app.url, email);
  const { page, faults } = await browser.visitor();
  await signIn(page, app.url, email);
  await button(page, 'Your account').click();
  await page.getByRole('menuitem', { name: 'Sessions and password' }).click();
  await heading(page, 'Sign-in').waitFor();
  await button(page, 'Change password').click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByLabel('Current password').fill('not the password');
  await dialogue.getByLabel('New password').fill(GOOD);
  await page.keyboard.press('Enter');
  await dialogue.getByText('This is not your current password.').waitFor();
  await dialogue.getByLabel('Current password').fill(PASSWORD);
  await dialogue.getByRole('button', { name: 'Change password' }).click();
  await dialogue.waitFor({ state: 'hidden' });
  await page.getByText('1–1 of 1').waitFor();
  expect(faults).toEqual([]);
  // Its live connection ends with its session.
  await heading(elsewhere, 'Sign in').waitFor();
  await fillSignIn(elsewhere, email, GOOD);
  await elsewhere.getByRole('navigation', { name: 'Main' }).waitFor();
});
