import { afterAll, beforeAll, expect, test } from 'vitest';
import { invitationSecret } from '../../src/features/people/identity/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { signIn } from './sign-in.ts';

/** One person in several organisations, their roles, and how far a company lets its reseller in. */
const browser = useBrowser();
let app: TestApp;
let world: World;
/** Somebody with two hats, at a telephone. */
let twoHats: Visitor;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
  twoHats = await browser.visitor({ viewport: { width: 360, height: 740 } });
});
afterAll(() => app.close());

test('[T5] who is invited where they have a sign-in already keeps their password, and chooses the hat', async () => {
  const { email } = world.globex.admin;
  const { page: initech } = await browser.visitor();
  await signIn(initech, `${app.url}/administrators`, world.initech.admin.email);
  await initech.getByRole('button', { name: 'Invite administrator' }).click();
  const inviting = initech.getByRole('dialog', { name: 'Invite an administrator' });
  await inviting.getByLabel('First name').fill('Gus');
  await inviting.getByLabel('Last name').fill('Twohats');
  await inviting.getByLabel('E-mail').fill(email);
  await inviting.getByRole('combobox', { name: 'Role' }).click();
  await initech.getByRole('option', { name: 'Finance' }).click();
  await inviting.getByRole('button', { name: 'Send invitation' }).click();
  await initech.getByText(`An invitation is on its way to ${email}.`).waitFor();

  const { page, faults } = twoHats;
  await page.goto(`${app.url}/invitation#${await invitationSecret(world, email)}`);
  // The one password they have is asked for, not a new one.
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Where to?' }).waitFor();
  await page.getByRole('button', { name: /Initech Ltd.*Finance/s }).waitFor();
  await page.getByRole('button', { name: /Globex Ltd.*Owner/s }).click();
  const header = page.getByRole('banner');
  await header.getByText('Globex Ltd').waitFor();
  await header.getByText('Owner').waitFor();
  expect(faults).toEqual([]);
});

test('[T5] another hat is put on where one is, and always seen', async () => {
  const { page, faults } = twoHats;
  const header = page.getByRole('banner');
  await page.goto(`${app.url}/invoices`);
  await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();

  // The same place, the other organisation's.
  const goOnAs = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('button', { name: /change membership/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await goOnAs(/Initech Ltd.*Finance/s);
  await header.getByText('Initech Ltd').waitFor();
  await header.getByText('Finance').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/invoices');
  // What is not for the other hat gives way to home.
  await goOnAs(/Globex Ltd.*Owner/s);
  await header.getByText('Globex Ltd').waitFor();
  await page.goto(`${app.url}/audit`);
  await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
  await goOnAs(/Initech Ltd.*Finance/s);
  await page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor();
  expect(faults).toEqual([]);
});

test('[T3] a company narrows what its reseller may do, and the reseller sees no more than that', async () => {
  const { page: company, faults } = await browser.visitor();
  await signIn(company, `${app.url}/delegation`, world.initech.admin.email);
  const people = company.getByRole('radiogroup', { name: 'People and domains' });
  await people.getByText('Nothing').click();
  await company.getByRole('dialog').getByRole('button', { name: 'Narrow it' }).click();
  await company
    .getByText(/sees nothing of this\./)
    .first()
    .waitFor();
  // Of invoices there is nothing to change for the company, and what was issued stays in the issuer's books.
  const billing = company.getByRole('radiogroup', { name: 'Invoices and payments' });
  expect(await billing.getByRole('radio').count()).toBe(2);
  await company.getByText(/stay in its books in any case/).waitFor();

  const { page: reseller } = await browser.visitor();
  await signIn(reseller, `${app.url}/companies/${world.initech.id}`, world.contoso.admin.email);
  await reseller.getByText('What you may do here').waitFor();
  await reseller.goto(`${app.url}/end-users`);
  await reseller.getByRole('heading', { level: 1, name: 'End users' }).waitFor();
  await reseller.getByText('No end users yet').waitFor();
  expect(faults).toEqual([]);
});
