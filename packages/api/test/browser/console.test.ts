import { readFile } from 'node:fs/promises';
import { newId } from '@steward/shared';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { addCompany } from '../../src/features/platform/tenancy/factory.ts';
import { writeAudit } from '../../src/kernel/audit.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { codeThatSays, useBrowser } from './browser.ts';
import { fromMenu } from './row-menu.ts';
import { fillSignIn, signIn } from './sign-in.ts';

/** What every page of the console stands on: the session, the frame, lists and forms, in a real browser. */
const browser = useBrowser();
/** Of a connector; nothing is ever sent there. */
const ENDPOINT = '127.0.0.1:9';
/** In a page: until what stands there has been painted. */
const PAINTED = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
let app: TestApp;
let world: World;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({
    at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z`,
    config: { outboundAllow: [ENDPOINT] },
  });
  world = await createWorld(app);
});
afterAll(() => app.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const bodyRows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const focusOn = (control: Locator) => control.and(control.page().locator(':focus')).waitFor();

describe('signing in and out', () => {
  test('[I1] [S42] a wrong password is refused in words, the right one opens the page that was asked for', async () => {
    const { page } = await browser.visitor();
    await page.goto(`${app.url}/companies`);
    await heading(page, 'Sign in').waitFor();
    await fillSignIn(page, 'admin@northwind.example', 'not-the-password');
    expect(await page.getByRole('alert').textContent()).toMatch(/password|address/i);
    await fillSignIn(page, 'admin@northwind.example', PASSWORD);
    await heading(page, 'Companies').waitFor();
    expect(new URL(page.url()).pathname).toBe('/companies');
  });

  test('[I1] the form stands still under the hand while the rest of its code arrives', async () => {
    const { page } = await browser.visitor();
    // Whatever code is asked for comes only after what is there already has been painted.
    await page.route(/\/assets\/.*\.js/, async (route) => {
      await page.evaluate(PAINTED);
      await route.continue();
    });
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    await page.waitForLoadState('networkidle');
    const shifts = await page.evaluate(`new Promise((resolve) => {
      new PerformanceObserver((list) => {
        resolve(list.getEntries().flatMap(({ sources }) => sources.map(({ node }) => node?.textContent)));
      }).observe({ type: 'layout-shift', buffered: true });
      ${PAINTED}.then(() => resolve([]));
    })`);
    expect(shifts).toEqual([]);
  });

  test('[I1] signing out ends the session in every tab, and on the server', async () => {
    const { page } = await browser.visitor();
    await signIn(page, app.url, 'admin@initech.example');
    const other = await page.context().newPage();
    await other.goto(`${app.url}/company`);
    await heading(other, 'Initech Ltd').waitFor();
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
    await heading(other, 'Sign in').waitFor();
    await other.goto(`${app.url}/company`);
    await heading(other, 'Sign in').waitFor();
  });

  test('[T5] who holds two memberships chooses one, and changes it later', async () => {
    await world.sql(
      `insert into membership (id, person_id, level, reseller_id, company_id, first_name, last_name, email, status, created_at)
       values ($1, $2, 'COMPANY', $3, $4, 'Ada', 'Acme', 'admin@contoso.example', 'ACTIVE', $5)`,
      [newId(), world.contoso.admin.personId, world.acme.resellerId, world.acme.id, app.clock.now()],
    );
    const { page } = await browser.visitor();
    await page.goto(app.url);
    await fillSignIn(page, 'admin@contoso.example', PASSWORD);
    await heading(page, 'Where to?').waitFor();
    await page.getByRole('button', { name: /Acme Ltd/ }).click();
    await page.getByRole('link', { name: 'Our company' }).waitFor();
    const companies = page.getByRole('link', { name: 'Companies', exact: true });
    expect(await companies.count()).toBe(0);
    await page.getByRole('button', { name: /change membership/ }).click();
    await page.getByRole('menuitem', { name: /Contoso Cloud/ }).click();
    await companies.waitFor();
  });
});

describe('lists and forms', () => {
  test('[O2] a list sorts, searches, filters, pages, hides columns and exports', async () => {
    for (let i = 0; i < 30; i += 1)
      await addCompany(world, world.northwind.id, `Customer ${String(i).padStart(2, '0')} Łódź`);
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/companies`, 'staff@xe2.example');
    await page.getByText('1–25 of 33').waitFor();

    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('26–33 of 33').waitFor();
    await page.goBack();
    await page.getByText('1–25 of 33').waitFor();

    await page.getByRole('button', { name: 'Code' }).click();
    await expect.poll(() => bodyRows(page).first().textContent()).toContain('ACME');
    await page.getByRole('button', { name: 'Code' }).click();
    await expect.poll(() => bodyRows(page).first().textContent()).toContain('INITECH');
    const sortOf = (name: string) => page.getByRole('columnheader', { name }).getAttribute('aria-sort');
    expect([await sortOf('Code'), await sortOf('Name'), await sortOf('Status')]).toEqual([
      'descending',
      'none',
      null,
    ]);
    expect(await page.getByText('No records').count()).toBe(0);

    await page.keyboard.press('/');
    await page.keyboard.type('Customer 2');
    await page.getByText('1–10 of 10').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('Customer 2');
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Suspended' }).click();
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await page.getByText('1–25 of 33').waitFor();

    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Reseller' }).click();
    await expect.poll(() => page.getByRole('columnheader', { name: 'Reseller' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('button', { name: 'Code' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Reseller' }).count()).toBe(0);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('companies.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 33);
    expect(lines[0]).toMatch(/^\uFEFF?Name,Code,Status/);
    expect(lines.filter((line) => line.includes('Łódź'))).toHaveLength(30);
    expect(faults).toEqual([]);
  });

  test('[O2] one long name is cut off, with the whole at hand, and every row is one line', async () => {
    await world.sql(`update company set name = $2 where id = $1`, [
      world.globex.id,
      'and longer '.repeat(10),
    ]);
    onTestFinished(
      async () =>
        void (await world.sql(`update company set name = 'Globex Ltd' where id = $1`, [world.globex.id])),
    );
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/companies`, 'staff@xe2.example');
    const long = bodyRows(page).filter({ hasText: 'and longer' });
    const heights = await Promise.all(
      [long, bodyRows(page).filter({ hasText: 'ACME' })].map((row) => row.boundingBox()),
    );
    expect(heights[0]?.height).toBe(heights[1]?.height);
    const name = long.locator('td').first();
    await name.hover();
    expect(await name.getAttribute('title')).toContain('and longer and longer');
  });

  test('[O2] a phone has a menu for the order, which the address keeps', async () => {
    const { page, faults } = await browser.visitor({ viewport: { width: 360, height: 740 } });
    await signIn(page, `${app.url}/companies`, 'admin@northwind.example');
    const first = page.getByRole('main').getByRole('listitem').first();
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('menuitemradio', { name: 'Code, descending' }).click();
    const codes = await world.sql<{ name: string }>(
      'select name from company where reseller_id = $1 order by lower(customer_code) desc limit 1',
      [world.northwind.id],
    );
    await expect.poll(() => first.textContent()).toContain(codes[0]?.name ?? 'no company');
    expect(new URL(page.url()).searchParams.get('sort')).toMatch(/^-/);
    await page.reload();
    await expect.poll(() => first.textContent()).toContain(codes[0]?.name ?? 'no company');
    await page.getByRole('button', { name: 'Sort' }).click();
    await expect
      .poll(() => page.getByRole('menuitemradio', { checked: true }).textContent())
      .toBe('Code, descending');
    expect(faults).toEqual([]);
  });

  test('[O2] on a phone filters stand behind one button that says how many are set, and a label is never broken', async () => {
    await world.sql('update end_user set email = $2 where id = $1', [
      world.globex.user.endUserId,
      `${'a-very-long-name-'.repeat(3)}@globex-and-partners.example`,
    ]);
    const { page, faults } = await browser.visitor({ viewport: { width: 360, height: 740 } });
    await signIn(page, `${app.url}/end-users`, 'admin@northwind.example');
    const label = page.getByRole('term').filter({ hasText: 'E-mail' });
    await label.first().waitFor();
    const boxes = await Promise.all((await label.all()).map((one) => one.boundingBox()));
    expect(Math.max(...boxes.map((box) => box?.height ?? 0))).toBeLessThan(30);
    expect(await page.getByRole('combobox', { name: 'Status' }).count()).toBe(0);
    const filters = page.getByRole('button', { name: 'Filters' });
    expect(await filters.getAttribute('aria-expanded')).toBe('false');
    await filters.click();
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Suspended' }).click();
    await page.getByRole('button', { name: 'Filters (1)' }).click();
    await expect.poll(() => page.getByRole('combobox', { name: 'Status' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('[O2] a company is found by its code where one is chosen, too', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/end-users/new`, 'admin@northwind.example');
    const [company] = await world.sql<{ code: string }>(
      `update company set name = 'Hank Scorpio Ltd' where id = $1 returning customer_code as code`,
      [world.globex.id],
    );
    onTestFinished(
      async () =>
        void (await world.sql(`update company set name = 'Globex Ltd' where id = $1`, [world.globex.id])),
    );
    await page.getByRole('combobox', { name: 'Company' }).fill(company?.code ?? '');
    await page.getByRole('option', { name: 'Hank Scorpio Ltd' }).click();
    await page.getByLabel('First name').waitFor();
  });

  test('[D9] the audit log begins with what people did; what Steward did by itself is a filter away', async () => {
    const { id: resellerId } = world.northwind;
    await app.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
      writeAudit(scope, 'attemptProvisioning', { type: 'ProvisioningJob', id: newId(), resellerId }),
    );
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/audit`, 'admin@northwind.example');
    await page.getByRole('cell', { name: 'Sign in' }).first().waitFor();
    expect(await page.getByRole('cell', { name: 'Attempt provisioning' }).count()).toBe(0);
    await page.getByRole('combobox', { name: 'Done by' }).click();
    await page.getByRole('option', { name: 'Steward by itself' }).click();
    await page.getByText('1–1 of 1').waitFor();
    expect(await bodyRows(page).textContent()).toContain('Attempt provisioning');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('cell', { name: 'Sign in' }).first().waitFor();
  });

  test('[D9] the audit log is narrowed to days and a person, and says what was there before and after', async () => {
    const { data } = await app.ask(
      'mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) { id } }',
      { input: { id: world.globex.id, vatTreatment: 'OUTSIDE_UK', phone: '020 7946 0018' } },
      await world.signIn('admin@northwind.example'),
    );
    expect(data.updateCompany).toBeTruthy();
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/audit`, 'admin@northwind.example');
    await page.getByRole('combobox', { name: 'Person' }).fill('northwind');
    await page.getByRole('option', { name: 'Ada northwind.example' }).click();
    await page.getByRole('textbox', { name: 'To' }).fill(`30 Sept ${new Date().getFullYear() + 1}`);
    await page.getByRole('textbox', { name: 'To' }).press('Tab');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('textbox', { name: 'To' }).fill('');
    await page.getByRole('link', { name: 'Change company' }).first().click();
    await heading(page, 'Change company').waitFor();
    const row = page.getByRole('row', { name: 'VAT treatment' });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      'UK VAT at the standard rate',
      'Outside the UK, no UK VAT',
    ]);
    await page.getByText('which may be personal: Phone.').waitFor();
    await page.goto(`${app.url}/audit`);
    await page.getByRole('tab', { name: 'Security events' }).click();
    await heading(page, 'Security events').waitFor();
    expect(faults).toEqual([]);
  });

  test('[T2] a form shows its mistakes at their fields, the API’s among them, and then goes through', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/companies/new`, 'admin@northwind.example');
    await heading(page, 'Onboard company').waitFor();
    await page.getByRole('button', { name: 'Onboard company' }).click();
    await expect.poll(() => page.getByLabel('Legal name').getAttribute('aria-invalid')).toBe('true');

    await page.getByLabel('Legal name').fill('Umbrella Ltd');
    await expect.poll(() => page.getByLabel('Customer code').inputValue()).toBe('UMBRELLA');
    await page.getByLabel('Customer code').fill('GLOBEX');
    await page.getByLabel('Address line 1').fill('1 Park Row');
    await page.getByLabel('Town or city').fill('Leeds');
    await page.getByLabel('Postcode').fill('LS1 5HD');
    await page.getByLabel('First name').fill('Zoë');
    await page.getByLabel('Last name').fill('O’Brien-Łukasz');
    await page.getByLabel('E-mail address').fill('zoe@umbrella.example');
    await page.getByLabel('Mobile').fill('nonsense');
    await page.getByRole('button', { name: 'Onboard company' }).click();
    await expect.poll(() => page.getByLabel('Mobile').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Mobile').fill('07700 900123');
    await page.getByRole('button', { name: 'Onboard company' }).click();
    await expect.poll(() => page.getByLabel('Customer code').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Customer code').fill('UMB-1');
    await page.getByRole('button', { name: 'Onboard company' }).click();
    await heading(page, 'Umbrella Ltd').waitFor();
  });

  test('[O3] an open dialogue keeps what is typed while someone else changes the row, and leaves their change', async () => {
    const company = await addCompany(world, world.northwind.id, 'Tyrell Ltd');
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/companies/${company.id}`, 'admin@northwind.example');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('Phone').fill('0113 496 0999');
    await app.ask(
      'mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) { id } }',
      { input: { id: company.id, name: 'Tyrell Holding Ltd' } },
      await world.signIn('staff@xe2.example'),
    );
    await page.locator('h1', { hasText: 'Tyrell Holding Ltd' }).waitFor();
    expect(await dialogue.getByLabel('Phone').inputValue()).toBe('0113 496 0999');
    await dialogue.getByRole('button', { name: 'Save' }).click();
    await dialogue.waitFor({ state: 'hidden' });
    expect(await world.sql('select name from company where id = $1', [company.id])).toEqual([
      { name: 'Tyrell Holding Ltd' },
    ]);
    await page.getByText('0113 496 0999').first().waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    expect(await dialogue.getByLabel('Legal name').inputValue()).toBe('Tyrell Holding Ltd');
  });

  test('[O2] the command palette does what features offer, and finds a domain', async () => {
    const { page, faults } = await browser.visitor({ colorScheme: 'light' });
    await signIn(page, app.url, 'admin@globex.example');
    await heading(page, /^Hello/).waitFor();
    const pick = async (typed: string, name: RegExp) => {
      await page.keyboard.press('Control+k');
      await page.getByLabel('Search or jump to').fill(typed);
      await page.getByRole('button', { name }).first().click();
    };
    await pick('dark', /^Dark$/);
    await expect
      .poll(() => page.evaluate(`document.documentElement.dataset.mantineColorScheme`))
      .toBe('dark');
    await pick('globex.ex', /^globex\.example/);
    await heading(page, 'Domains').waitFor();
    await page.getByText('1–1 of 1').waitFor();
    await pick('log out', /^Sign out$/);
    await heading(page, 'Sign in').waitFor();
    expect(faults).toEqual([]);
  });

  test('[O2] the key opens the command palette though its code is late, or comes at the second try only', async () => {
    const { page } = await browser.visitor();
    let tries = 0;
    await page.route(codeThatSays('Search people, telephone numbers'), async (route) => {
      tries += 1;
      if (tries === 1) await route.abort();
      else await route.continue();
    });
    await signIn(page, app.url, 'admin@globex.example');
    await heading(page, /^Hello/).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+k');
    await page.getByLabel('Search or jump to').waitFor();
    expect(tries).toBe(2);
    await page.keyboard.press('Escape');
    await page.getByLabel('Search or jump to').waitFor({ state: 'hidden' });
  });

  test('[O3] of two who edit the same the second is told, and takes the other’s or keeps their own', async () => {
    const endUserId = world.initech.user.endUserId;
    const others = async (jobTitle: string) =>
      app.ask(
        'mutation ($input: UpdateEndUserInput!) { updateEndUser(input: $input) { id } }',
        { input: { id: endUserId, jobTitle } },
        await world.signIn('staff@xe2.example'),
      );
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/end-users/${endUserId}`, 'admin@initech.example');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const dialogue = page.getByRole('dialog');
    const jobTitle = dialogue.getByLabel('Job title');
    await jobTitle.fill('Chair');
    await others('Director');
    await dialogue.getByRole('button', { name: 'Save' }).click();
    await focusOn(dialogue.getByRole('alert', { name: 'Somebody else has changed the same meanwhile' }));
    await dialogue.getByText('Somebody has changed this to “Director” meanwhile.').waitFor();
    await dialogue.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => jobTitle.inputValue()).toBe('Director');

    await jobTitle.fill('Chair');
    await others('President');
    await dialogue.getByRole('button', { name: 'Save' }).click();
    await dialogue.getByRole('button', { name: 'Save mine' }).click();
    await dialogue.waitFor({ state: 'hidden' });
    expect(await world.sql('select job_title from end_user where id = $1', [endUserId])).toEqual([
      { job_title: 'Chair' },
    ]);
  });

  test('[O2] the command palette finds a company by a few letters, and goes there by the keyboard alone', async () => {
    const { page } = await browser.visitor();
    await signIn(page, app.url, 'admin@northwind.example');
    await heading(page, /^Hello/).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Search or jump to').fill('globex ltd');
    await page.getByRole('button', { name: /Globex Ltd/ }).waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Globex Ltd').waitFor();
  });

  test('[S57] nothing personal stays in the browser’s storage', async () => {
    const { page } = await browser.visitor();
    await page.goto(`${app.url}/companies`);
    await fillSignIn(page, 'admin@northwind.example', PASSWORD);
    await heading(page, 'Companies').waitFor();
    await page.getByRole('searchbox').fill('Globex');
    await page.getByRole('link', { name: 'Globex Ltd' }).click();
    await heading(page, 'Globex Ltd').waitFor();
    const kept = await page.evaluate<string>(
      'Promise.all([indexedDB.databases(), caches.keys()]).then((more) => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, more]))',
    );
    expect(kept).not.toMatch(/@|eyJ|Globex|Northwind|\bAda\b|token/i);
  });
});

describe('the keyboard', () => {
  test('[O2] [S67] a list goes by arrows from its search box on, Space ticks, Enter opens, and ? shows the keys', async () => {
    const { page, faults } = await browser.visitor();
    await signIn(page, `${app.url}/end-users`, 'staff@xe2.example');
    const links = page.locator('[data-row-link]');
    await links.nth(1).waitFor();
    await page.keyboard.press('/');
    await focusOn(page.getByRole('searchbox', { name: /^Search:/ }));
    await page.keyboard.press('ArrowDown');
    await focusOn(links.first());
    await page.keyboard.press('ArrowDown');
    await focusOn(links.nth(1));
    await page.keyboard.press('Space');
    await page.getByText('1 row selected').waitFor();
    await page.keyboard.press('Home');
    await focusOn(links.first());
    const keys = page.getByRole('dialog', { name: 'Keys' });
    // What a first screen can do without comes a moment later.
    await expect
      .poll(async () => {
        if (!(await keys.count())) await page.keyboard.press('?');
        return keys.getByText('From row to row').count();
      })
      .toBe(1);
    await page.keyboard.press('Escape');
    await focusOn(links.first());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/end-users\/[0-9a-f-]{36}$/);
    expect(faults).toEqual([]);
  });

  test('[S67] a dialogue gives the focus back to what opened it, and so does one that follows another', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/products`, 'staff@xe2.example');
    const more = page.getByRole('button', { name: 'More for archive' });
    await more.press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).press('Enter');
    await focusOn(page.getByRole('dialog').getByLabel('Name'));
    await page.keyboard.press('Escape');
    await focusOn(more);

    await page.goto(`${app.url}/connectors`);
    const add = page.getByRole('button', { name: 'Add connector' }).first();
    await add.press('Enter');
    const dialogue = page.getByRole('dialog');
    await dialogue.getByRole('button', { name: /^Webhook/ }).press('Enter');
    await focusOn(dialogue.getByLabel('Name'));
    await page.keyboard.type('Mail platform');
    await dialogue.getByLabel('Address').fill(`http://${ENDPOINT}/provision`);
    await dialogue.getByRole('combobox', { name: 'Products' }).click();
    await page.getByRole('option', { name: 'mailbox' }).click();
    await dialogue.getByLabel('Address').press('Enter');
    const stored = page.getByRole('button', { name: 'I have stored it' });
    await focusOn(stored);
    await stored.press('Enter');
    await focusOn(add);
  });

  test('[S67] another page takes the focus and says its name, unless a field of it has the focus', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/companies?q=Globex`, 'admin@northwind.example');
    await page.getByRole('button', { name: 'Code' }).press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('CUSTOMER_CODE');
    await focusOn(page.getByRole('button', { name: 'Code' }));
    await page.getByRole('link', { name: 'Globex Ltd' }).press('Enter');
    await focusOn(page.getByRole('main', { name: 'Globex Ltd' }));
    expect(await page.title()).toBe('Globex Ltd – Steward');
    await page.getByRole('link', { name: 'Companies', exact: true }).first().press('Enter');
    await focusOn(page.getByRole('main', { name: 'Companies' }));
    await page.getByRole('link', { name: 'Onboard company' }).press('Enter');
    await focusOn(page.getByLabel('Legal name'));
    expect(await page.title()).toBe('Onboard company – Steward');
  });

  test('[S67] [P2] a row that is done leaves the focus to the next one, and the last one to the list', async () => {
    await app.app.work();
    const { endUserId } = world.globex.user;
    for (const input of [
      { endUserId, productId: world.archive },
      { productId: world.hosting, quantity: 1 },
    ])
      await app.ask(
        'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
        { input },
        await world.signIn('admin@globex.example'),
      );
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/provisioning?state=WAITING`, 'staff@xe2.example');
    await expect.poll(() => bodyRows(page).count()).toBe(2);
    for (const next of [
      page.getByRole('link', { name: /^Set up/ }),
      page.getByRole('region', { name: 'Tasks by hand' }),
    ]) {
      await page.getByRole('button', { name: 'Mark as done' }).first().press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Mark as done' }).press('Enter');
      await focusOn(next);
    }
  });

  test('[S67] what could not be sent is said where the focus is', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/products`, 'staff@xe2.example');
    await fromMenu(page.getByRole('row', { name: /archive/ }), 'Edit');
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('Name').fill('Journal');
    await page.context().setOffline(true);
    await dialogue.getByLabel('Name').press('Enter');
    await focusOn(dialogue.getByRole('alert'));
  });
});

describe('what ends by itself', () => {
  test('[O3] a lost connection is said, and what changed meanwhile appears when it is back', async () => {
    const { page } = await browser.visitor();
    await signIn(page, `${app.url}/companies`, 'admin@northwind.example');
    await heading(page, 'Companies').waitFor();
    await page.getByRole('searchbox').fill('Wayne');
    await page.getByText('Nothing matches').waitFor();
    await page.context().setOffline(true);
    await page.getByText(/Connection lost/).waitFor();
    await addCompany(world, world.northwind.id, 'Wayne Enterprises Ltd');
    await page.context().setOffline(false);
    await page.getByRole('link', { name: 'Wayne Enterprises Ltd' }).waitFor();
    await page.getByText(/Connection lost/).waitFor({ state: 'hidden' });
  });

  test('[O3] a page that lost its connection before it was whole begins anew when it is back', async () => {
    const { page } = await browser.visitor();
    const code = codeThatSays('graphql-transport-ws');
    await page.route(code, (route) => route.abort());
    await signIn(page, `${app.url}/companies`, 'admin@northwind.example');
    await page.getByText(/Connection lost/).waitFor();
    await page.unroute(code);
    const live = page.waitForEvent('websocket');
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await live;
    await heading(page, 'Companies').waitFor();
  });

  test('[I1] a session that has run out leads to sign-in by itself, and then back to where one was', async () => {
    const { page } = await browser.visitor();
    await page.goto(`${app.url}/companies`);
    const live = page.waitForEvent('websocket');
    await fillSignIn(page, 'admin@northwind.example', PASSWORD);
    await heading(page, 'Companies').waitFor();
    await (await live).waitForEvent('framereceived');
    // The server ends the live connection with the session; here it breaks a little earlier.
    await page.context().setOffline(true);
    app.clock.forward(400 * 24 * 3_600_000);
    await page.getByText(/Connection lost/).waitFor();
    await page.context().setOffline(false);
    await heading(page, 'Sign in').waitFor();
    expect(await page.getByRole('status').textContent()).toContain('session has ended');
    await fillSignIn(page, 'admin@northwind.example', PASSWORD);
    await heading(page, 'Companies').waitFor();
  });
});
