import { addDays, localDate, newId, quarterOf } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { Membership } from '../../people/identity/index.ts';
import { AccessReview, AccessReviewLine } from './access-review.entity.ts';
import { mailReviewers } from './mail-reviewers.ts';
import { reviewRule } from './review-rule.ts';
import { type Reviewing, whoIsReviewed } from './reviewed.ts';
import { KEPT, standing } from './standing.ts';
import { verbAreas } from './verb-areas.ts';

/**
 * Opens the review of a tenant for the quarter that it is, with a line for everyone whom it reviews, and tells those who
 * decide. Undefined if there is nobody to review. CONFLICT if one is open.
 */
export async function openReview(
  scope: Scope,
  reviewing: Reviewing,
  publicUrl: string,
  wantedDueOn?: string | null,
): Promise<AccessReview | undefined> {
  const { resellerId, companyId, level } = reviewing;
  const who = whoIsReviewed(reviewing);
  const [somebody] = await scope.sql(
    `select $1::timestamptz, $2::text from membership m where m.status = 'ACTIVE' and (${who}) limit 1`,
    [scope.now, '', resellerId, companyId],
  );
  if (!somebody) return undefined;
  const today = localDate(scope.now);
  const { silence, days } = await reviewRule(scope, reviewing);
  const member = scope.actor.kind === 'member' ? scope.actor.membershipId : null;
  const review = await scope.insert(AccessReview, {
    id: newId(),
    ...reviewing,
    quarter: quarterOf(today),
    state: 'OPEN',
    silence,
    openedAt: scope.now,
    openedBy: member,
    dueOn: wantedDueOn ?? addDays(today, days),
    remindedOn: null,
    closedAt: null,
  });
  const [made] = await scope.sql<{ lines: number }>(
    `with made as (
       insert into access_review_line (id, reseller_id, company_id, level, access_review_id, membership_id, seen_at, state, ${KEPT})
       select uuidv7(), $3, $4, $5, $6, membership_id, $1, 'OPEN', ${KEPT} from (${standing(who)}) now_standing
       returning id)
     select count(*)::integer as lines from made`,
    [scope.now, verbAreas(), resellerId, companyId, level, review.id],
  );
  await keepReasons(scope, review.id);
  await mailReviewers(scope, review, { open: made?.lines ?? 0, publicUrl, cause: 'accessReviewOpened' });
  return review;
}

/** Gives lines the reasons for which their people were let in: each is sealed in its row. */
async function keepReasons(scope: Scope, reviewId: string): Promise<void> {
  const given = await scope.sql<{
    id: string;
    reason: string;
    lineId: string;
    resellerId: string;
    companyId: string | null;
  }>(
    `select m.id, m.reason, l.id as "lineId", l.reseller_id as "resellerId", l.company_id as "companyId"
       from access_review_line l join membership m on m.id = l.membership_id where l.access_review_id = $1 and m.reason is not null`,
    [reviewId],
  );
  const opened = await scope.opened(Membership, given);
  const sealed = await scope.sealed(
    AccessReviewLine,
    opened.map(({ lineId: id, reason: givenReason, resellerId, companyId }) => ({
      ...{ id, resellerId, companyId },
      givenReason,
    })),
  );
  await scope.sql(
    `update access_review_line l set given_reason = s."givenReason"
       from jsonb_to_recordset($1) s (id uuid, "givenReason" text) where l.id = s.id`,
    [JSON.stringify(sealed)],
  );
}
