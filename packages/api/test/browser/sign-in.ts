import type { Page } from 'playwright-core';
import { PASSWORD } from '../../src/kernel/testing/world.ts';

/** Fills the sign-in form and waits for the console's navigation. */
export async function signIn(page: Page, url: string, email: string): Promise<void> {
  await page.goto(url);
  await fillSignIn(page, email, PASSWORD);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Fills the form that is on screen and sends it. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
