import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { tellOfFactors } from './mail-factor-change.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

/** New recovery codes in place of those there were, shown this once. [S40] */
export const renewRecoveryCodes = verb({
  name: 'renewRecoveryCodes',
  description: 'New recovery codes, shown this once; those there were are void.',
  permission: 'SESSION_OWN',
  fresh: true,
  input: input('RenewRecoveryCodesInput', {}),
  async run(scope) {
    const [own] = await scope.sql<{ confirmed: string }>('select confirmed from own_enrolment()');
    if (!Number(own?.confirmed)) throw conflict('Set up a second factor first: codes stand in for one.');
    const codes = newRecoveryCodes();
    await scope.sql('select replace_recovery_codes($1, $2)', [codes.map(hashRecoveryCode), scope.now]);
    await tellOfFactors(scope, 'Its recovery codes have been replaced.');
    const { membershipId, ...member } = memberOf(scope.actor);
    const subject = {
      type: 'Membership',
      id: membershipId,
      ...tenancyOf(member),
      changed: ['recoveryCodes'],
    };
    return { result: codes, subject };
  },
});
