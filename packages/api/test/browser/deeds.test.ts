import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { fromMenu } from './row-menu.ts';
import { signIn } from './sign-in.ts';

/** What people do from lists and in dialogues, in a real browser: nothing typed is lost, and what is shown follows. */
const browser = useBrowser();
let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z` });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const dialogue = (page: Page) => page.getByRole('dialog');
const as = async (email: string, mutation: string, input: object): Promise<void> => {
  const { errors } = await app.ask(mutation, { input }, await world.signIn(email));
  expect(errors).toBeUndefined();
};
const orderArchive = (companyId: string, email: string) =>
  as(email, 'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }', {
    companyId,
    productId: world.hosting,
    quantity: 1,
  });

describe('the catalogue', () => {
  test('[C1] [C3] staff put a product on sale, a reseller sets its price, and that is what its companies see', async () => {
    const { page: staff, faults } = await browser.visitor();
    await signIn(staff, `${app.url}/products`, 'staff@xe2.example');
    await staff.getByRole('button', { name: 'Add product' }).click();
    await dialogue(staff).getByLabel('Name').fill('Nightly backup');
    await dialogue(staff).getByLabel('Code').fill('bkp-1');
    await dialogue(staff).getByLabel('Wholesale').fill('12');
    await dialogue(staff).getByLabel('Retail').fill('ten');
    await dialogue(staff).getByRole('button', { name: 'Put on sale' }).click();
    await dialogue(staff).getByText('Must be a price such as 4.50.').waitFor();
    await dialogue(staff).getByLabel('Retail').fill('19.90');
    await dialogue(staff).getByText('£7.90').waitFor();
    await dialogue(staff).getByRole('button', { name: 'Put on sale' }).click();
    await staff.getByRole('row', { name: /BKP-1/ }).waitFor();

    const { page: reseller } = await browser.visitor();
    await signIn(reseller, `${app.url}/products`, 'admin@northwind.example');
    await fromMenu(reseller.getByRole('row', { name: /Nightly backup/ }), 'Set price');
    await dialogue(reseller).getByLabel('What your companies pay').fill('24.90');
    await dialogue(reseller).getByText('The recommended price is £19.90.').waitFor();
    await dialogue(reseller).getByRole('button', { name: 'Set price' }).click();
    await reseller.getByRole('row', { name: /Nightly backup.*£24\.90/ }).waitFor();

    const { page: company } = await browser.visitor();
    await signIn(company, `${app.url}/products`, 'admin@globex.example');
    await company.getByRole('row', { name: /Nightly backup.*£24\.90/ }).waitFor();

    await fromMenu(staff.getByRole('row', { name: /Nightly backup/ }), 'Edit');
    await dialogue(staff).getByRole('switch', { name: 'On sale' }).uncheck();
    await dialogue(staff).getByRole('button', { name: 'Save' }).click();
    // The company's list follows by itself.
    await expect.poll(() => company.getByText('Nightly backup').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('from a list', () => {
  test('[P2] a task is ticked off in its dialogue, which stays whatever is clicked in it and whatever comes in', async () => {
    await orderArchive(world.acme.id, 'admin@acme.example');
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/provisioning`, 'staff@xe2.example');
    await page.getByRole('tab', { name: /By hand|Waiting|tasks/i }).click();
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await dialogue(page).getByText('The subscription becomes active').click();
    await dialogue(page).getByLabel('Note').click();
    await page.keyboard.type('Rack 4');
    await orderArchive(world.globex.id, 'admin@globex.example');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2);
    expect(await dialogue(page).getByLabel('Note').inputValue()).toBe('Rack 4');
    await dialogue(page).getByRole('button', { name: 'Mark as done' }).click();
    await dialogue(page).waitFor({ state: 'hidden' });
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/provisioning');
    const { data } = await app.ask(
      '{ provisioningJobs(filter: { state: DONE }) { nodes { attemptLog { detail } } } }',
      {},
      world.platform.staff.token,
    );
    expect(JSON.stringify(data)).toContain('Rack 4');
  });

  test('[T1] a company that is onboarded from a reseller’s page is that reseller’s', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/resellers/${world.northwind.id}?tab=companies`, 'staff@xe2.example');
    await page.getByRole('link', { name: 'Onboard company' }).click();
    const reseller = page.getByRole('combobox', { name: 'Reseller' });
    await expect.poll(() => reseller.inputValue()).toBe('Northwind IT');
  });

  test('[T2] [S47] an invitation is withdrawn; an administrator is corrected, suspended and taken back', async () => {
    const record = { firstName: 'Grace', lastName: 'Hopper', companyId: world.initech.id };
    await as(
      'admin@contoso.example',
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
      { ...record, email: 'grace@initech.example' },
    );
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/administrators`, 'admin@contoso.example');
    const invited = page.getByRole('row', { name: /grace@initech\.example/ });
    await fromMenu(invited, 'Withdraw');
    await dialogue(page).getByRole('button', { name: 'Withdraw invitation' }).click();
    await expect.poll(() => invited.count()).toBe(0);

    const admin = page.getByRole('row', { name: /admin@initech\.example/ });
    await fromMenu(admin, 'Edit');
    await dialogue(page).getByLabel('Last name').fill('Lumbergh');
    await dialogue(page).getByLabel('Mobile').fill('07700 900123');
    await dialogue(page).getByRole('button', { name: 'Save' }).click();
    await admin.getByText('Lumbergh').waitFor();

    const { page: theirs } = await browser.visitor();
    await signIn(theirs, app.url, 'admin@initech.example');
    await fromMenu(admin, 'Suspend');
    // Enter alone takes nothing away.
    await page.getByRole('button', { name: 'Not now' }).and(page.locator(':focus')).waitFor();
    await dialogue(page).getByRole('button', { name: 'Suspend' }).click();
    await admin.getByText('Suspended').waitFor();
    await theirs.getByLabel('E-mail').waitFor();
    await fromMenu(admin, 'Reactivate');
    await dialogue(page).getByRole('button', { name: 'Reactivate' }).click();
    await admin.getByText('Active').waitFor();
    const own = page.getByRole('row', { name: /admin@contoso\.example/ });
    await own.getByRole('button', { name: /^More for / }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Suspend' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('[N5] who has not accepted the newest agreement is one click away', async () => {
    await as(
      'staff@xe2.example',
      'mutation ($input: PublishAgreementInput!) { publishAgreement(input: $input) { id } }',
      { version: '2027-01', title: 'Data processing agreement', summary: 'More.', text: 'Terms.' },
    );
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/agreement`, 'staff@xe2.example');
    await page.getByRole('link', { name: '3 companies' }).click();
    await page.getByText('1–3 of 3').waitFor();
  });
});

describe('what costs money or reaches many', () => {
  test('[C4] a day that may not be chosen stays as typed and holds the order back; a large order says so and asks', async () => {
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/orders/new`, 'admin@acme.example');
    await page.getByRole('combobox', { name: 'Add a service' }).click();
    await page.getByRole('option', { name: /hosting/i }).click();
    await page.getByLabel(/Quantity of .*hosting/i).fill('5000');
    const day = page.getByLabel('First day');
    await day.fill('1/2/2020');
    // Nothing opens by itself over what is to be chosen.
    expect(await page.getByRole('button', { name: 'Next', exact: true }).count()).toBe(0);
    await day.press('Enter');
    await page.getByText(/Must be .* or later\./).waitFor();
    expect(await day.inputValue()).toBe('1/2/2020');
    expect(await dialogue(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Open the calendar' }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(new Date());
    await day.fill(today);
    await day.press('Enter');
    await dialogue(page)
      .getByText(/5,000 ×/)
      .waitFor();
    await page.getByRole('button', { name: 'Not now' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await dialogue(page).waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe('/orders/new');
    expect(faults).toEqual([]);
  });

  test('[C4] [U1] who lacks the address that a product needs is named and can be left out', async () => {
    await as(
      'staff@xe2.example',
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { id: world.archive, needsAddress: true },
    );
    await as(
      'admin@initech.example',
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      {
        firstName: 'Ida',
        lastName: 'Lovelace',
      },
    );
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/end-users`, 'admin@initech.example');
    for (const name of [/Ida Lovelace/, /Uma Initech/]) await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: 'Add services' }).click();
    await dialogue(page)
      .getByRole('checkbox', { name: /archive/ })
      .check();
    await dialogue(page).getByRole('link', { name: 'Ida Lovelace' }).waitFor();
    await dialogue(page).getByRole('button', { name: 'Leave this person out' }).click();
    await dialogue(page).getByRole('link', { name: 'Ida Lovelace' }).waitFor({ state: 'hidden' });
    await dialogue(page).getByRole('button', { name: 'Add 1 subscription' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('[U1] [S47] many people are suspended at once, after a question; who was so already is named', async () => {
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/end-users`, 'admin@acme.example');
    const suspend = async () => {
      await page.getByRole('checkbox', { name: /Uma Acme/ }).check();
      await page.getByRole('button', { name: 'Suspend' }).click();
      await page.getByRole('button', { name: 'Not now' }).and(page.locator(':focus')).waitFor();
      await dialogue(page).getByRole('button', { name: 'Suspend' }).click();
    };
    await suspend();
    await page.getByText('1 person is suspended.').waitFor();
    await page.getByText('Suspended').first().waitFor();
    await suspend();
    await dialogue(page)
      .getByText(/Uma Acme: Is suspended already\./)
      .waitFor();
    await dialogue(page).getByRole('button', { name: 'Close' }).last().click();
    expect(faults).toEqual([]);
  });

  test('[D1] [N5] a new agreement says for whom before it is published; every version stays to be read', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/agreement/new`, 'staff@xe2.example');
    await page.getByRole('textbox', { name: 'Version' }).fill('2027-02');
    await page.getByLabel('What has changed').fill('A clause on transfers.');
    await page.getByLabel('The whole agreement').fill('Newer terms.');
    await page.getByRole('button', { name: 'Publish version…' }).click();
    await page.getByRole('button', { name: 'Not now' }).and(page.locator(':focus')).waitFor();
    await dialogue(page).getByText('all resellers, and companies whose reseller has no text').waitFor();
    await dialogue(page).getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Newer terms.').waitFor();
    const { page: company } = await browser.visitor();
    await signIn(company, `${app.url}/agreement`, 'admin@globex.example');
    await company.getByRole('link', { name: '2026-01' }).click();
    await company.getByText('a newer one is in force').waitFor();
    await company.getByRole('button', { name: 'Print' }).waitFor();
  });
});

describe('what is shown', () => {
  test('[N1] a notice that is not published yet stays, and leaving it asks', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/notices/new`, 'staff@xe2.example');
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Service update' }).click();
    await page.getByRole('combobox', { name: 'Service' }).click();
    await page.getByRole('option').first().click();
    await page.getByLabel('Title').fill('Long in the writing');
    await page.getByLabel('Message').fill('What will happen.');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await dialogue(page).getByRole('button', { name: 'Not now' }).click();
    await dialogue(page).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Companies' }).click();
    await dialogue(page).getByText('Leave without saving?').waitFor();
    await dialogue(page).getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('Title').inputValue()).toBe('Long in the writing');
  });

  test('[T8] the frame of the console follows the reseller’s brand, its companies’ too', async () => {
    const { page } = await browser.visitor();
    await signIn(page, app.url, 'admin@initech.example');
    await page.getByText('Contoso Cloud', { exact: true }).waitFor();
    await as(
      'admin@contoso.example',
      'mutation ($input: UpdateResellerInput!) { updateReseller(input: $input) { id } }',
      { id: world.contoso.id, name: 'Contoso Sky' },
    );
    await page.getByText('Contoso Sky', { exact: true }).waitFor();
  });

  test('[I1] who signs out leaves no page behind for the next', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/companies`, 'staff@xe2.example');
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
