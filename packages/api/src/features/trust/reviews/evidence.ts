import { changesInWords, formatDate, localDate, reasonInWords, rightsInWords } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type AccessDecision, AccessReviewLine } from './access-review.entity.ts';

/** What a review decided, in words, for whoever has to show it. */
export interface Evidence {
  tenantName: string;
  /** The first day of its quarter. */
  quarter: string;
  open: boolean;
  silence: 'KEEP' | 'REVOKE';
  openedOn: string;
  openedBy: string;
  dueOn: string;
  closedOn: string | null;
  /** The day of the export. */
  madeOn: string;
  lines: EvidenceLine[];
}

export interface EvidenceLine {
  name: string;
  email: string;
  tenantName: string;
  roleName: string;
  rights: string;
  reach: string;
  given: string;
  lastSignIn: string;
  changed: string;
  proposal: string;
  reason: string;
  decision: string;
  decided: string;
  note: string;
}

interface Head {
  tenantName: string;
  quarter: string;
  state: string;
  silence: 'KEEP' | 'REVOKE';
  openedAt: Date;
  openedBy: string | null;
  dueOn: string;
  closedAt: Date | null;
}

interface Row {
  id: string;
  name: string;
  email: string;
  tenantName: string;
  roleName: string;
  areas: string[] | null;
  manages: string[] | null;
  reach: 'ALL' | 'ONLY' | 'EXCEPT';
  subjectLevel: string;
  givenByName: string | null;
  givenReason: string | null;
  givenAt: Date;
  endsAt: Date | null;
  lastSignInAt: Date | null;
  changes: number;
  changedAreas: string[];
  proposal: AccessDecision;
  reason: string;
  state: 'OPEN' | 'DECIDED' | 'FAILED' | 'LEFT';
  decision: AccessDecision | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  note: string | null;
  failure: string | null;
}

/** Reads a review with all of its lines; NOT_FOUND if it is not there or not visible. [T9] */
export async function readEvidence(scope: Scope, reviewId: string): Promise<Evidence> {
  assertAllowed(scope.actor, 'ACCESS_REVIEW_READ');
  const [head] = await scope.sql<Head>(
    `select coalesce(c.name, r.name) as "tenantName", a.quarter, a.state, a.silence, a.opened_at as "openedAt",
         (select m.first_name || ' ' || m.last_name from membership m where m.id = a.opened_by) as "openedBy",
         a.due_on as "dueOn", a.closed_at as "closedAt"
       from access_review a join reseller r on r.id = a.reseller_id left join company c on c.id = a.company_id where a.id = $1`,
    [reviewId],
  );
  if (!head) throw notFound('access review');
  const rows = await scope.sql<Row>(
    `select id, first_name || ' ' || last_name as name, email, tenant_name as "tenantName", role_name as "roleName", areas, manages, reach,
         subject_level as "subjectLevel", given_by_name as "givenByName", given_reason as "givenReason", given_at as "givenAt",
         ends_at as "endsAt", last_sign_in_at as "lastSignInAt", changes, changed_areas as "changedAreas", proposal, reason, state,
         decision, decided_at as "decidedAt", decided_by as "decidedBy", decided_by_name as "decidedByName", note, failure
       from access_review_line where access_review_id = $1 order by last_key, first_key, id`,
    [reviewId],
  );
  const { state, openedAt, openedBy, closedAt, ...rest } = head;
  return {
    ...rest,
    open: state === 'OPEN',
    openedOn: localDate(openedAt),
    openedBy: openedBy ?? 'Steward, at the beginning of the quarter',
    closedOn: closedAt && localDate(closedAt),
    madeOn: localDate(scope.now),
    lines: (await scope.opened(AccessReviewLine, rows)).map(inWords),
  };
}

const DECISIONS: Record<AccessDecision, string> = { KEEP: 'Keep', REDUCE: 'Reduce', REVOKE: 'Revoke' };
const REACH: Record<Row['reach'], string> = {
  ALL: 'All resellers',
  ONLY: 'Some resellers only',
  EXCEPT: 'All resellers but some',
};

const day = (moment: Date): string => formatDate(localDate(moment), 'short');

const inWords = (row: Row): EvidenceLine => ({
  name: row.name,
  email: row.email,
  tenantName: row.tenantName,
  roleName: row.roleName,
  rights: rightsInWords(row.areas, row.manages),
  reach: row.subjectLevel === 'PLATFORM' ? REACH[row.reach] : row.tenantName,
  given: [
    day(row.givenAt),
    row.givenByName && `by ${row.givenByName}`,
    row.endsAt && `until ${day(row.endsAt)}`,
    row.givenReason,
  ]
    .filter(Boolean)
    .join(', '),
  lastSignIn: row.lastSignInAt ? day(row.lastSignInAt) : 'Never',
  changed: changesInWords(row.changes, row.changedAreas),
  proposal: DECISIONS[row.proposal],
  reason: reasonInWords(row),
  decision: decisionOf(row),
  decided: row.decidedAt
    ? `${day(row.decidedAt)}, ${row.decidedBy ? `by ${row.decidedByName ?? 'somebody who has left'}` : 'nobody in time'}`
    : '',
  note: row.note ?? '',
});

function decisionOf({ state, decision, failure }: Row): string {
  if (state === 'LEFT') return 'Had gone before it was decided';
  if (!decision) return 'Not decided';
  return state === 'FAILED' ? `${DECISIONS[decision]}, not carried out: ${failure}` : DECISIONS[decision];
}
