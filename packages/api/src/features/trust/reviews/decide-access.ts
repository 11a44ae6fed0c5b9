import { optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { type BulkOutcome, type BulkRefusal, bulkIds } from '../../../kernel/bulk.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, lookingOnly, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { AccessDecision } from './access-review.entity.ts';
import { type Deciding, settleLines } from './settle-lines.ts';

type Found = Deciding & { state: string; reviewState: string };

/**
 * Decides about the access of people in an open review, and carries it out at once: REVOKE suspends them and ends their
 * sessions, REDUCE leaves them the read-only role. Nobody decides about themselves. [T9]
 */
export const decideAccess = verb({
  name: 'decideAccess',
  description:
    'Decides about access in an open review and carries it out at once: REVOKE suspends and signs out, REDUCE leaves the read-only role.',
  permission: 'ACCESS_REVIEW_DECIDE',
  input: input('DecideAccessInput', {
    lineIds: bulkIds('line'),
    decision: oneOf(AccessDecision),
    note: optional(prose(500)),
  }),
  async run(scope, { lineIds, decision, note }) {
    const { membershipId: own, level } = memberOf(scope.actor);
    await assertOwn(scope, lineIds, level);
    const found = await scope.sql<Found>(
      `select l.id, l.reseller_id as "resellerId", l.company_id as "companyId", l.membership_id as "membershipId", l.level, l.state,
           l.decision, l.first_name || ' ' || l.last_name as name, r.state as "reviewState"
         from access_review_line l join access_review r on r.id = l.access_review_id
         where l.id = any ($1) order by l.id for no key update of l`,
      [lineIds],
    );
    if (found.length < lineIds.length) throw lookingOnly();
    if (found.some(({ reviewState }) => reviewState === 'CLOSED'))
      throw conflict('This review is closed: what was decided stands.', 'lineIds');
    const judged = found.map((line) => ({ line, reason: refusalOf(line, own) }));
    const open = judged.flatMap(({ line, reason }) => (reason ? [] : [line]));
    const { subjects, failures } = await settleLines(scope, open, decision, { membershipId: own }, note);
    const refused: BulkRefusal[] = judged.flatMap(({ line: { id, name }, reason }) =>
      reason ? [{ id, name, reason }] : [],
    );
    const result: BulkOutcome = {
      done: open.length - failures.length,
      refused: [...refused, ...failures],
    };
    return { result, subject: subjects };
  },
});

/** NOT_FOUND unless all of these are there; CONFLICT unless all are the own tenant's to decide. */
async function assertOwn(scope: Scope, lineIds: readonly string[], level: string): Promise<void> {
  const seen = await scope.sql<{ level: string }>(
    'select level from access_review_line where id = any ($1)',
    [lineIds],
  );
  if (seen.length < lineIds.length) throw notFound('line of a review');
  if (seen.some((line) => line.level !== level))
    throw conflict('This review is another’s: its own administrators decide.', 'lineIds');
}

function refusalOf({ membershipId, state, decision }: Found, own: string): string | undefined {
  if (membershipId === own) return 'This is your own access: somebody else has to decide.';
  if (state === 'LEFT') return 'They have no access any more.';
  if (decision === 'REVOKE' && state === 'DECIDED')
    return 'Their access is taken away already: give it back where administrators are listed.';
  return undefined;
}
