import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import type { AccessDecision, ReviewLevel } from './access-review.entity.ts';
import { openQuarterlyReview } from './keep-reviews.ts';
import { settleLines, toDecide } from './settle-lines.ts';

interface Tenant {
  level: ReviewLevel;
  resellerId: string;
  companyId: string | null;
}

/**
 * The quarter's reviews of the platform, of Northwind and of Globex are under way: some have not signed in for long, one
 * decision is made.
 */
async function playReviews({ setting, inScope }: Demonstration): Promise<void> {
  const tenants = await inScope(async (scope) => {
    await scope.sql(
      `update membership set created_at = created_at - interval '200 days', last_sign_in_at = $1::timestamptz - interval '120 days'
        where email in ('accounts@northwind.example', 'finance@globex.example')`,
      [scope.now],
    );
    await scope.sql(
      `update membership set last_sign_in_at = $1::timestamptz - interval '2 days'
        where level <> 'END_USER' and status = 'ACTIVE' and last_sign_in_at is null`,
      [scope.now],
    );
    return scope.sql<Tenant>(
      `select case when is_platform then 'PLATFORM' else 'RESELLER' end as level, id as "resellerId", null as "companyId"
         from reseller where is_platform or name like 'Northwind%'
       union all select 'COMPANY', reseller_id, id from company where name = 'Globex Ltd'`,
    );
  });
  for (const tenant of tenants) await perform(setting, openQuarterlyReview, tenant);
  await decideFirst(inScope, 'PLATFORM', 'KEEP');
}

/** One of the resellers' administrators is kept, by the member of staff who has been there longest. */
async function decideFirst(
  inScope: Demonstration['inScope'],
  level: ReviewLevel,
  decision: AccessDecision,
): Promise<void> {
  await inScope(async (scope) => {
    const [staff] = await scope.sql<{ membershipId: string }>(
      `select id as "membershipId" from membership where level = $1 and status = 'ACTIVE' order by created_at limit 1`,
      [level],
    );
    const [line] = await toDecide(
      scope,
      `r.level = $1 and l.subject_level = 'RESELLER' and l.proposal = 'KEEP'`,
      [level],
    );
    if (staff && line)
      await settleLines(scope, [line], decision, staff, 'Confirmed with their managing director');
  });
}

export const demo: DemoPart = { present: playReviews };
