import { memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Company } from '../../platform/tenancy/index.ts';
import type { Tenant } from './matrix.ts';

/** The company that is asked about, or one's own tenant; NOT_FOUND if the company is none of one's own. */
export async function askedTenant(scope: Scope, companyId: string | null | undefined): Promise<Tenant> {
  const member = memberOf(scope.actor);
  const asked = companyId ?? member.companyId;
  if (!asked) return { resellerId: member.resellerId, companyId: null };
  const { id, resellerId } = await scope.load(Company, asked);
  return { resellerId, companyId: id };
}
