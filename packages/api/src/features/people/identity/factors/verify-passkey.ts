import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { passkeyAnswer } from './confirm-passkey-enrolment.ts';
import { answerIn, takeChallenge } from './passkeys.ts';
import { proveSession } from './proved-session.ts';
import { checkPasskey, type KeptPasskey, usePasskey } from './show-passkey.ts';

/** Shows a passkey as a second factor; otherwise as `verifyFactor`. [I3] [S41] */
export const verifyPasskey = outsideVerb({
  name: 'verifyPasskey',
  permission: 'unproved',
  input: input('VerifyPasskeyInput', { response: passkeyAnswer() }),
  async plan(scope, { response }) {
    const given = answerIn<AuthenticationResponseJSON>(response);
    await takeChallenge(scope, given.challenge);
    const [kept] = await scope.sql<KeptPasskey>(
      `select id as factor_id, public_key, counter from factor
        where kind = 'PASSKEY' and credential_id = $1 and confirmed_at is not null`,
      [given.answer.id],
    );
    return { given, kept, by: memberOf(scope.actor) };
  },
  call: ({ given, kept }, _given, { services }) => checkPasskey(kept, given, services.passkeys),
  async settle(scope, { kept, by }, counter) {
    await usePasskey(scope, kept as KeptPasskey, counter);
    const session = await proveSession(scope);
    const subject = session.began ? null : { type: 'Session', id: session.sessionId, ...tenancyOf(by) };
    return { result: session, subject };
  },
});
