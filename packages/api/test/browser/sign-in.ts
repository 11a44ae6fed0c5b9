import type { Page } from 'playwright-core';
import { PASSWORD } from '../../src/kernel/testing/world.ts';

/** Opens an address in a browser that holds a session already, and waits for the console's navigation. */
export async function signIn(page: Page, url: string, email: string): Promise<void> {
  const { origin } = new URL(url);
  const answer = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }`,
      variables: { email, password: PASSWORD },
    }),
  });
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  if (!value) throw new Error(`${email} cannot sign in: ${await answer.text()}`);
  await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(url);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Fills the form that is on screen and sends it. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
