import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { BreachNotice } from './breach-notice.entity.ts';

/** A notice, for whoever works for the controller that it is for; FORBIDDEN for those who only see it. */
export async function lockOwnNotice(scope: Scope, noticeId: string): Promise<BreachNotice> {
  const notice = await loadLocked(scope, BreachNotice, noticeId);
  const { level, companyId, resellerId } = memberOf(scope.actor);
  const own =
    level === 'COMPANY'
      ? notice.companyId === companyId
      : !notice.companyId && notice.resellerId === resellerId;
  if (!own) throw new Problem('FORBIDDEN', 'This is for the controller to say whom the notice is for.');
  return notice;
}

/** What the audit log says of it. */
export const subjectOf = ({ id, resellerId, companyId, reference }: BreachNotice) => ({
  type: 'BreachNotice',
  id,
  resellerId,
  companyId,
  reference,
});
