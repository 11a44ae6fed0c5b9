import { z } from 'zod';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { networkOf } from '../../../../kernel/network-of.ts';
import { invalid } from '../../../../kernel/problem.ts';
import { outsideVerb, type Setting } from '../../../../kernel/verb.ts';
import { assertNoWait } from '../sign-in-throttle.ts';
import { type ProvedSession, proveSession } from './proved-session.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { totpCodeIn, totpStepOf } from './totp.ts';

/** The input for a code of an authenticator app, or a recovery code. */
export const factorCode = () =>
  z.string().trim().min(1, 'Must be filled in.').max(100, 'May have at most 100 characters.');

/** What a code has been found to be. */
type Shown = { factorId: string; step: number } | { recoveryHash: string };

/**
 * Shows a second factor: a code of an authenticator app or a recovery code, each good once. A session that waited for it begins;
 * one that goes on has it fresh. Wrong codes are counted and slowed down as passwords are, for the person, whatever sessions
 * are opened with the password. [I2] [S39] [S40]
 */
export const verifyFactor = outsideVerb({
  name: 'verifyFactor',
  permission: 'unproved',
  input: input('VerifyFactorInput', { code: factorCode() }),
  async plan(scope) {
    const tried = { network: networkOf(scope.address), at: scope.now };
    const [counted] = await scope.sql<{ wait: Date | null }>('select count_factor_try($1, $2) as wait', [
      tried.network,
      tried.at,
    ]);
    assertNoWait(scope, counted?.wait, 'wrong codes');
    const apps = await scope.sql<{ id: string; secret: string }>(
      `select id, secret from factor where kind = 'TOTP' and confirmed_at is not null`,
    );
    return { tried, apps, by: memberOf(scope.actor), now: scope.now };
  },
  async call({ apps, by, now }, { code }, setting): Promise<Shown> {
    const typed = totpCodeIn(code);
    if (!typed) return { recoveryHash: hashRecoveryCode(code) };
    for (const { id, secret } of apps) {
      const step = totpStepOf(setting.services.seals.unseal(secret, `factor ${id}`), typed, now);
      if (step !== null) return { factorId: id, step };
    }
    throw refused(setting, by, 'This code is wrong. Type the one that your app shows now.');
  },
  async settle(scope, { tried, by }, shown, _given, services) {
    const [taken] =
      'step' in shown
        ? await scope.sql<{ taken: boolean }>('select take_totp_step($1, $2, $3) as taken', [
            shown.factorId,
            shown.step,
            scope.now,
          ])
        : await scope.sql<{ taken: boolean }>('select take_recovery_code($1, $2) as taken', [
            shown.recoveryHash,
            scope.now,
          ]);
    if (!taken?.taken) {
      const { address, requestId } = scope;
      throw refused(
        { services, address, requestId },
        by,
        'step' in shown
          ? 'This code has been used already. Wait until your app shows the next one.'
          : 'This is no recovery code of yours, or it has been used already.',
      );
    }
    await scope.sql('select forgive_factor_try($1, $2)', [tried.network, tried.at]);
    const session: ProvedSession = await proveSession(scope);
    // That a session has begun is in the log as signing in.
    const subject = session.began ? null : { type: 'Session', id: session.sessionId, ...tenancyOf(by) };
    return { result: session, subject };
  },
});

/** The refusal, which leaves a security event. */
function refused(
  { services, address = '', requestId }: Pick<Setting, 'services' | 'address' | 'requestId'>,
  { personId, membershipId }: { personId: string; membershipId: string },
  message: string,
) {
  const what = 'verifyFactor';
  services.security.note({ kind: 'SIGN_IN_FAILED', what, personId, membershipId, address, requestId });
  return invalid('code', message);
}
