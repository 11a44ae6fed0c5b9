import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { openSession } from '../sign-in.ts';
import { passkeyAnswer } from './confirm-passkey-enrolment.ts';
import { answerIn, takeChallenge } from './passkeys.ts';
import { checkPasskey, type KeptPasskey, usePasskey } from './show-passkey.ts';

/**
 * Signs in by a passkey alone: something one has, unlocked by something one knows or is, so it counts as both. Whose it is says
 * the passkey. [I3] [S41] [S42]
 */
export const signInWithPasskey = outsideVerb({
  name: 'signInWithPasskey',
  permission: 'anonymous',
  input: input('SignInWithPasskeyInput', {
    response: passkeyAnswer(),
    address: z.string(),
    userAgent: z.string(),
    device: z.string().max(500).optional(),
  }),
  async plan(scope, { response }) {
    const given = answerIn<AuthenticationResponseJSON>(response);
    await takeChallenge(scope, given.challenge);
    const [kept] = await scope.sql<KeptPasskey & { person_id: string; email: string }>(
      'select * from find_passkey($1)',
      [given.answer.id],
    );
    return { given, kept };
  },
  call: ({ given, kept }, _given, { services }) => checkPasskey(kept, given, services.passkeys),
  async settle(scope, { kept }, counter, { address, userAgent, device }, { devices, factors }) {
    if (!kept) throw new Error('Without a passkey nothing has been checked.');
    await usePasskey(scope, kept, counter);
    const session = await openSession(scope, {
      personId: kept.person_id,
      address,
      userAgent,
      rehashed: null,
      compulsory: factors.compulsory,
      shownAt: scope.now,
    });
    return { result: session && { ...session, device: devices.remember(device, kept.email) }, subject: null };
  },
});
