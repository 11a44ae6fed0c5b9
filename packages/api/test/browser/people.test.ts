import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emailChangeSecret, invitationSecret } from '../../src/features/people/identity/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { signIn } from './sign-in.ts';

/** What people have to do with one another: somebody asks to come in, something about somebody is wrong, a number is looked up. */
const browser = useBrowser();
let app: TestApp;
let world: World;
let admin: Visitor;
let user: Visitor;
const SECRET = 'seven green bottles';

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
  await app.app.work();
  admin = await browser.visitor();
  user = await browser.visitor();
  await signIn(admin.page, app.url, world.globex.admin.email);
  await signIn(user.page, `${app.url}/profile`, world.globex.user.email);
});
afterAll(() => app.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('[I6] somebody asks by a link, is approved, is told their user id, and signs in', async () => {
  await admin.page.goto(`${app.url}/requests`);
  await button(admin.page, 'Make a link').click();
  const link = await admin.page.getByText(/\/request-access#/).textContent();
  const { page, faults } = await browser.visitor();
  await page.goto((link ?? '').trim());
  await heading(page, 'Ask for access to Globex Ltd').waitFor();
  expect(page.url()).not.toContain('#');
  await page.getByLabel('First name').fill('Siobhán');
  await page.getByLabel('Last name').fill('O’Brien');
  await page.getByLabel('E-mail address').fill('siobhan@mail.example');
  await page.getByLabel('Phone (optional)').fill('020 7946 0311');
  await page.getByLabel('Why you need access').fill('I start in accounts on Monday.');
  await button(page, 'Send request').click();
  await heading(page, 'Your request is on its way').waitFor();

  // It comes up by itself.
  await button(admin.page, 'Approve: Siobhán O’Brien').click();
  const dialogue = admin.page.getByRole('dialog', { name: 'Approve Siobhán O’Brien?' });
  await dialogue.getByText('I start in accounts on Monday.').waitFor();
  await dialogue.getByRole('button', { name: 'Approve and invite' }).click();
  await admin.page.getByText(/Siobhán O’Brien is invited as GLOBEX-0002/).waitFor();

  const secret = await invitationSecret(world, 'siobhan@mail.example');
  const [mail] = await world.letters<{ body: string }>(
    `select body from mail where "to" = 'siobhan@mail.example' and cause = 'invitation'`,
  );
  expect(mail?.body).toContain('GLOBEX-0002');
  await page.goto(`${app.url}/invitation#${secret}`);
  await page.getByLabel('Choose a password').fill(SECRET);
  await button(page, 'Create sign-in and continue').click();
  await heading(page, /^Hello/).waitFor();
  await page.goto(`${app.url}/profile`);
  await page.getByText('GLOBEX-0002').first().waitFor();
  expect(faults).toEqual([]);
});

test('[U3] an end user asks for a correction, their administrator makes it, and they see it', async () => {
  const { page } = user;
  await button(page, 'Ask for a correction').click();
  const dialogue = page.getByRole('dialog', { name: 'Ask for a correction' });
  await dialogue.getByLabel('What is wrong').click();
  await page.getByRole('option', { name: 'Job title' }).click();
  await dialogue.getByLabel('As it should be').fill('Head of customer care');
  await dialogue.getByLabel('Note').fill('Since 1 October.');
  await dialogue.getByRole('button', { name: 'Send' }).click();
  await dialogue.waitFor({ state: 'hidden' });
  await page.getByText('Job title: Head of customer care').waitFor();

  await admin.page.goto(app.url);
  await admin.page.getByText(/waits for a correction/).click();
  await admin.page.getByText('“Since 1 October.”').waitFor();
  await admin.page.getByRole('button', { name: /^Correct: / }).click();
  // Nothing has to be loaded anew.
  await page.getByText('Corrected', { exact: true }).waitFor();
  await page.getByText('Head of customer care').nth(1).waitFor();
  expect([...admin.faults, ...user.faults]).toEqual([]);
});

test('[O2] the palette finds a person by the number on a display', async () => {
  const { page } = user;
  await button(page, 'Correct numbers').click();
  const dialogue = page.getByRole('dialog', { name: 'Correct my numbers' });
  await dialogue.getByLabel('Mobile').fill('07700 900345');
  await dialogue.getByRole('button', { name: 'Save' }).click();
  await dialogue.waitFor({ state: 'hidden' });
  for (const typed of ['07700 900345', '+44 7700 900345', '900345']) {
    await admin.page.keyboard.press('Control+k');
    await admin.page.getByLabel('Search or jump to').fill(typed);
    await admin.page.getByRole('button', { name: /Uma Globex/ }).waitFor();
    await admin.page.keyboard.press('Enter');
    await heading(admin.page, 'Uma Globex').waitFor();
    await admin.page.getByText('07700 900345').first().waitFor();
  }
});

test('[S48] an administrator signs in with another address once it is confirmed there, and ends other sessions', async () => {
  const { page, faults } = await browser.visitor();
  const { email } = world.acme.admin;
  await signIn(page, `${app.url}/sessions`, email);
  await button(page, 'Change e-mail address').click();
  const dialogue = page.getByRole('dialog', { name: 'Change e-mail address' });
  await dialogue.getByLabel('New e-mail address').fill('ada.new@acme.example');
  await dialogue.getByLabel('Your password').fill('not mine');
  await dialogue.getByRole('button', { name: 'Send link' }).click();
  await dialogue.getByText('This is not your current password.').waitFor();
  await dialogue.getByLabel('Your password').fill('correct-horse-battery');
  await dialogue.getByRole('button', { name: 'Send link' }).click();
  await dialogue.waitFor({ state: 'hidden' });
  await expect.poll(() => emailChangeSecret(world, 'ada.new@acme.example')).toBeDefined();
  await page.goto(
    `${app.url}/sessions/confirm-email#${await emailChangeSecret(world, 'ada.new@acme.example')}`,
  );
  await button(page, 'Confirm new address').click();
  await page.getByText('You sign in with ada.new@acme.example from now on').waitFor();
  expect(page.url()).not.toContain('#');
  await button(page, 'Sign out everywhere else').click();
  await page.getByRole('dialog').getByLabel('Your password').fill('correct-horse-battery');
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByText(/sessions? ended\./).waitFor();
  expect(faults).toEqual([]);
});

test('[T2] [T5] an administrator corrects their own numbers; the only owner cannot leave', async () => {
  const { page } = await browser.visitor();
  await signIn(page, `${app.url}/profile`, world.initech.admin.email);
  await button(page, 'Correct numbers').click();
  const dialogue = page.getByRole('dialog', { name: 'Correct my numbers' });
  await dialogue.getByLabel('Phone').fill('020 7946 0018');
  await dialogue.getByRole('button', { name: 'Save' }).click();
  await dialogue.waitFor({ state: 'hidden' });
  await page.getByText('020 7946 0018').waitFor();
  await button(page, 'Leave Initech Ltd').click();
  const leaving = page.getByRole('dialog', { name: 'Leave Initech Ltd?' });
  await leaving.getByRole('button', { name: 'Leave Initech Ltd' }).click();
  await leaving.getByText('You are the only owner: make somebody else an owner first.').waitFor();
});
