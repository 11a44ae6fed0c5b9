import { id } from '@steward/shared';
import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Subject } from './write-entry.ts';

/** Who is meant: one of the two. */
export const subjectShape = { endUserId: id().nullish(), membershipId: id().nullish() };

/** The person that is meant, as whoever acts sees them. */
export async function subjectOf(
  scope: Scope,
  {
    endUserId,
    membershipId,
  }: { endUserId?: string | null | undefined; membershipId?: string | null | undefined },
): Promise<Subject> {
  if (!endUserId === !membershipId)
    throw invalid('endUserId', 'Say who it is: an end user or an administrator.');
  const [found] = await scope.sql<Subject>(
    endUserId
      ? `select reseller_id as "resellerId", company_id as "companyId", id as "endUserId", null as "membershipId"
           from end_user where id = $1`
      : `select reseller_id as "resellerId", company_id as "companyId", null as "endUserId", id as "membershipId"
           from membership where id = $1 and level <> 'END_USER' and lent_to is null`,
    [endUserId ?? membershipId],
  );
  if (!found) throw notFound(endUserId ? 'end user' : 'administrator');
  return found;
}
