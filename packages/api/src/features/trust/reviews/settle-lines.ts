import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type AccessDecision, AccessReviewLine, type ReviewLevel } from './access-review.entity.ts';

/** A line that is to be decided. */
export interface Deciding {
  id: string;
  resellerId: string;
  companyId: string | null;
  membershipId: string;
  level: ReviewLevel;
  name: string;
  decision: AccessDecision | null;
}

/** Lines that meet a condition over `l` and their review `r`, as they are, in the order of their people. */
export const toDecide = (
  scope: Scope,
  condition: string,
  parameters: readonly unknown[],
): Promise<Deciding[]> =>
  scope.sql<Deciding>(
    `select l.id, l.reseller_id as "resellerId", l.company_id as "companyId", l.membership_id as "membershipId", l.level, l.decision,
         l.first_name || ' ' || l.last_name as name
       from access_review_line l join access_review r on r.id = l.access_review_id where ${condition}
       order by l.last_sign_in_at nulls first, l.id for no key update of l`,
    parameters,
  );

/** What came of it: what to note, and with whom it could not be done. */
export interface Settled {
  subjects: Subject[];
  failures: { id: string; name: string; reason: string }[];
}

interface Touched {
  id: string;
  resellerId: string;
  companyId: string | null;
}

/**
 * Decides lines and carries it out at once: whoever is revoked is suspended and signed out everywhere, whoever is reduced looks
 * only from then on. What could not be done stands on the line. Null as `decidedBy`: nobody decided in time. [T9]
 */
export async function settleLines(
  scope: Scope,
  lines: readonly Deciding[],
  decision: AccessDecision,
  decidedBy: { membershipId: string } | null,
  note: string | null,
): Promise<Settled> {
  if (!lines.length) return { subjects: [], failures: [] };
  const failed = new Map<string, string>();
  let touched: Touched[] = [];
  if (decision !== 'KEEP') {
    const memberships = lines.map(({ membershipId }) => membershipId);
    const before = await standingOf(scope, memberships);
    const carried = await scope.sql<{ membershipId: string; failure: string | null }>(
      'select membership_id as "membershipId", failure from carry_out_review($1, $2)',
      [memberships, decision],
    );
    for (const { membershipId, failure } of carried) if (failure) failed.set(membershipId, failure);
    const done = memberships.filter((membershipId) => !failed.has(membershipId));
    if (decision === 'REVOKE') await endSessions(scope, done);
    touched = before.filter(({ id }) => done.includes(id));
  }
  await scope.sql(
    `update access_review_line l set state = case when f.failure is null then 'DECIDED' else 'FAILED' end, decision = $2, note = f.note,
         failure = f.failure, decided_at = $3, decided_by = $4,
         decided_by_name = (select m.first_name || ' ' || m.last_name from membership m where m.id = $4)
       from json_to_recordset($1) as f (id uuid, failure text, note text) where l.id = f.id`,
    [
      JSON.stringify(
        await scope.sealed(
          AccessReviewLine,
          lines.map(({ id, resellerId, companyId, membershipId }) => {
            const failure = failed.get(membershipId) ?? null;
            return { id, resellerId, companyId, failure, note };
          }),
        ),
      ),
      decision,
      scope.now,
      decidedBy?.membershipId ?? null,
    ],
  );
  const change = decision === 'REVOKE' ? { status: ['ACTIVE', 'SUSPENDED'] as const } : ['roleId'];
  return {
    subjects: [
      ...lines.map(({ id, resellerId, companyId, decision: former }) => ({
        type: 'AccessReviewLine',
        id,
        resellerId,
        companyId,
        changed: { decision: [former, decision] as const },
      })),
      ...touched.map((row) => ({ type: 'Membership', ...row, changed: change })),
    ],
    failures: lines.flatMap(({ id, name, membershipId }) => {
      const reason = failed.get(membershipId);
      return reason ? [{ id, name, reason }] : [];
    }),
  };
}

const standingOf = (scope: Scope, memberships: readonly string[]): Promise<Touched[]> =>
  scope.sql<Touched>(
    `select id, reseller_id as "resellerId", company_id as "companyId" from membership
      where id = any ($1) and status = 'ACTIVE' order by id for update`,
    [memberships],
  );

async function endSessions(scope: Scope, memberships: readonly string[]): Promise<void> {
  const ended = await scope.sql<{ id: string }>('select session_id as id from end_sessions_of($1, $2)', [
    memberships,
    scope.now,
  ]);
  scope.hint(...ended.map(({ id }) => ({ kind: 'Session', id })));
}
