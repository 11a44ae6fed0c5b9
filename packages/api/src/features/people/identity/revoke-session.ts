import { id, optional } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { beginProof, checkProof, forgiveProof, ownPassword } from './prove-password.ts';

/**
 * Ends one of one's own sessions, at once and everywhere. Another one than that in which it is asked needs the password, lest
 * whoever has got hold of a session throws out whom it belongs to. [S49]
 */
export const revokeSession = outsideVerb({
  name: 'revokeSession',
  description: 'Needs the password, unless it is the session in which it is asked.',
  permission: 'SESSION_OWN',
  input: input('RevokeSessionInput', { id: id(), password: optional(ownPassword()) }),
  async plan(scope, { id: sessionId, password }) {
    const [own] = await scope.sql('select from session where id = $1', [sessionId]);
    if (!own) throw notFound('session');
    if (sessionId === memberOf(scope.actor).sessionId) return undefined;
    if (!password) throw invalid('password', 'Must be filled in.');
    return beginProof(scope);
  },
  async call(proof, { password }, setting) {
    if (proof) await checkProof(proof, password ?? '', { path: 'password', what: 'revokeSession' }, setting);
  },
  async settle(scope, proof, _checked, { id: sessionId }) {
    if (proof) await forgiveProof(scope, proof);
    await scope.sql('update session set ended_at = coalesce(ended_at, $2) where id = $1', [
      sessionId,
      scope.now,
    ]);
    return {
      result: sessionId,
      subject: { type: 'Session', id: sessionId, ...tenancyOf(memberOf(scope.actor)) },
    };
  },
});
