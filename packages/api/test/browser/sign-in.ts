import { Secret, TOTP } from 'otpauth';
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

/** What an authenticator app with this secret shows at a moment. */
export const codeAt = (secret: string, moment: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: moment.getTime() });

/** Sets up an authenticator app where something asks for a second factor on the spot; gives the app's secret. */
export async function setUpFactor(page: Page, moment: Date): Promise<string> {
  const dialogue = page.getByRole('dialog', { name: 'Set up a second factor' });
  const password = dialogue.getByLabel('Your password');
  const key = dialogue.locator('code');
  await password.or(key).first().waitFor();
  if (await password.isVisible()) {
    await password.fill(PASSWORD);
    await dialogue.getByRole('button', { name: 'Go on', exact: true }).click();
  }
  const secret = ((await key.textContent()) ?? '').replaceAll(' ', '');
  await dialogue.getByLabel('Code', { exact: true }).fill(codeAt(secret, moment));
  await dialogue.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('checkbox', { name: 'I have kept the codes' }).check();
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  return secret;
}
