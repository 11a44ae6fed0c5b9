import { daysBetween, id, localDate, quarterOf } from '@steward/shared';
import { z } from 'zod';
import { loadLocked } from '../../../kernel/assign.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { AccessReview } from './access-review.entity.ts';
import { closeReview } from './close-review.ts';
import { mailReviewers } from './mail-reviewers.ts';
import { openReview } from './open-review.ts';
import type { Reviewing } from './reviewed.ts';
import { standing } from './standing.ts';
import { verbAreas } from './verb-areas.ts';

/** Days into a quarter in which its reviews are opened, should the product not have run on the first. */
const OPENS_FOR_DAYS = 14;
/** Days before the last one on which those who decide are reminded. */
const REMINDERS: readonly number[] = [7, 1];

const ReviewLevels = enumeration('ReviewLevel', {
  PLATFORM: 'PLATFORM',
  RESELLER: 'RESELLER',
  COMPANY: 'COMPANY',
});

/** Opens the quarter's review of one tenant, unless it has had one. [T9] */
export const openQuarterlyReview = verb({
  name: 'openQuarterlyReview',
  permission: 'system',
  input: input('OpenQuarterlyReviewInput', {
    level: oneOf(ReviewLevels),
    resellerId: id(),
    companyId: id().nullable(),
  }),
  async run(scope, reviewing, { publicUrl }) {
    const { level, resellerId, companyId } = reviewing;
    const [had] = await scope.sql(
      `select from access_review where level = $1 and (company_id = $2 or company_id is null and reseller_id = $2)
         and (quarter = $3 or state = 'OPEN')`,
      [level, companyId ?? resellerId, quarterOf(localDate(scope.now))],
    );
    const review = had ? undefined : await openReview(scope, reviewing, publicUrl);
    return {
      result: review?.id ?? null,
      subject: review ? { type: 'AccessReview', id: review.id, resellerId, companyId } : null,
    };
  },
});

export const openQuarterlyReviewJob = job({
  name: 'open-access-review',
  for: 'platform',
  does: [openQuarterlyReview],
  priority: 'last',
  payload: z.object({
    level: z.enum(ReviewLevels),
    resellerId: z.string(),
    companyId: z.string().nullable(),
  }),
  run: async (setting, reviewing) => void (await perform(setting, openQuarterlyReview, reviewing)),
});

/**
 * Keeps an open review up to date: what is undecided is as people stand today, and who has gone is no question any more.
 * Reminds those who decide; closes it when its last day is over. [T9]
 */
export const keepAccessReview = verb({
  name: 'keepAccessReview',
  permission: 'system',
  input: input('KeepAccessReviewInput', { id: id() }),
  async run(scope, given, { publicUrl }) {
    const review = await loadLocked(scope, AccessReview, given.id);
    if (review.state === 'CLOSED') return { result: review.id, subject: null };
    const today = localDate(scope.now);
    const open = await refresh(scope, review.id);
    if (today > review.dueOn) return { result: review.id, subject: await closeReview(scope, review) };
    if (open && REMINDERS.includes(daysBetween(today, review.dueOn)) && review.remindedOn !== today) {
      review.remindedOn = today;
      await mailReviewers(scope, review, { open, publicUrl, cause: 'accessReviewReminder' });
    }
    return { result: review.id, subject: null };
  },
});

export const keepAccessReviewJob = job({
  name: 'keep-access-review',
  for: 'platform',
  does: [keepAccessReview],
  priority: 'last',
  payload: z.object({ id: z.string() }),
  run: async (setting, payload) => void (await perform(setting, keepAccessReview, payload)),
});

/** Brings what is undecided up to date; returns how much there is of it. */
async function refresh(scope: Scope, reviewId: string): Promise<number> {
  const [counted] = await scope.sql<{ open: number }>(
    `with now_standing as (${standing(
      `m.id in (select l.membership_id from access_review_line l where l.access_review_id = $3 and l.state = 'OPEN')`,
    )}), refreshed as (
       update access_review_line l set tenant_name = s.tenant_name, role_name = s.role_name, areas = s.areas, manages = s.manages,
           reach = s.reach, ends_at = s.ends_at, last_sign_in_at = s.last_sign_in_at, changes = s.changes,
           changed_areas = s.changed_areas, proposal = s.proposal, reason = s.reason, seen_at = $1
         from now_standing s where l.access_review_id = $3 and l.membership_id = s.membership_id and l.state = 'OPEN' returning l.id),
     gone as (
       update access_review_line l set state = 'LEFT' where l.access_review_id = $3 and l.state = 'OPEN'
         and l.membership_id not in (select membership_id from now_standing) returning l.id)
     select (select count(*) from refreshed)::integer as open`,
    [scope.now, verbAreas(), reviewId],
  );
  return counted?.open ?? 0;
}

/** Finds the tenants whose review of the quarter is to be opened, and the reviews that are open. [T9] */
export const findAccessReviews = verb({
  name: 'findAccessReviews',
  permission: 'system',
  input: input('FindAccessReviewsInput', {}),
  async run(scope) {
    const today = localDate(scope.now);
    const quarter = quarterOf(today);
    const open = await scope.sql<{ id: string }>(`select id from access_review where state = 'OPEN'`);
    await enqueueAll(scope, keepAccessReviewJob, open);
    if (daysBetween(quarter, today) >= OPENS_FOR_DAYS) return { result: 0, subject: null };
    const due = await scope.sql<Reviewing>(
      `select t.level, t.reseller_id as "resellerId", t.company_id as "companyId" from (
           select case when r.is_platform then 'PLATFORM' else 'RESELLER' end as level, r.id as reseller_id, null::uuid as company_id,
               r.status, r.created_at from reseller r
           union all
           select 'COMPANY', c.reseller_id, c.id, c.status, c.created_at from company c) t
         where t.status = 'ACTIVE' and t.created_at < $1::date and not exists (select from access_review a where a.level = t.level
           and coalesce(a.company_id, a.reseller_id) = coalesce(t.company_id, t.reseller_id) and (a.quarter = $1 or a.state = 'OPEN'))`,
      [quarter],
    );
    await enqueueAll(scope, openQuarterlyReviewJob, due);
    return { result: due.length, subject: null };
  },
});

/** Every morning. */
export const findAccessReviewsJob = job({
  name: 'access-reviews',
  for: 'platform',
  does: [findAccessReviews],
  payload: z.object({}),
  cron: '10 5 * * *',
  run: async (setting) => void (await perform(setting, findAccessReviews, {})),
});
