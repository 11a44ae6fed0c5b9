import { localDate } from '@steward/shared';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleague } from '../../src/features/people/roles/factory.ts';
import { addProduct } from '../../src/features/trade/catalogue/factory.ts';
import { addSubscription } from '../../src/features/trade/subscriptions/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { signIn } from './sign-in.ts';

/** A company changes and ends what it has, and its reseller says yes first. */
const browser = useBrowser();
let app: TestApp;
let world: World;
let company: Visitor;
let reseller: Visitor;
let subscription: string;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
  await app.app.work();
  await colleague(world, world.northwind.admin, 'OWNER');
  const { errors } = await app.ask(
    'mutation { setOrderApproval(input: { approval: ALWAYS }) }',
    {},
    world.northwind.admin.token,
  );
  expect(errors).toBeUndefined();
  const productId = await addProduct(world, 'BROWSER-HOST', { wholesale: 1_000, retail: 1_500 });
  const { id } = await addSubscription(world, world.globex, {
    productId,
    quantity: 2,
    startsOn: localDate(new Date(app.clock.now().getTime() - 40 * 86_400_000)),
  });
  subscription = `${app.url}/subscriptions/${id}`;
  company = await browser.visitor();
  reseller = await browser.visitor();
  // An hour before midnight the browsers would be a day behind.
  for (const { page } of [company, reseller]) await page.clock.setFixedTime(app.clock.now());
  await signIn(company.page, subscription, world.globex.admin.email);
  await signIn(reseller.page, `${app.url}/orders`, world.northwind.admin.email);
});
afterAll(() => app.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const approve = async (page: Page, reference: string): Promise<void> => {
  await page.goto(`${app.url}/orders`);
  await page.getByRole('link', { name: reference }).click();
  await button(page, 'Approve').click();
  const question = page.getByRole('dialog', { name: `Approve order ${reference}?` });
  await question.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText(`Order ${reference} is approved.`).waitFor();
};

test('[C4] more of a service is ordered from its page, waits for the reseller by name, and is there once it has approved', async () => {
  const { page } = company;
  await button(page, 'Change quantity').click();
  const dialogue = page.getByRole('dialog', { name: /^Change / });
  await dialogue.getByLabel('Quantity').fill('5');
  await dialogue.getByText(/Nothing is done before the reseller has approved it/).waitFor();
  await dialogue.getByRole('button', { name: 'Place order' }).click();
  await page.getByText(/^It waits for Northwind .* to approve it$/).waitFor();
  const title = await page.getByRole('heading', { level: 1, name: /^Order O-/ }).textContent();
  expect(await button(page, 'Approve').count()).toBe(0);

  await approve(reseller.page, (title ?? '').replace('Order ', ''));
  // Nothing has to be loaded anew.
  await page.getByText('Done', { exact: true }).waitFor();
  await page.goto(subscription);
  await page.getByText('Quantity').first().waitFor();
  await expect.poll(() => page.locator('main').textContent()).toContain('Quantity5');
  expect([...company.faults, ...reseller.faults]).toEqual([]);
});

test('[C4] cancelling is an order too, and the service goes on until it is approved', async () => {
  const { page } = company;
  await page.goto(subscription);
  await button(page, 'Cancel subscription').click();
  const dialogue = page.getByRole('dialog', { name: /^Cancel / });
  await dialogue.getByRole('button', { name: 'Cancel subscription' }).click();
  const said = await page
    .getByText(/^Order O-\S+ waits for approval: until then .* goes on\.$/)
    .textContent();
  const reference = /O-\S+/.exec(said ?? '')?.[0] ?? '';
  await approve(reseller.page, reference);
  await page
    .getByText(/Ending|Ended|Being removed/)
    .first()
    .waitFor();
  expect([...company.faults, ...reseller.faults]).toEqual([]);
});
