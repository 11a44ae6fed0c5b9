import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { AccessReview } from './access-review.entity.ts';
import { settleLines, toDecide } from './settle-lines.ts';

/**
 * Closes a review, which is locked: what nobody has decided is kept or revoked, as was said when it was opened. Those who
 * signed in last are revoked last, so that of a tenant in which nobody looked they stay. Nobody decides about themselves.
 */
export async function closeReview(scope: Scope, review: AccessReview): Promise<Subject[]> {
  const own = scope.actor.kind === 'member' ? scope.actor.membershipId : null;
  const open = await toDecide(scope, `r.id = $1 and l.state = 'OPEN'`, [review.id]);
  const others = open.filter(({ membershipId }) => review.silence === 'KEEP' || membershipId !== own);
  const rest = open.filter((line) => !others.includes(line));
  const settled = await settleLines(scope, others, review.silence, null, null);
  const kept = await settleLines(scope, rest, 'KEEP', null, null);
  review.state = 'CLOSED';
  review.closedAt = scope.now;
  const { id, resellerId, companyId } = review;
  return [
    { type: 'AccessReview', id, resellerId, companyId, changed: { state: ['OPEN', 'CLOSED'] } },
    ...settled.subjects,
    ...kept.subjects,
  ];
}
