import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Enrolled, enrolTotp } from '../../src/features/people/identity/factors/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { fillSignIn, signIn } from './sign-in.ts';

/** Support access as both sides see it, with a real code at the moment of entry. */
const browser = useBrowser();
let app: TestApp;
let world: World;
let enrolled: Enrolled;
let asker: Visitor;
let customer: Visitor;
/** The page of what was asked, for both sides. */
let grantPage: string;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
  enrolled = await enrolTotp(app, world.northwind.admin.token);
  asker = await browser.visitor();
  customer = await browser.visitor();
});
afterAll(() => app.close());

/** What the app shows; the next time it shows another code. */
const code = (): string => {
  app.clock.forward(30_000);
  return enrolled.app.code();
};

const bannerOf = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'You are in at Globex Ltd for support' });

test('[T4] a reseller asks and the company approves', async () => {
  const { page: reseller } = asker;
  await reseller.goto(`${app.url}/companies/${world.globex.id}`);
  await fillSignIn(reseller, world.northwind.admin.email, PASSWORD);
  await reseller.getByLabel('Code', { exact: true }).fill(code());
  await reseller.getByRole('button', { name: 'Go on' }).click();
  await reseller.getByRole('heading', { level: 1, name: 'Globex Ltd' }).waitFor();
  await reseller.getByRole('button', { name: 'Ask for access' }).click();
  const asking = reseller.getByRole('dialog', { name: 'Ask for access' });
  await asking.getByLabel('Reason').fill('A telephone number is wrong.');
  await asking.getByLabel('People and domains').check();
  await asking.getByText('See and change').click();
  await asking.getByRole('button', { name: 'Ask for access' }).click();
  await reseller.getByRole('heading', { level: 1, name: 'Access to Globex Ltd' }).waitFor();
  await reseller.getByText('Waits for the company').waitFor();
  grantPage = reseller.url();

  const { page: company } = customer;
  await signIn(company, `${app.url}/support-access`, world.globex.admin.email);
  await company.getByText('A telephone number is wrong.').first().waitFor();
  await company.getByRole('button', { name: 'Approve' }).click();
  const approving = company.getByRole('dialog');
  await approving.getByText(/See and change: People and domains\. For 30 minutes/).waitFor();
  await approving.getByRole('button', { name: 'Approve' }).click();
  await reseller.getByRole('button', { name: 'Enter' }).waitFor();
});

test('[T4] [S18] it goes in with its second factor, sees all the time that it is in, and does what was granted', async () => {
  const { page: reseller } = asker;
  // The second factor shown at sign-in is too old by now: it is asked for at the door.
  app.clock.forward(11 * 60_000);
  await reseller.getByRole('button', { name: 'Enter' }).click();
  await reseller.getByRole('dialog', { name: 'Show your second factor' }).waitFor();
  await reseller.getByLabel('Code', { exact: true }).fill(code());
  await reseller.getByRole('button', { name: 'Go on' }).click();
  const banner = bannerOf(reseller);
  await banner.waitFor();
  await banner.getByText('A telephone number is wrong.').waitFor();
  // A page that is loaded anew stays in, and what was not granted is not there.
  await reseller.goto(`${app.url}/end-users/${world.globex.user.endUserId}`);
  await banner.waitFor();
  expect(await reseller.getByRole('navigation', { name: 'Main' }).getByText('Invoices').count()).toBe(0);
  await reseller.getByRole('button', { name: 'Edit', exact: true }).click();
  const editing = reseller.getByRole('dialog', { name: 'Edit end user' });
  await editing.getByLabel('Job title').fill('Porter');
  await editing.getByRole('button', { name: 'Save' }).click();
  await reseller.getByText('Porter').first().waitFor();
  expect(asker.faults).toEqual([]);
});

test('[T4] [S47] the company reads what was looked at and done, and ends it while they are in', async () => {
  const { page: reseller } = asker;
  const { page: company } = customer;
  await app.app.services.accessLedger.flush();
  await company.goto(`${app.url}/audit`);
  const row = company.getByRole('row').filter({ hasText: 'For support' });
  await row.first().waitFor();
  expect(await row.first().textContent()).toContain('Northwind');
  await company.goto(grantPage);
  await company.getByRole('heading', { level: 1, name: /^Access of / }).waitFor();
  const log = company.getByLabel('What was looked at and done');
  await log
    .getByText(/^Opened: end user/)
    .first()
    .waitFor();
  await company.getByRole('button', { name: 'End now' }).click();
  await company.getByRole('dialog').getByRole('button', { name: 'End now' }).click();
  // Whoever was in is out, at whatever page, and themselves again.
  await bannerOf(reseller).waitFor({ state: 'detached' });
  await reseller.getByRole('link', { name: 'Companies' }).first().waitFor();
  expect(customer.faults).toEqual([]);
});
