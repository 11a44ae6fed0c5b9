import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { signIn } from './sign-in.ts';

/** From a form on somebody's web site to a letter, and to the click that stops it. */
const browser = useBrowser();
let app: TestApp;
let world: World;
let admin: Visitor;
let site: Server;
let siteUrl: string;
let html = '';

beforeAll(async () => {
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
  await app.app.work();
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Northwind</title><h1>Contact us</h1>${html}</html>`);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => site.once('listening', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  admin = await browser.visitor();
  await signIn(admin.page, app.url, world.northwind.admin.email);
});
afterAll(async () => {
  site.close();
  await app.close();
});

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('[S4] [N2] [S87] somebody asks on a web site, is answered, written to with leave, and stops it with one click', async () => {
  const { page } = admin;
  await page.goto(`${app.url}/consents`);
  await button(page, 'Ask for a consent').click();
  const asking = page.getByRole('dialog', { name: 'Ask for a consent' });
  await asking.getByLabel('Purpose').fill('News by e-mail');
  await asking.getByRole('combobox', { name: 'Who is asked' }).click();
  await page.getByRole('option', { name: 'Contacts' }).click();
  await asking.getByLabel('Words').fill('Yes, Northwind may write to me about its news.');
  await asking.getByRole('button', { name: 'Ask', exact: true }).click();
  await asking.waitFor({ state: 'hidden' });

  await page.goto(`${app.url}/enquiries/forms`);
  await button(page, 'Make a form').click();
  const making = page.getByRole('dialog', { name: 'Make an enquiry form' });
  await making.getByLabel('Name').fill('Contact page');
  await making.getByLabel('Web sites').fill(siteUrl);
  await making.getByLabel('Privacy notice').fill('https://www.northwind.example/privacy');
  await making.getByRole('button', { name: 'Make form' }).click();
  const lines = page.getByText('data-steward-enquiry');
  html = (await lines.textContent()) ?? '';

  const visitor = await browser.visitor();
  await visitor.page.goto(siteUrl);
  await visitor.page.getByLabel('Your name').fill('Grace Hopper');
  await visitor.page.getByLabel('E-mail').fill('grace@navy.example');
  await visitor.page.getByLabel('What would you like to know?').fill('What does a line cost?');
  const box = visitor.page.getByRole('checkbox', { name: 'Yes, Northwind may write to me about its news.' });
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await button(visitor.page, 'Send').click();
  await visitor.page.getByText(/^Thank you\. Northwind IT has your enquiry/).waitFor();
  expect(await visitor.page.context().cookies()).toEqual([]);
  expect(visitor.faults).toEqual([]);

  await page.goto(`${app.url}/enquiries`);
  await page.getByRole('link', { name: 'Grace Hopper' }).click();
  await heading(page, 'Grace Hopper').waitFor();
  await page.getByText('What does a line cost?').waitFor();
  await button(page, 'Answer').click();
  const answering = page.getByRole('dialog', { name: 'Answer' });
  await answering.getByLabel('Answer').fill('Twelve pounds a month.');
  await answering.getByRole('button', { name: 'Send answer' }).click();
  await page.getByText('Twelve pounds a month.').waitFor();
  await page.getByRole('link', { name: 'In the register' }).click();
  await page.getByText('They have consented.').waitFor();
  const contact = page.url();

  await page.goto(`${app.url}/campaigns/new`);
  await page.getByLabel('Name').fill('Winter');
  await page.getByLabel('Subject').fill('What is new');
  await page.getByLabel('Text').fill('Numbers move within a week.');
  await button(page, 'Save draft').click();
  await heading(page, 'Winter').waitFor();
  await button(page, 'Check who may have it').click();
  await button(page, 'Send to 1').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send campaign' }).click();
  const letters = () =>
    world.letters<{ body: string | null }>(
      `select body from mail where cause = 'campaign' and body is not null`,
    );
  await expect.poll(async () => (await letters()).length).toBe(1);
  const [letter] = await letters();
  const link = /\/unsubscribe\/\S+/.exec(letter?.body ?? '')?.[0] ?? '';

  const reader = await browser.visitor();
  await reader.page.goto(`${app.url}${link}`);
  await heading(reader.page, 'No more news from Northwind IT?').waitFor();
  await page.goto(contact);
  await page.getByText('They have consented.').waitFor();
  await button(reader.page, 'Stop news by e-mail').click();
  await heading(reader.page, 'You are unsubscribed').waitFor();
  expect(await reader.page.context().cookies()).toEqual([]);
  await page.getByText('They have said no, or withdrawn.').waitFor();
  expect([...admin.faults, ...reader.faults]).toEqual([]);
});
