import { generateAuthenticationOptions } from '@simplewebauthn/server';
import { input } from '../../../../kernel/input.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { verb } from '../../../../kernel/verb.ts';
import { beginChallenge, type Passkeys } from './passkeys.ts';

async function options(
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

/** What the browser is to be asked of whoever signs in by a passkey alone: whichever they have here. [I3] [S42] */
export const startPasskeySignIn = verb({
  name: 'startPasskeySignIn',
  description: 'Begins to sign in by a passkey alone: what the browser is to be asked, as JSON.',
  permission: 'anonymous',
  input: input('StartPasskeySignInInput', {}),
  run: (scope, _given, { passkeys }) => options(scope, passkeys, []),
});

/** The same of one's own passkeys, in a session that waits for a second factor or wants it fresh. [I3] */
export const startPasskeyProof = verb({
  name: 'startPasskeyProof',
  description: 'Begins to show a passkey as a second factor: what the browser is to be asked, as JSON.',
  permission: 'unproved',
  input: input('StartPasskeyProofInput', {}),
  async run(scope, _given, { passkeys }) {
    const own = await scope.sql<{ id: string; transports: never[] }>(
      `select credential_id as id, transports from factor where kind = 'PASSKEY' and confirmed_at is not null`,
    );
    return options(scope, passkeys, own);
  },
});
