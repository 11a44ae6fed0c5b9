import { memberOf } from '../../../../kernel/actor.ts';
import type { Subject } from '../../../../kernel/audit.ts';
import { bulkIds } from '../../../../kernel/bulk.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict, notFound } from '../../../../kernel/problem.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { reissueUntil, voidPassword } from './reissue.ts';

interface Found {
  id: string;
  status: string;
  resellerId: string;
  companyId: string | null;
  endUserId: string | null;
}

/**
 * Something that lets people in is lost or stolen: cancels everything of theirs at once (sessions, second factors, recovery
 * codes, password) and mails each a link with which they begin anew. For those whom one looks after; never of oneself, of nobody
 * higher up, and of nobody who signs in elsewhere too. Answers of how many people. [I5]
 */
export const resetFactors = outsideVerb({
  name: 'resetFactors',
  description:
    'Cancels everything that lets these people in, and mails each a link with which they begin anew; answers of how many.',
  permission: 'MEMBERSHIP_WRITE',
  fresh: true,
  input: input('ResetFactorsInput', { membershipIds: bulkIds('membership') }),
  async plan(scope, { membershipIds }) {
    if (membershipIds.includes(memberOf(scope.actor).membershipId))
      throw conflict('This is your own sign-in: report it lost under "Sign-in".', 'membershipIds');
    // Locked, so that they are seen only by who may change them.
    const found = await scope.sql<Found>(
      `select id, status, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId"
         from membership where id = any($1) order by id for update`,
      [membershipIds],
    );
    if (found.length < membershipIds.length) throw notFound('membership');
    if (found.some(({ status }) => status === 'INVITED'))
      throw conflict('An invitation that nobody has accepted is withdrawn instead.', 'membershipIds');
    return found;
  },
  call: () => voidPassword(),
  async settle(scope, found, voidHash, { membershipIds }) {
    const ended = await scope.sql<{ id: string }>('select cancel_sign_ins($1, $2, $3, $4) as id', [
      membershipIds,
      voidHash,
      reissueUntil(scope.now),
      scope.now,
    ]);
    scope.hint(...ended.map(({ id }) => ({ kind: 'Session', id })));
    const subjects: Subject[] = found.map(({ status: _status, ...member }) => ({
      type: 'Membership',
      ...member,
      changed: ['password', 'factors', 'recoveryCodes'],
    }));
    return { result: found.length, subject: subjects };
  },
});
