import { memberOf } from '../../../kernel/actor.ts';
import { notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

export interface PolicyKey {
  resellerId: string;
  companyId: string | null;
  groupId: string | null;
}

/** Whom a policy of whoever acts is for: everyone, a group, a company of theirs, or, for the platform, a reseller. NOT_FOUND for others. */
export async function policyFor(
  scope: Scope,
  given: { companyId: string | null; resellerId: string | null; groupId: string | null },
): Promise<PolicyKey> {
  const { resellerId: own, level } = memberOf(scope.actor);
  if (given.companyId) {
    const [company] = await scope.sql('select from company where id = $1 and reseller_id = $2', [
      given.companyId,
      own,
    ]);
    if (!company) throw notFound('company');
    return { resellerId: own, companyId: given.companyId, groupId: null };
  }
  if (given.groupId) {
    const [group] = await scope.sql('select from customer_group where id = $1 and reseller_id = $2', [
      given.groupId,
      own,
    ]);
    if (!group) throw notFound('group of customers');
    return { resellerId: own, companyId: null, groupId: given.groupId };
  }
  if (!given.resellerId) return { resellerId: own, companyId: null, groupId: null };
  if (level !== 'PLATFORM')
    throw new Problem('FORBIDDEN', 'Resellers are customers of the platform only.', [
      { path: 'resellerId', message: 'Must be left out: only the platform has resellers for customers.' },
    ]);
  const [reseller] = await scope.sql('select from reseller where id = $1 and not is_platform', [
    given.resellerId,
  ]);
  if (!reseller) throw notFound('reseller');
  return { resellerId: given.resellerId, companyId: null, groupId: null };
}
