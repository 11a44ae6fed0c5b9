import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { codeAt, setUpFactor, signIn } from './sign-in.ts';

/** A file of people from upload to report, and back, with the worker that applies it. */
const browser = useBrowser();
let app: TestApp;
let world: World;

beforeAll(async () => {
  // Ahead of the browser's own clock, or it would take the session's cookie for one that has run out.
  app = await startTestApp({ at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z` });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
/** Chooses from a list of the form. */
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const departments = async () =>
  (
    await world.sql<{ text: string }>(
      `select first_name || ' ' || coalesce(department, '-') as text from end_user
        where last_name = 'Imported' order by first_name`,
    )
  ).map(({ text }) => text);

test('[U2] a file is uploaded, its columns chosen, compared, applied and reported, and reversed as a whole', async () => {
  const { token } = world.globex.admin;
  const { data } = await app.ask<{ products: { nodes: { name: string; code: string; unit: string }[] } }>(
    '{ products { nodes { name code unit } } }',
    {},
    token,
  );
  const service = data.products.nodes.find(({ unit }) => unit === 'PER_USER') as {
    name: string;
    code: string;
  };
  for (const [firstName, department] of [
    ['Ann', 'Navy'],
    ['Bob', 'Army'],
  ])
    await app.ask(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      {
        input: {
          firstName,
          lastName: 'Imported',
          email: `${firstName?.toLowerCase()}@globex.example`,
          department,
        },
      },
      token,
    );

  const { page, faults } = await browser.visitor();
  await signIn(page, `${app.url}/end-users/import`, world.globex.admin.email);
  const lines = [
    `Vorname;Surname;E-mail;Department;${service.name}`,
    'Ann;Imported;ann@globex.example;;yes',
    'Bob;Imported;bob@globex.example;Air force;',
    'Cy;Imported;cy@globex.example;Navy;no',
  ];
  await page.getByLabel('CSV or XLSX file').setInputFiles({
    name: 'team.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  });
  await page.getByRole('heading', { name: 'Columns of team.csv' }).waitFor();
  await choose(page, 'What “Vorname” means', 'First name');
  await choose(page, 'What a blank cell of “Department” does', 'Empties it');
  expect(await page.getByRole('combobox', { name: `What “${service.name}” means` }).inputValue()).toBe(
    service.name,
  );
  await button(page, 'Compare with the directory').click();

  await page.getByText('Blank cells empty what there is').waitFor();
  await page.getByText('1 service begins today').waitFor();
  expect(await row(page, 'Ann').textContent()).toContain('Department: Navy → nothing');
  expect(await row(page, 'Ann').textContent()).toContain(`Begins: ${service.code}`);
  expect(await row(page, 'Bob').textContent()).toContain('Department: Army → Air force');
  expect(await departments()).toEqual(['Ann Navy', 'Bob Army']);
  expect(await button(page, 'Apply 3 rows').isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'I state the following' }).check();
  await button(page, 'Apply 3 rows').click();
  // What reaches so many wants a second factor.
  const secret = await setUpFactor(page, app.clock.now());
  await page.getByText('3 rows applied').waitFor();
  expect(await departments()).toEqual(['Ann -', 'Bob Air force', 'Cy Navy']);
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Export as CSV').click()]);
  const report = (await readFile(await saved.path(), 'utf8')).split('\r\n');
  expect(report[1]).toBe(
    `2,Change,Applied,Department: Navy → nothing,Ann,Imported,ann@globex.example,,,,,${service.code},`,
  );

  await page.reload();
  await button(page, 'Reverse').click();
  app.clock.forward(11 * 60_000);
  await page
    .getByRole('dialog', { name: 'Reverse team.csv?' })
    .getByRole('button', { name: 'Reverse' })
    .click();
  const asked = page.getByRole('dialog', { name: 'Show your second factor' });
  await asked.getByLabel('Code', { exact: true }).fill(codeAt(secret, app.clock.now()));
  await asked.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByText('3 rows taken back').waitFor();
  expect(await departments()).toEqual(['Ann Navy', 'Bob Army']);
  expect(faults).toEqual([]);
});
