import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict, factorNeeded, invalid } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { tellOfFactors } from './mail-factor-change.ts';
import { proveSession } from './proved-session.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { totpCodeIn, totpStepOf } from './totp.ts';
import { factorCode } from './verify-factor.ts';

/** How long setting up may take. */
const LONGEST_MS = 30 * 60_000;

/**
 * Takes the first code of an authenticator that is being set up: from then on it counts, and has been shown in this session.
 * With the first factor come recovery codes, this once. Sessions elsewhere wait for it. [I2] [S38] [S40]
 */
export const confirmTotpEnrolment = verb({
  name: 'confirmTotpEnrolment',
  permission: 'unproved',
  input: input('ConfirmTotpEnrolmentInput', { code: factorCode() }),
  async run(scope, { code }, { seals }) {
    const { awaits, membershipId, ...member } = memberOf(scope.actor);
    if (awaits === 'FACTOR') throw factorNeeded('Show your second factor to go on.');
    const [pending] = await scope.sql<{ id: string; secret: string }>(
      `select id, secret from factor where kind = 'TOTP' and confirmed_at is null and created_at > $1`,
      [new Date(scope.now.getTime() - LONGEST_MS)],
    );
    if (!pending) throw conflict('No authenticator is being set up: begin anew.');
    const typed = totpCodeIn(code);
    const step = typed && totpStepOf(seals.unseal(pending.secret, `factor ${pending.id}`), typed, scope.now);
    if (!typed || step === null)
      throw invalid('code', 'This is not the code that your app shows now. Type the six digits it shows.');
    const [confirmed] = await scope.sql<{ waiting: string[] | null }>(
      'select confirm_factor($1, $2, $3) as waiting',
      [pending.id, step, scope.now],
    );
    if (!confirmed?.waiting) throw conflict('This authenticator has just been confirmed.');
    scope.hint(...confirmed.waiting.map((id) => ({ kind: 'Session', id })));
    const [kept] = await scope.sql<{ left: string }>(
      'select count(*) as left from recovery_code where used_at is null',
    );
    const recoveryCodes = Number(kept?.left) ? [] : newRecoveryCodes();
    if (recoveryCodes.length)
      await scope.sql('select replace_recovery_codes($1, $2)', [
        recoveryCodes.map(hashRecoveryCode),
        scope.now,
      ]);
    const session = await proveSession(scope);
    await tellOfFactors(scope, 'An authenticator app has been added to it.');
    return {
      result: { session, recoveryCodes },
      subject: { type: 'Membership', id: membershipId, ...tenancyOf(member), changed: ['factors'] },
    };
  },
});
