import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { beginProof, checkProof, forgiveProof, ownPassword } from '../prove-password.ts';
import { reissueUntil, voidPassword } from './reissue.ts';

/**
 * Something that lets oneself in is lost or stolen: cancels everything at once, this session too, and mails a link with which one
 * begins anew. One's password allows it, for the second factor may be what is lost. [I5]
 */
export const reportLost = outsideVerb({
  name: 'reportLost',
  description:
    'Cancels everything that lets oneself in, this session too, and mails a link with which one begins anew.',
  permission: 'SESSION_OWN',
  input: input('ReportLostInput', { password: ownPassword() }),
  plan: (scope) => beginProof(scope),
  async call(proof, { password }, setting) {
    await checkProof(proof, password, { path: 'password', what: 'reportLost' }, setting);
    return voidPassword();
  },
  async settle(scope, proof, voidHash) {
    await forgiveProof(scope, proof);
    const ended = await scope.sql<{ id: string }>('select cancel_own_sign_in($1, $2, $3) as id', [
      voidHash,
      reissueUntil(scope.now),
      scope.now,
    ]);
    scope.hint(...ended.map(({ id }) => ({ kind: 'Session', id })));
    const { membershipId, ...member } = memberOf(scope.actor);
    const changed = ['password', 'factors', 'recoveryCodes'];
    return {
      result: true,
      subject: { type: 'Membership', id: membershipId, ...tenancyOf(member), changed },
    };
  },
});
