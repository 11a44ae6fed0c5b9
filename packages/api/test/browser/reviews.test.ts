import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleague } from '../../src/features/trust/reviews/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser, type Visitor } from './browser.ts';
import { signIn } from './sign-in.ts';

/** Access reviews with their evidence, the audit log, and who looked. */
const browser = useBrowser();
let app: TestApp;
let world: World;
let administrator: Visitor;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: new Date(Date.now() + 3_600_000).toISOString() });
  world = await createWorld(app);
  administrator = await browser.visitor();
});
afterAll(() => app.close());

/** What a menu of downloads gives. */
async function downloaded(page: Page, menu: string, item: string): Promise<Buffer> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  return readFile(await file.path());
}

test('[T9] a company reviews who looks after it: what is revoked is carried out, and is in the evidence', async () => {
  const whose = { level: 'COMPANY', resellerId: world.northwind.id, companyId: world.globex.id } as const;
  await colleague(world, app.clock.now(), whose, { name: 'Rita' });
  await colleague(world, app.clock.now(), whose, { name: 'Kit', seen: 1 });
  const { page, faults } = administrator;
  await signIn(page, `${app.url}/access-reviews`, world.globex.admin.email);
  await page.getByRole('button', { name: 'Open a review now' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open review' }).click();
  await page.getByRole('heading', { level: 1, name: /^Access review/ }).waitFor();
  const decide = async (who: string, deed: string) => {
    await page.getByRole('button', { name: `More for ${who} League` }).click();
    await page.getByRole('menuitem', { name: deed }).click();
    const dialogue = page.getByRole('dialog', { name: new RegExp(`^${deed} ${who}`) });
    await dialogue.getByLabel('Note').fill(`${deed} because we asked.`);
    await dialogue.getByRole('button', { name: deed }).click();
    await dialogue.waitFor({ state: 'detached' });
  };
  await decide('Rita', 'Revoke');
  await decide('Kit', 'Keep');
  expect(await world.sql(`select status from membership where first_name = 'Rita'`)).toEqual([
    { status: 'SUSPENDED' },
  ]);
  const csv = (await downloaded(page, 'Evidence', 'As CSV')).toString('utf8');
  expect(csv).toMatch(/Rita.*Revoke because we asked\./);
  const pdf = await downloaded(page, 'Evidence', 'As PDF');
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(faults).toEqual([]);
});

test('[D9] the audit log has it, is searched, and goes out with its hashes', async () => {
  const { page, faults } = administrator;
  await page.goto(`${app.url}/audit`);
  await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
  await page.getByPlaceholder('Action, such as onboard').fill('decideAccess');
  await page.waitForURL(/decideAccess/);
  const lines = (await downloaded(page, 'Export', 'As JSON lines')).toString('utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({ action: expect.stringMatching(/^decideAccess/) });
  expect(faults).toEqual([]);
});

test('[U6] an end user reads who opened their record, and why', async () => {
  const { page: colleagues } = await browser.visitor();
  await signIn(colleagues, `${app.url}/end-users/${world.initech.user.endUserId}`, world.initech.admin.email);
  await colleagues.getByRole('button', { name: 'Edit', exact: true }).waitFor();
  await app.app.services.accessLedger.flush();
  const { page, faults } = await browser.visitor();
  await signIn(page, `${app.url}/who-looked`, world.initech.user.email);
  await page.getByRole('heading', { level: 1, name: 'Who looked' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Owner' }).first().waitFor();
  expect(faults).toEqual([]);
});
