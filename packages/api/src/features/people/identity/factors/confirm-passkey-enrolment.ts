import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import { line, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict } from '../../../../kernel/problem.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { tellOfFactors } from './mail-factor-change.ts';
import { assertMayEnrol } from './may-enrol.ts';
import { answerIn, notAccepted, takeChallenge } from './passkeys.ts';
import { proveSession } from './proved-session.ts';
import { firstRecoveryCodes } from './recovery-codes.ts';

/** The input for what a browser answers with, as JSON. */
export const passkeyAnswer = () =>
  z.string().min(1, 'Must be filled in.').max(20_000, 'May have at most 20000 characters.');

/**
 * Takes a new passkey, which counts from then on and has been shown in this session. With the first factor come recovery codes,
 * this once. [I3] [S41]
 */
export const confirmPasskeyEnrolment = outsideVerb({
  name: 'confirmPasskeyEnrolment',
  permission: 'unproved',
  input: input('ConfirmPasskeyEnrolmentInput', { response: passkeyAnswer(), name: line(60) }),
  async plan(scope, { response }) {
    const { answer, challenge } = answerIn<RegistrationResponseJSON>(response);
    await assertMayEnrol(scope);
    await takeChallenge(scope, challenge);
    return { answer, challenge };
  },
  async call({ answer, challenge }, _given, { services: { passkeys } }) {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: passkeys.origin,
      expectedRPID: passkeys.id,
      requireUserVerification: true,
    }).catch(() => {
      throw notAccepted();
    });
    if (!verified || !registrationInfo) throw notAccepted();
    return registrationInfo.credential;
  },
  async settle(scope, _planned, { id, publicKey, counter, transports }, { name }) {
    const { membershipId, ...member } = memberOf(scope.actor);
    const factorId = newId();
    await scope.sql('select add_passkey($1, $2, $3, $4, $5, $6, $7)', [
      factorId,
      name,
      id,
      Buffer.from(publicKey).toString('base64url'),
      counter,
      transports ?? [],
      scope.now,
    ]);
    const [confirmed] = await scope.sql<{ waiting: string[] | null }>(
      'select confirm_factor($1, null, $2) as waiting',
      [factorId, scope.now],
    );
    if (!confirmed?.waiting) throw conflict('This passkey has just been confirmed.');
    scope.hint(...confirmed.waiting.map((each) => ({ kind: 'Session', id: each })));
    const recoveryCodes = await firstRecoveryCodes(scope);
    const session = await proveSession(scope);
    await tellOfFactors(scope, 'A passkey has been added to it.');
    return {
      result: { session, recoveryCodes },
      subject: { type: 'Membership', id: membershipId, ...tenancyOf(member), changed: ['factors'] },
    };
  },
});
