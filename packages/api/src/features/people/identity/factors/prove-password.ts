import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { factorNeeded } from '../../../../kernel/problem.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { beginProof, checkProof, forgiveProof, ownPassword } from '../prove-password.ts';

/**
 * Gives one's own password once more, so that a first second factor may be set up in a session that began a while ago. In the
 * demonstration it stands in for a factor that is to be shown anew, if there is none. [S48]
 */
export const provePassword = outsideVerb({
  name: 'provePassword',
  description: 'Gives the password once more, for what asks for it with `need: PASSWORD`.',
  permission: 'unproved',
  input: input('ProvePasswordInput', { password: ownPassword() }),
  plan(scope) {
    if (memberOf(scope.actor).awaits === 'FACTOR') throw factorNeeded('Show your second factor to go on.');
    return beginProof(scope);
  },
  async call(proof, { password }, setting) {
    await checkProof(proof, password, { path: 'password', what: 'provePassword' }, setting);
  },
  async settle(scope, proof, _called, _input, { factors }) {
    await forgiveProof(scope, proof);
    await scope.sql('select note_password($1, $2)', [scope.now, factors.passwordStandsIn]);
    return { result: true, subject: null };
  },
});
