import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Membership } from './membership.entity.ts';

/**
 * Signs somebody out of the tenant whose administrators one is among, everywhere at once: a device is lost, or a password may
 * be known to others. They can sign in again; sessions of theirs in other tenants go on. [S47] [S49]
 */
export const endSessions = verb({
  name: 'endSessions',
  description: 'Signs somebody out of this tenant, everywhere at once.',
  permission: 'MEMBERSHIP_WRITE',
  input: input('EndSessionsInput', { membershipId: id() }),
  async run(scope, { membershipId }) {
    if (memberOf(scope.actor).membershipId === membershipId)
      throw conflict('These are your own sessions: end them under "Sessions and password".', 'membershipId');
    const { resellerId, companyId, endUserId } = await scope.load(Membership, membershipId);
    const ended = await scope.sql<{ id: string }>('select end_sessions($1, $2) as id', [
      membershipId,
      scope.now,
    ]);
    scope.hint(...ended.map((session) => ({ kind: 'Session', id: session.id })));
    const subject = { type: 'Membership', id: membershipId, resellerId, companyId, endUserId };
    return { result: membershipId, subject: ended.length ? subject : null };
  },
});
