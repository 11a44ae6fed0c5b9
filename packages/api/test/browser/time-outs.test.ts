import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolTotp } from '../../src/features/people/identity/factors/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { fillSignIn, signIn } from './sign-in.ts';

/** How long sessions last, as staff say it in the console. */
const browser = useBrowser();
let app: TestApp;
let world: World;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
});
afterAll(() => app.close());

test('[S46] staff shorten the sessions of a level, after a question, with a second factor shown on the spot', async () => {
  const { email, token } = world.platform.staff;
  const enrolled = await enrolTotp(app, token);
  const code = (): string => {
    app.clock.forward(30_000);
    return enrolled.app.code();
  };
  const { page, faults } = await browser.visitor();
  await page.goto(`${app.url}/time-outs`);
  await fillSignIn(page, email, PASSWORD);
  await page.getByLabel('Code', { exact: true }).fill(code());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { level: 1, name: 'Time-outs' }).waitFor();
  // What was shown at sign-in is too old by now.
  app.clock.forward(11 * 60_000);

  await page.getByRole('button', { name: 'Change time-outs of Companies' }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByRole('combobox', { name: 'Signed out when unused for' }).click();
  await page.getByRole('option', { name: '30 minutes' }).click();
  await dialogue.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog', { name: 'Shorten sessions of companies?' }).waitFor();
  await page.getByRole('button', { name: 'Shorten' }).click();
  await page.getByRole('dialog', { name: 'Show your second factor' }).waitFor();
  await page.getByLabel('Code', { exact: true }).fill(code());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Time-outs of companies are changed.').waitFor();
  await page.getByText('Signed out after 30 minutes without use, and 30 days after signing in.').waitFor();
  expect(await world.sql(`select idle_minutes from sign_in_policy where level = 'COMPANY'`)).toEqual([
    { idle_minutes: 30 },
  ]);
  expect(faults.filter((fault) => !fault.includes('40'))).toEqual([]);
});

test('[S46] nobody but staff comes to the page', async () => {
  const { page } = await browser.visitor();
  await signIn(page, `${app.url}/time-outs`, world.northwind.admin.email);
  await page.getByRole('heading', { name: 'You may not see this' }).waitFor();
});
