import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { beginProof, checkProof, forgiveProof, ownPassword } from './prove-password.ts';
import { endOthers } from './set-password.ts';

/** Ends all of one's own sessions but the one in which it is asked; answers how many that were. [S49] */
export const endOtherSessions = outsideVerb({
  name: 'endOtherSessions',
  description: 'Ends all sessions of the person but this one; answers how many.',
  permission: 'SESSION_OWN',
  input: input('EndOtherSessionsInput', { password: ownPassword() }),
  plan: (scope) => beginProof(scope),
  async call(proof, { password }, setting) {
    await checkProof(proof, password, { path: 'password', what: 'endOtherSessions' }, setting);
  },
  async settle(scope, proof) {
    await forgiveProof(scope, proof);
    const ended = await endOthers(scope);
    const member = memberOf(scope.actor);
    const subject = { type: 'Membership', id: member.membershipId, ...tenancyOf(member) };
    return { result: ended, subject: ended ? subject : null };
  },
});
