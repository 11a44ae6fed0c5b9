import { newId } from '@steward/shared';
import { z } from 'zod';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { AccessReviewRule, ReviewSilence } from './access-review.entity.ts';
import { reviewBounds, USUAL, USUAL_BOUNDS } from './review-rule.ts';
import { ownReviewing } from './reviewed.ts';

/** What the platform lets tenants choose for what nobody decides. */
export const TenantsSilence = enumeration('TenantsSilence', { ANY: 'ANY', KEEP: 'KEEP', REVOKE: 'REVOKE' });

const days = () => z.int().min(1, 'Must be at least 1 day.').max(90, 'May be at most 90 days.');

/**
 * Sets what becomes of what nobody decides in one's own tenant's reviews, and how many days there are for it; the platform also
 * what the others may choose. It is for reviews that are opened from then on. [T9]
 */
export const updateAccessReviewRule = verb({
  name: 'updateAccessReviewRule',
  description:
    'Sets what becomes of what nobody decides, and in how many days; for reviews opened from then on.',
  permission: 'ACCESS_REVIEW_DECIDE',
  input: edit(
    'UpdateAccessReviewRuleInput',
    {},
    {
      silence: oneOf(ReviewSilence).optional(),
      days: days().optional(),
      tenantsSilence: oneOf(TenantsSilence).optional(),
      tenantsDaysMost: days().optional(),
    },
  ),
  async run(scope, { known, ...given }) {
    const { level, resellerId, companyId } = ownReviewing(scope);
    if (level !== 'PLATFORM') await assertWithinBounds(scope, given);
    const rule = await loadLocked(scope, AccessReviewRule, await ownRuleId(scope));
    const changed = assign(rule, given, known);
    const subject = changed && { type: 'AccessReviewRule', id: rule.id, resellerId, companyId, changed };
    return { result: true, subject: subject ?? null };
  },
});

interface Given {
  silence?: ReviewSilence | undefined;
  days?: number | undefined;
  tenantsSilence?: string | undefined;
  tenantsDaysMost?: number | undefined;
}

async function assertWithinBounds(scope: Scope, given: Given): Promise<void> {
  for (const field of ['tenantsSilence', 'tenantsDaysMost'] as const)
    if (given[field] !== undefined) throw invalid(field, 'Is set by the platform.');
  const bounds = await reviewBounds(scope);
  if (given.silence && bounds.silence !== 'ANY' && given.silence !== bounds.silence)
    throw invalid(
      'silence',
      `Must be ${bounds.silence}: the platform has settled what becomes of what nobody decides.`,
    );
  if (given.days && given.days > bounds.daysMost)
    throw invalid('days', `May be at most ${bounds.daysMost} days, says the platform.`);
}

/** The tenant's rule, which is made when something is first set. */
async function ownRuleId(scope: Scope): Promise<string> {
  const reviewing = ownReviewing(scope);
  const [row] = await scope.sql<{ id: string }>(
    `with made as (
       insert into access_review_rule (id, reseller_id, company_id, level, silence, days, tenants_silence, tenants_days_most)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id)
     select id from made union all
     select id from access_review_rule where level = $4 and reseller_id = $2 and company_id is not distinct from $3`,
    [
      newId(),
      reviewing.resellerId,
      reviewing.companyId,
      reviewing.level,
      USUAL.silence,
      USUAL.days,
      USUAL_BOUNDS.silence,
      USUAL_BOUNDS.daysMost,
    ],
  );
  if (!row) throw new Error('The rule was made by another at the same moment.');
  return row.id;
}
