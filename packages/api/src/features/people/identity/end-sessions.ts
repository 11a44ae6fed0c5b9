import { memberOf } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { beginProof, checkProof, forgiveProof, ownPassword } from './prove-password.ts';

interface Ended {
  sessionId: string;
  id: string;
  resellerId: string;
  companyId: string | null;
  endUserId: string | null;
}

/**
 * Signs people out of the tenant whose administrators one is among, everywhere at once: a device is lost, or a password may
 * be known to others. They can sign in again; sessions of theirs in other tenants go on. One's own password allows it.
 * Answers how many sessions have ended. [S47] [S49]
 */
export const endSessions = outsideVerb({
  name: 'endSessions',
  description: 'Signs people out of this tenant, everywhere at once; answers how many sessions have ended.',
  permission: 'MEMBERSHIP_WRITE',
  input: input('EndSessionsInput', {
    membershipIds: bulkIds('membership'),
    password: ownPassword(),
  }),
  async plan(scope, { membershipIds }) {
    if (membershipIds.includes(memberOf(scope.actor).membershipId))
      throw conflict('These are your own sessions: end them under "Sessions and password".', 'membershipIds');
    const found = await scope.sql('select from membership where id = any($1)', [membershipIds]);
    if (found.length < membershipIds.length) throw notFound('membership');
    return beginProof(scope);
  },
  async call(proof, { password }, setting) {
    await checkProof(proof, password, { path: 'password', what: 'endSessions' }, setting);
  },
  async settle(scope, proof, _checked, { membershipIds }) {
    await forgiveProof(scope, proof);
    const ended = await scope.sql<Ended>(
      `select e.session_id as "sessionId", m.id, m.reseller_id as "resellerId", m.company_id as "companyId",
           m.end_user_id as "endUserId"
         from end_sessions_of($1, $2) e join membership m on m.id = e.membership_id order by m.id`,
      [membershipIds, scope.now],
    );
    scope.hint(...ended.map(({ sessionId }) => ({ kind: 'Session', id: sessionId })));
    const people = new Map(
      ended.map(({ sessionId: _session, ...member }): [string, Subject] => [
        member.id,
        { type: 'Membership', ...member },
      ]),
    );
    return { result: ended.length, subject: [...people.values()] };
  },
});
