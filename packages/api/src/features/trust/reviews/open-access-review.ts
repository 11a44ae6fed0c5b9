import { addDays, date, formatDate, id, localDate, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { openReview } from './open-review.ts';
import { reviewBounds } from './review-rule.ts';
import { ownReviewing, type Reviewing } from './reviewed.ts';

/**
 * Opens a review now, outside of the first day of the quarter: of one's own tenant; staff also that of a reseller or a
 * company, whose administrators then decide. [T9]
 */
export const openAccessReview = verb({
  name: 'openAccessReview',
  description:
    'Opens a review of who has access now: of your own tenant, or as staff of a reseller or a company.',
  permission: 'ACCESS_REVIEW_DECIDE',
  input: input('OpenAccessReviewInput', {
    resellerId: optional(id()),
    companyId: optional(id()),
    dueOn: optional(date()),
  }),
  async run(scope, { resellerId, companyId, dueOn }, { publicUrl }) {
    const reviewing = await reviewingOf(scope, resellerId, companyId);
    await assertLastDay(scope, dueOn);
    const [open] = await scope.sql(
      `select from access_review where state = 'OPEN' and level = $1 and (company_id = $2 or company_id is null and reseller_id = $2)`,
      [reviewing.level, reviewing.companyId ?? reviewing.resellerId],
    );
    if (open) throw conflict('A review is open already: decide that one first.');
    const review = await openReview(scope, reviewing, publicUrl, dueOn);
    if (!review)
      throw conflict(
        'There is nobody to review: nobody decides about themselves, and nobody else has access.',
      );
    return {
      result: review.id,
      subject: {
        type: 'AccessReview',
        id: review.id,
        resellerId: reviewing.resellerId,
        companyId: reviewing.companyId,
      },
    };
  },
});

async function reviewingOf(
  scope: Scope,
  resellerId: string | null,
  companyId: string | null,
): Promise<Reviewing> {
  const own = ownReviewing(scope);
  if (!resellerId && !companyId) return own;
  if (own.level !== 'PLATFORM') {
    if ((companyId ?? own.companyId) === own.companyId && (resellerId ?? own.resellerId) === own.resellerId)
      return own;
    throw notFound(companyId ? 'company' : 'reseller');
  }
  const [tenant] = await scope.sql<{ resellerId: string; platform: boolean }>(
    companyId
      ? 'select reseller_id as "resellerId", false as platform from company where id = $1'
      : 'select id as "resellerId", is_platform as platform from reseller where id = $1',
    [companyId ?? resellerId],
  );
  if (!tenant) throw notFound(companyId ? 'company' : 'reseller');
  if (tenant.platform) return own;
  return { level: companyId ? 'COMPANY' : 'RESELLER', resellerId: tenant.resellerId, companyId };
}

async function assertLastDay(scope: Scope, dueOn: string | null): Promise<void> {
  if (!dueOn) return;
  const today = localDate(scope.now);
  const { daysMost } = await reviewBounds(scope);
  const latest = addDays(today, daysMost);
  if (dueOn <= today || dueOn > latest)
    throw invalid('dueOn', `Must be from ${formatDate(addDays(today, 1))} to ${formatDate(latest)}.`);
}
