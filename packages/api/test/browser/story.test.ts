import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUpPlatform } from '../../src/features/platform/onboarding/index.ts';
import { PASSWORD } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { startWholeProduct, type WholeProduct } from './product.ts';
import { codeAt, fillSignIn, setUpFactor } from './sign-in.ts';

/**
 * One reseller's first month through the console, by the people who live it, each at a computer of their own. The chapters
 * come in order. What others do appears on the pages that are open, without a reload.
 */
// Ahead of this machine's clock, or browsers would take the session's cookie for one that has run out.
const YEAR = new Date().getFullYear() + 1;
const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';
const ADA = 'ada.lovelace@globex.example';

const browser = useBrowser();
let product: WholeProduct;
let staff: Visitor;
let northwind: Visitor;
let globex: Visitor;
let ada: Visitor;

beforeAll(async () => {
  product = await startWholeProduct(`${YEAR}-10-01T09:00:00Z`);
  staff = await browser.visitor();
  northwind = await browser.visitor();
  globex = await browser.visitor();
  ada = await browser.visitor();
  await travel(`${YEAR}-10-01T09:00:00Z`);
});
afterAll(() => product.close());

/** Moves the product and everyone's computer to another moment. */
async function travel(moment: string): Promise<void> {
  product.clock.set(moment);
  for (const { page } of [staff, northwind, globex, ada]) await page.context().clock.setFixedTime(moment);
}

/** The secrets of the authenticator apps that people have. */
const apps = new Map<string, string>();

/** Opens a page, signing in where that is asked. */
async function open({ page }: Visitor, email: string, path: string): Promise<Page> {
  await page.goto(product.url + path);
  const form = page.getByRole('heading', { level: 1, name: 'Sign in' });
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await form.or(navigation).first().waitFor();
  if (await form.isVisible()) {
    await fillSignIn(page, email, PASSWORD);
    const secret = apps.get(email);
    if (secret) {
      await page.getByLabel('Code', { exact: true }).fill(codeAt(secret, product.clock.now()));
      await button(page, 'Go on').click();
    }
  }
  await navigation.waitFor();
  return page;
}

const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
const button = (at: Page | Locator, name: string | RegExp): Locator => at.getByRole('button', { name });
const link = (at: Page | Locator, name: string | RegExp): Locator => at.getByRole('link', { name });
/** A place in the main navigation; pages have links of the same name. */
const place = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
const cells = (page: Page, name: string): Locator => page.getByRole('cell', { name, exact: true });

/** States what has to be stated and has the file applied. */
async function apply(page: Page, rows: string): Promise<void> {
  await page.getByLabel('I state the following').check();
  await button(page, `Apply ${rows}`).click();
}
const upload = (page: Page, rows: readonly string[]): Promise<void> =>
  page.getByLabel('CSV or XLSX file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeffFirst name;Last name;E-mail;Mobile\r\n${rows.join('\r\n')}`),
  });

