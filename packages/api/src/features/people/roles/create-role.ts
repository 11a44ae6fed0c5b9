import { id, type Level, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { everyones, reachOf } from '../../../kernel/roles.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Role } from '../identity/index.ts';
import { assertGives } from './assert-gives.ts';
import { permissionWords, roleName } from './role-rules.ts';

/**
 * Makes a role of permissions that one holds oneself: of one's own tenant, or of the reseller or company that is named and
 * that one looks after. What is about oneself is in every role. [T6]
 */
export const createRole = verb({
  name: 'createRole',
  permission: 'ROLE_WRITE',
  input: input('CreateRoleInput', {
    resellerId: optional(id()),
    companyId: optional(id()),
    name: roleName(),
    permissions: permissionWords(),
  }),
  async run(scope, { resellerId, companyId, name, permissions }) {
    const tenant = await tenantOf(scope, resellerId, companyId);
    assertGives(scope, tenant.level, permissions);
    const role = await scope.insert(Role, {
      id: newId(),
      ...tenant,
      kind: 'CUSTOM',
      name,
      permissions: [...new Set([...permissions, ...everyones(tenant.level)])].sort(),
      ...reachOf(permissions),
      version: 0,
      createdAt: scope.now,
    });
    return {
      result: role.id,
      subject: {
        type: 'Role',
        id: role.id,
        resellerId: tenant.resellerId,
        companyId: tenant.companyId,
        reference: name,
        changed: { permissions: [null, permissions] },
      },
    };
  },
});

async function tenantOf(
  scope: Scope,
  resellerId: string | null,
  companyId: string | null,
): Promise<{ level: Level; resellerId: string; companyId: string | null }> {
  const own = memberOf(scope.actor);
  if (resellerId && companyId) throw invalid('companyId', 'Name a reseller or a company, not both.');
  const company = companyId ?? (own.level === 'COMPANY' ? own.companyId : null);
  if (company) {
    // A company may read its reseller's row, but makes no roles for it.
    if (resellerId) throw notFound('reseller');
    const { resellerId: under } = await scope.load(Company, company);
    return { level: 'COMPANY', resellerId: under, companyId: company };
  }
  const { id: reseller, isPlatform } = await scope.load(Reseller, resellerId ?? own.resellerId);
  return { level: isPlatform ? 'PLATFORM' : 'RESELLER', resellerId: reseller, companyId: null };
}
