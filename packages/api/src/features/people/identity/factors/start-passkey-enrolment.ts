import { generateRegistrationOptions } from '@simplewebauthn/server';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { assertMayEnrol } from './may-enrol.ts';
import { beginChallenge } from './passkeys.ts';

/** Begins to set up a passkey: gives what the browser is to be asked, as JSON. [I3] */
export const startPasskeyEnrolment = verb({
  name: 'startPasskeyEnrolment',
  description: 'Begins to set up a passkey: what the browser is to be asked, as JSON.',
  permission: 'unproved',
  input: input('StartPasskeyEnrolmentInput', {}),
  async run(scope, _given, { passkeys }) {
    const { email, issuer } = await assertMayEnrol(scope);
    const known = await scope.sql<{ id: string; transports: string[] }>(
      `select credential_id as id, transports from factor where kind = 'PASSKEY' and confirmed_at is not null`,
    );
    const options = await generateRegistrationOptions({
      rpName: issuer,
      rpID: passkeys.id,
      userName: email,
      userID: new TextEncoder().encode(memberOf(scope.actor).personId),
      attestationType: 'none',
      excludeCredentials: known,
      // Without a name typed first, and unlocked each time: so it may be the only factor, too.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await beginChallenge(scope, options.challenge);
    return { result: JSON.stringify(options), subject: null };
  },
});