/** The link of an invitation, as staff read it in the outbox. */
async function invitationOf(email: string): Promise<string> {
  const page = await open(staff, STAFF, `/outbox?q=${encodeURIComponent(email)}`);
  await link(page, /invit/i).first().click();
  return (await link(page, /\/invitation#/).getAttribute('href')) ?? '';
}

async function accept({ page }: Visitor, invitation: string): Promise<void> {
  await page.goto(invitation);
  await page.getByLabel('Choose a password').fill(PASSWORD);
  const agreement = page.getByRole('checkbox', { name: /I accept this agreement/ });
  if (await agreement.isVisible()) {
    await button(page, 'Create sign-in and continue').click();
    await page.getByText('Please read and accept the agreement').waitFor();
    await agreement.check();
  }
  await button(page, 'Create sign-in and continue').click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

async function fillTenant(page: Page, administrator: Record<string, string>): Promise<void> {
  await page.getByLabel('Address line 1').fill('1 Park Row');
  await page.getByLabel('Town or city').fill('Leeds');
  await page.getByLabel('Postcode').fill('LS1 5HD');
  const person = page.getByRole('group', { name: 'First administrator' });
  for (const [label, value] of Object.entries(administrator)) await person.getByLabel(label).fill(value);
}

describe('the first month of Northwind IT and its customer Globex, in the console', () => {
  test('[T1] [T8] staff accept their invitation and onboard the reseller', async () => {
    const invitation = await setUpPlatform(product.app, {
      administrator: {
        firstName: 'Sam',
        lastName: 'Staff',
        email: STAFF,
        phone: null,
        mobile: null,
        fax: null,
      },
    });
    await accept(staff, invitation ?? '');
    const { page } = staff;
    await place(page, 'Resellers').click();
    await link(page, 'Onboard reseller').first().click();
    await page.getByLabel('Legal name').fill('Northwind IT');
    await page.getByLabel('VAT number').fill('GB 123 4567 83');
    await page.getByLabel('Invoice prefix').fill('NW');
    await page.getByLabel('Account name').fill('Northwind IT Ltd');
    await page.getByLabel('Sort code').fill('20-00-00');
    await page.getByLabel('Account number').fill('12345678');
    await page.getByLabel('Accent colour').fill('#0b7285');
    const choosing = page.waitForEvent('filechooser');
    await button(page, 'Choose logo').click();
    const picture = new PNG({ width: 8, height: 8 });
    picture.data.fill(255);
    const logo = PNG.sync.write(picture);
    await (await choosing).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
    await fillTenant(page, { 'First name': 'Robin', 'Last name': 'North', 'E-mail address': NORTHWIND });
    await button(page, 'Onboard reseller').click();
    await expect.poll(() => page.getByLabel('VAT number').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('VAT number').fill('GB 200 0002 77');
    await button(page, 'Onboard reseller').click();
    await heading(page, 'Northwind IT').waitFor();
  });

  test('[T2] [D1] the reseller accepts and onboards Globex; Globex accepts invitation and agreement', async () => {
    const invitation = await invitationOf(NORTHWIND);
    await accept(northwind, invitation);
    const { page } = northwind;
    await place(page, 'Companies').click();
    await link(page, 'Onboard company').first().click();
    await page.getByLabel('Legal name').fill('Globex Ltd');
    await expect.poll(() => page.getByLabel('Customer code').inputValue()).toBe('GLOBEX');
    await fillTenant(page, {
      'First name': 'Gloria',
      'Last name': 'Bex',
      'E-mail address': GLOBEX,
      Phone: '0113 496 0300',
      Mobile: '07700 900123',
      Fax: '0113 496 0301',
    });
    await button(page, 'Onboard company').click();
    await heading(page, 'Globex Ltd').waitFor();

    await accept(globex, await invitationOf(GLOBEX));
    await place(globex.page, 'Our company').waitFor();
    // An invitation is good once.
    await ada.page.goto(invitation);
    await heading(ada.page, 'This invitation is no longer good').waitFor();
  });

  test('[U1] [U2] Globex adds its domain, one user by hand and 8 from a file', async () => {
    const page = await open(globex, GLOBEX, '/domains');
    await button(page, 'Add domain').first().click();
    await page.getByRole('dialog').getByLabel('Domain').fill('Globex.example');
    await button(page.getByRole('dialog'), 'Add domain').click();
    // The record is shown at once; the page of the name server sets it and leads back.
    await link(page.getByRole('dialog'), 'Set it there').click();
    await button(page, 'Set the record').click();
    await button(page.getByRole('row').filter({ hasText: 'globex.example' }), 'Show record').click();
    await button(page.getByRole('dialog'), 'Look for it now').click();
    await page.getByRole('row').filter({ hasText: 'globex.example' }).getByText('Proved').waitFor();

    await place(page, 'End users').click();
    await link(page, 'Add end user').first().click();
    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Last name').fill('Lovelace');
    await page.getByLabel('Mobile').fill('07700 900456');
    await page.getByLabel('E-mail address', { exact: true }).fill('ada.lovelace');
    await button(page, 'Add end user').click();
    await heading(page, 'Ada Lovelace').waitFor();
    await page.getByText(ADA).first().waitFor();

    const people = Array.from(
      { length: 8 },
      (_, i) => `Person ${i};"Łukasz; ${i}";person${i}@globex.example;07700 900${String(i).padStart(3, '0')}`,
    );
    await place(page, 'End users').click();
    await link(page, 'Import').click();
    await upload(page, [
      ...people.slice(0, 5),
      'Eve;Elsewhere;eve@elsewhere.example;',
      `Twin;Twin;${ADA};`,
      'Max;Mobile;max@globex.example;nonsense',
    ]);
    await button(page, 'Compare with the directory').click();
    await page.getByText('2 rows with errors').first().waitFor();
    expect(await button(page, 'Apply 6 rows').isDisabled()).toBe(true);
    const wrong = page.getByRole('row').filter({ hasText: 'Max' });
    await expect.poll(() => wrong.textContent()).toMatch(/^Max Mobile9.*Mobile: /);
    const twin = page.getByRole('row').filter({ hasText: 'Twin' });
    expect(await twin.textContent()).toContain('First name: Ada → Twin');

    await link(page, 'Import').click();
    await upload(page, people);
    await button(page, 'Compare with the directory').click();
    await button(page, 'Apply 8 rows').waitFor();
    expect(await button(page, 'Apply 8 rows').isDisabled()).toBe(true);
    await apply(page, '8 rows');
    // What reaches so many wants a second factor, which is set up here.
    apps.set(GLOBEX, await setUpFactor(page, product.clock.now()));
    await page.getByText('8 rows applied').waitFor();
  });

  test('[U2] the report of the file is saved as a file', async () => {
    const { page } = globex;
    const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Export as CSV').click()]);
    expect(saved.suggestedFilename()).toBe('people-report.csv');
    expect((await readFile(await saved.path(), 'utf8')).split('\r\n')[1]).toContain(
      'Łukasz; 0",person0@globex.example,',
    );
  });

  test('[C4] [P1] [P2] Globex gives services and sees them become active; staff tick off the manual task', async () => {
    await product.sellMailboxAndArchive();
    await travel(`${YEAR}-10-11T09:00:00Z`);
    const page = await open(globex, GLOBEX, '/end-users?q=person');
    for (let i = 0; i < 5; i += 1)
      await page
        .getByRole('checkbox', { name: /^Select Person/ })
        .nth(i)
        .check();
    await button(page, 'Add services').click();
    await page
      .getByRole('dialog')
      .getByRole('checkbox', { name: /Mailbox/ })
      .check();
    await page.getByText('£22.50').first().waitFor();
    await button(page, 'Add 5 subscriptions').click();
    await page.getByText('5 subscriptions ordered').waitFor();

    await open(globex, GLOBEX, '/end-users?q=ada');
    await link(page, 'Ada Lovelace').click();
    await page.getByRole('tab', { name: 'Services' }).click();
    await button(page, 'Add services').click();
    for (const name of [/Mailbox/, /Archive/])
      await page.getByRole('dialog').getByRole('checkbox', { name }).check();
    await button(page, 'Add 2 subscriptions').click();

    // From here on the two pages are only looked at.
    await open(globex, GLOBEX, '/subscriptions');
    const jobs = await page.context().newPage();
    await jobs.goto(`${product.url}/provisioning?state=ALL`);
    // The receiver turns some away with 503 at first.
    await jobs
      .getByText(/^Attempt 1 failed, next/)
      .first()
      .waitFor();
    await expect
      .poll(
        async () => {
          if ((await jobs.getByText(/failed, next/).count()) > 0) await product.retryNow();
          return cells(page, 'Active').count();
        },
        { timeout: 40_000, interval: 300 },
      )
      .toBe(6);
    await jobs
      .getByText(/^Done at attempt/)
      .first()
      .waitFor();
    await jobs.close();
    const tasks = await open(staff, STAFF, '/provisioning?state=WAITING');
    await button(tasks, 'Mark as done').click();
    await tasks.getByRole('dialog').getByLabel('Note').fill('Journal rule set.');
    await button(tasks.getByRole('dialog'), 'Mark as done').click();
    await expect.poll(() => cells(page, 'Active').count()).toBe(7);
  });

  test('[B4] staff bill the month, and nothing twice', async () => {
    await travel(`${YEAR}-11-01T08:00:00Z`);
    const page = await open(staff, STAFF, '/billing-runs');
    await button(page, 'Run billing').first().click();
    const dialogue = page.getByRole('dialog');
    await button(dialogue, `Bill October ${YEAR}`).click();
    await page.getByText('2 invoices for October').waitFor();
    await button(dialogue, 'Done').click();
    await dialogue.waitFor({ state: 'hidden' });
    await button(page, 'Run billing').first().click();
    await dialogue.getByText('Nothing of it is left to invoice').waitFor();
    expect(await button(dialogue, `Bill October ${YEAR}`).isDisabled()).toBe(true);
    await button(dialogue, 'Not now').click();
  });

  test('[B7] Globex opens the invoice and its files and pays by card; everyone sees it paid', async () => {
    const seller = await open(northwind, NORTHWIND, '/invoices?kind=RETAIL');
    await cells(seller, 'Open').waitFor();

    const page = await open(globex, GLOBEX, '/invoices');
    await link(page, /^NW-/).click();
    // 21 of October's 31 days: six mailboxes at £4.50 and an archive at £2.00, with 20 % VAT.
    await button(page, 'Pay £23.57 by card').waitFor();
    // One line for six mailboxes; who has them opens beside it, and back leads back.
    await link(page, 'Mailbox').click();
    const behind = page.getByRole('dialog', { name: 'Mailbox' });
    await expect.poll(() => behind.getByRole('row').count()).toBe(7);
    await button(behind, 'Export as CSV').waitFor();
    await page.goBack();
    await behind.waitFor({ state: 'hidden' });
    await button(page, 'Download').click();
    const [tab, answer] = await Promise.all([
      page.waitForEvent('popup'),
      page.waitForResponse(/\/invoices\/[\w-]+\/pdf$/),
      page.getByRole('menuitem', { name: 'Open the PDF in a new tab' }).click(),
    ]);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    await tab.close();
    for (const [name, begins] of [
      ['PDF', '%PDF-'],
      ['E-invoice (UBL)', '<?xml'],
    ] as const) {
      await button(page, 'Download').click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('menuitem', { name, exact: true }).click();
      const file = await readFile(await (await downloading).path());
      expect(file.subarray(0, 5).toString()).toBe(begins);
    }

    await button(page, 'Pay £23.57 by card').click();
    await page.getByLabel('Card number').fill('4000 0000 0000 0002');
    await page.getByLabel('Expiry').fill(`12/${String(YEAR + 1).slice(2)}`);
    await page.getByLabel('Security code').fill('123');
    await page.getByLabel('Name on card').fill('Gloria Bex');
    await button(page, /^Pay/).click();
    await page
      .getByRole('alert')
      .getByText(/declined/)
      .waitFor();
    await page.getByLabel('Card number').fill('4242 4242 4242 4242');
    await page.getByLabel('Security code').fill('123');
    await button(page, /^Pay/).click();
    await page.getByText('Thank you, this invoice is paid').waitFor();
    await cells(seller, 'Paid').waitFor();
  });

  test('[B7] staff record the reseller’s bank transfer, and the reseller sees it', async () => {
    const seller = await open(northwind, NORTHWIND, '/invoices?kind=WHOLESALE');
    await cells(seller, 'Open').waitFor();
    const page = await open(staff, STAFF, '/invoices?kind=WHOLESALE');
    await link(page, /^XE?2?/)
      .first()
      .click();
    await button(page, 'Record payment').click();
    await page.getByRole('dialog').getByLabel('Reference').fill('NORTHWIND 1');
    await button(page.getByRole('dialog'), 'Record payment').click();
    await page.getByText(/is paid\./).waitFor();
    await cells(seller, 'Paid').waitFor();
  });

  test('[N1] staff publish a notice, which appears live in the bell of those who hold the service', async () => {
    const reader = await open(globex, GLOBEX, '/');
    await button(reader, /^Notices$/).waitFor();
    const page = await open(staff, STAFF, '/notices/new');
    await page.getByRole('combobox', { name: 'Service' }).click();
    await page.getByRole('option', { name: 'Mailbox' }).click();
    await page.getByText('It will reach').waitFor();
    await pickMoment(page, 'Begins', 7, '22');
    await pickMoment(page, 'Ends', 7, '23');
    await page.getByLabel('Title').fill('Mailbox servers are updated');
    await page.getByLabel('Message').fill('Mail that arrives meanwhile is delivered afterwards.');
    await button(page, 'Publish…').click();
    await button(page.getByRole('dialog'), /^Publish to/).click();
    await heading(page, 'Mailbox servers are updated').waitFor();

    await button(reader, 'Notices, 1 unread').click();
    await button(reader, /Mailbox servers are updated/).click();
    await heading(reader, 'Mailbox servers are updated').waitFor();
    await button(reader, 'Notices, 1 unread').waitFor({ state: 'hidden' });
    const outbox = await open(staff, STAFF, `/outbox?q=${encodeURIComponent(ADA)}`);
    await link(outbox, /Mailbox servers are updated/).waitFor();
  });

  test('[U4] an end user corrects the mobile number, and finds every other page closed', async () => {
    const page = await open(globex, GLOBEX, '/end-users?q=ada');
    await link(page, 'Ada Lovelace').click();
    await button(page, 'Invite').click();
    await button(page.getByRole('dialog'), 'Send invitation').click();
    await page.getByText('An invitation is on its way').waitFor();
    await accept(ada, await invitationOf(ADA));
    const own = ada.page;
    expect(await own.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual([
      'Home',
      'My services',
      'My devices and numbers',
      'My calls',
      'Notices',
      'Status',
      'My profile',
      'Sign-in',
      'My data',
      'Who looked',
      'Letters about my data',
      'Who handles my data',
      'Consents',
    ]);
    await place(own, 'My services').click();
    await expect.poll(() => cells(own, 'Ready').count()).toBe(2);
    await place(own, 'My profile').click();
    await button(own, 'Correct numbers').click();
    await own.getByRole('dialog').getByLabel('Mobile').fill('07700 900999');
    await button(own.getByRole('dialog'), 'Save').click();
    await own.getByText('07700 900999').waitFor();
    // The administrator has the page open, and sees it change.
    await page.getByText('07700 900999').waitFor();
    for (const path of ['/companies', '/end-users', '/invoices', '/audit', '/provisioning', '/outbox']) {
      await own.goto(product.url + path);
      await heading(own, 'You may not see this').waitFor();
    }
  });

  test('[D9] every step stands in the audit log of the levels concerned', async () => {
    const company = [
      'Accept invitation',
      'Add domain',
      'Prove domain',
      'Add end user',
      'Confirm import',
      'Place order',
      'Complete manual task',
      'Publish notice',
      'Invite end user',
      'Correct own numbers',
    ];
    const levels: [Visitor, string, string[]][] = [
      [globex, GLOBEX, company],
      [northwind, NORTHWIND, [...company, 'Onboard company']],
      [staff, STAFF, [...company, 'Onboard company', 'Onboard reseller', 'Run billing', 'Record payment']],
    ];
    for (const [visitor, email, steps] of levels) {
      const page = await open(visitor, email, '/audit?size=100');
      await page.getByRole('table').getByRole('row').nth(5).waitFor();
      const actions = page.getByRole('table').locator('tbody td:first-child');
      await expect.poll(() => actions.allTextContents()).toEqual(expect.arrayContaining(steps));
    }
    expect(await link(globex.page, 'Resellers').count()).toBe(0);
  });

  test('[S56] nothing went wrong on anyone’s screen', () => {
    const faults = [staff, northwind, globex, ada].flatMap((visitor) => visitor.faults);
    // The card processor's own page says so of the card that was declined.
    expect(faults.filter((fault) => !fault.includes('402 (Payment Required)'))).toEqual([]);
  });
});

/** Picks a day of the month on screen, and an hour. */
async function pickMoment(page: Page, label: string, day: number, hour: string): Promise<void> {
  await page.getByLabel(label).click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('button', { name: new RegExp(`^${day} `) }).click();
  await picker.getByLabel('Hours').fill(hour);
  await button(picker, 'Take this time').click();
}
