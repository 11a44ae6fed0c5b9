import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { Scope } from '../../../../kernel/scope.ts';
import { beginChallenge, type Passkeys } from './passkeys.ts';

/** What the browser is to be asked, as JSON, and noted as asked. */
export async function askPasskey(
  scope: Scope,
  { id }: Passkeys,
  allowCredentials: { id: string; transports: never[] }[],
) {
  const asked = await generateAuthenticationOptions({
    rpID: id,
    userVerification: 'required',
    allowCredentials,
  });
  await beginChallenge(scope, asked.challenge);
  return { result: JSON.stringify(asked), subject: null };
}
