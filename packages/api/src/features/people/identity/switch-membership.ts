import { id } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { principalIn, type SessionPrincipal } from './session-principal.ts';

/** Goes on with the same sign-in as another membership of the same person. [T5] */
export const switchMembership = verb({
  name: 'switchMembership',
  permission: 'member',
  input: input('SwitchMembershipInput', { membershipId: id() }),
  async run(scope, { membershipId }, { factors }) {
    const { sessionId, ...member } = memberOf(scope.actor);
    const [switched] = await scope.sql<SessionPrincipal>('select * from switch_membership($1, $2, $3, $4)', [
      sessionId,
      membershipId,
      scope.now,
      factors.compulsory,
    ]);
    if (!switched) throw notFound('membership');
    return {
      result: { sessionId, ...principalIn(switched) },
      subject: { type: 'Session', id: sessionId, ...tenancyOf(member) },
    };
  },
});
