import { emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { subscriptionChanged } from './events.ts';

/** SQL: the subscription with this alias may be suspended while its company does not pay; a bundle is if one of its parts is. */
export const isSuspendable = (row: string): string =>
  `(${row}.state not in ('ENDING', 'ENDED') and exists (select from subscription part join product q on q.id = part.product_id
    where (part.id = ${row}.id or part.part_of_id = ${row}.id) and q.suspendable and q.parts = '[]'))`;

/** A subscription of which provisioning is told something else. */
export interface Changed {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  /** It is set up, or being set up, by itself: a bundle is as its parts. */
  there: boolean;
  /** Since when it was as it is no longer. */
  was: Date | null;
}
/** SQL: all of `Changed` but since when. */
export const CHANGED = `s.id, s.reseller_id as "resellerId", s.company_id as "companyId", s.end_user_id as "endUserId",
  (s.state <> 'PENDING' or s.started_at is not null) and (select p.parts = '[]' from product p where p.id = s.product_id) as there`;

/**
 * Suspends what may be suspended of these companies, as customers of this reseller, and has it provisioned so. What is suspended
 * already stays so: coming twice does nothing more. [B7]
 */
export async function suspendServices(
  scope: Scope,
  resellerId: string,
  companyIds: readonly string[],
): Promise<Changed[]> {
  const changed = await scope.sql<Changed>(
    `update subscription s set suspended_at = $3
      where s.reseller_id = $1 and s.company_id = any ($2) and s.suspended_at is null and ${isSuspendable('s')} returning ${CHANGED}, old.suspended_at as was`,
    [resellerId, companyIds, scope.now],
  );
  await tellOfChange(scope, changed);
  return changed;
}

/** Puts what was suspended of these companies back into use. [B7] */
export async function resumeServices(scope: Scope, companyIds: readonly string[]): Promise<Changed[]> {
  const changed = await scope.sql<Changed>(
    `update subscription s set suspended_at = null
      where s.company_id = any ($1) and s.suspended_at is not null returning ${CHANGED}, old.suspended_at as was`,
    [companyIds],
  );
  await tellOfChange(scope, changed);
  return changed;
}

/** Has what has changed provisioned. What was never set up is set up as it is by then. */
export async function tellOfChange(scope: Scope, changed: readonly Changed[]): Promise<void> {
  const there = Map.groupBy(
    changed.filter((one) => one.there),
    ({ resellerId }) => resellerId,
  );
  for (const [resellerId, those] of there)
    await emit(scope, subscriptionChanged, { resellerId, subscriptionIds: those.map(({ id }) => id) });
  for (const { id, resellerId, companyId, endUserId } of changed)
    scope.hint({ kind: 'Subscription', id, resellerId, companyId, endUserId });
}
