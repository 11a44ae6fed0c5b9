import { id } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Ends one of one's own sessions, at once and everywhere. [S49] */
export const revokeSession = verb({
  name: 'revokeSession',
  permission: 'SESSION_OWN',
  input: input('RevokeSessionInput', { id: id() }),
  async run(scope, { id: sessionId }) {
    const ended = await scope.sql(
      'update session set ended_at = coalesce(ended_at, $2) where id = $1 returning id',
      [sessionId, scope.now],
    );
    if (!ended.length) throw notFound('session');
    return {
      result: sessionId,
      subject: { type: 'Session', id: sessionId, ...tenancyOf(memberOf(scope.actor)) },
    };
  },
});
