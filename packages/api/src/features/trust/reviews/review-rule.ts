import type { Scope } from '../../../kernel/scope.ts';
import type { ReviewSilence } from './access-review.entity.ts';
import type { Reviewing } from './reviewed.ts';

/** What a tenant's reviews keep to. */
export interface ReviewRule {
  /** What becomes of what nobody decides. */
  silence: ReviewSilence;
  /** Days from opening to the last day. */
  days: number;
}

/** What the platform lets tenants choose. */
export interface ReviewBounds {
  silence: 'ANY' | ReviewSilence;
  daysMost: number;
}

/** Until a tenant says otherwise; nobody loses access because nobody looked. */
export const USUAL: ReviewRule = { silence: 'KEEP', days: 21 };
export const USUAL_BOUNDS: ReviewBounds = { silence: 'ANY', daysMost: 60 };

/** What the platform lets tenants choose; whoever asks. */
export async function reviewBounds(scope: Scope): Promise<ReviewBounds> {
  const [bounds] = await scope.sql<ReviewBounds>(
    'select silence, days_most as "daysMost" from access_review_bounds()',
  );
  return bounds ?? USUAL_BOUNDS;
}

/** A rule as the platform's bounds leave it. */
export const bounded = (rule: ReviewRule, bounds: ReviewBounds): ReviewRule => ({
  silence: bounds.silence === 'ANY' ? rule.silence : bounds.silence,
  days: Math.min(rule.days, bounds.daysMost),
});

/** The rule in force for a tenant: its own within the platform's bounds. */
export async function reviewRule(
  scope: Scope,
  { level, resellerId, companyId }: Reviewing,
): Promise<ReviewRule> {
  const [own] = await scope.sql<ReviewRule>(
    `select silence, days from access_review_rule
      where level = $1 and reseller_id = $2 and company_id is not distinct from $3`,
    [level, resellerId, companyId],
  );
  const rule = own ?? USUAL;
  return level === 'PLATFORM' ? rule : bounded(rule, await reviewBounds(scope));
}
