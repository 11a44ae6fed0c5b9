import type { TestApp } from '../../../kernel/testing/test-app.ts';

/** For tests: the secret of the link by which people ask at whoever has this token; of a company or reseller if one is named. */
export async function accessLinkSecret(app: TestApp, token: string, of: object = {}): Promise<string> {
  const { data, errors } = await app.ask<{ renewAccessLink: { token: string } }>(
    'mutation ($input: RenewAccessLinkInput!) { renewAccessLink(input: $input) { token } }',
    { input: of },
    token,
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.renewAccessLink.token;
}

/** For tests: asks for access as somebody with this address; resolves with the answer or the code of the refusal. */
export async function askForAccess(
  app: TestApp,
  token: string,
  email: string,
  more: object = {},
): Promise<unknown> {
  const person = { firstName: 'Siobhán', lastName: 'O’Brien', reason: 'I start on Monday.' };
  const { data, errors } = await app.ask<{ requestAccess: boolean }>(
    'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) }',
    { input: { token, email, ...person, ...more } },
  );
  return errors?.[0]?.extensions.code ?? data.requestAccess;
}
