import type { Scope } from '../../../../kernel/scope.ts';
import { holdsOf, type Tenant } from '../../retention/index.ts';

/** Why a tenant cannot be deleted as things stand, in a sentence: a legal hold, or a reseller's companies that are there. */
export async function whyKept(scope: Scope, tenant: Tenant): Promise<string | null> {
  const holds = (await holdsOf(scope, tenant)).map(({ reference }) => reference);
  if (holds.length)
    return `${holds.length === 1 ? 'A legal hold keeps' : 'Legal holds keep'} what is held of it (${holds.join(', ')}): lift ${holds.length === 1 ? 'it' : 'them'} first.`;
  if (tenant.companyId) return null;
  const [left] = await scope.sql<{ count: number }>(
    'select count(*)::integer as count from company c where c.reseller_id = $1 and c.deleted_at is null',
    [tenant.resellerId],
  );
  return left?.count
    ? `It has ${left.count === 1 ? 'a company that has' : `${left.count} companies that have`} not been deleted: delete ${left.count === 1 ? 'that' : 'those'} first.`
    : null;
}
