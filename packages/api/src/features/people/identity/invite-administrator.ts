import { administrator, id, type Level, optional } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { appointAdministrator } from './appoint-administrator.ts';
import { assertFits, roleToGive } from './fitting-role.ts';
import type { Membership } from './membership.entity.ts';
import type { Role } from './role.entity.ts';

/**
 * Invites a further administrator, in a role: of the company or reseller that is named, else of one's own tenant. Who looks
 * after the platform's own channel is staff. [T2] [T3] [T6]
 */
export const inviteAdministrator = verb({
  name: 'inviteAdministrator',
  permission: 'MEMBERSHIP_WRITE',
  input: input('InviteAdministratorInput', {
    resellerId: optional(id()),
    companyId: optional(id()),
    /** Left out: they own it with you. */
    roleId: optional(id()),
    ...administrator().shape,
  }),
  async run(scope, { resellerId, companyId, roleId, ...record }, { publicUrl }) {
    const { level, ...tenancy } = await tenantOf(scope, resellerId, companyId);
    const role = await (roleId ? roleToGive(scope, roleId) : ownerRole(scope, level));
    assertFits(role, { level, ...tenancy });
    const { membershipId } = await appointAdministrator(scope, level, tenancy, record, publicUrl, role.id);
    return { result: membershipId, subject: { type: 'Membership', id: membershipId, ...tenancy } };
  },
});

/** The role of those who own what is of this level. */
async function ownerRole(scope: Scope, level: Level): Promise<Role> {
  const [owner] = await scope.sql<{ id: string }>(
    `select id from role where reseller_id is null and kind = 'OWNER' and level = $1`,
    [level],
  );
  return roleToGive(scope, owner?.id as string);
}

type Tenant = Tenancy & { level: Membership['level'] & ('PLATFORM' | 'RESELLER' | 'COMPANY') };

/** The tenant that is meant; NOT_FOUND for one that is not the actor's to look after. [S10] */
async function tenantOf(scope: Scope, resellerId: string | null, companyId: string | null): Promise<Tenant> {
  const { actor } = scope;
  const own = actor.kind === 'member' ? actor : null;
  const ownCompany = own?.level === 'COMPANY' ? own.companyId : null;
  const meantCompany = companyId ?? ownCompany;
  if (meantCompany) {
    const company = await scope.load(Company, meantCompany);
    // A company may read its reseller's row, but not speak for it.
    if (resellerId && (ownCompany || resellerId !== company.resellerId)) throw notFound('reseller');
    return { level: 'COMPANY', resellerId: company.resellerId, companyId: meantCompany, endUserId: null };
  }
  const meantReseller = resellerId ?? own?.resellerId;
  if (!meantReseller) throw notFound('reseller');
  const reseller = await scope.load(Reseller, meantReseller);
  return {
    level: reseller.isPlatform ? 'PLATFORM' : 'RESELLER',
    resellerId: meantReseller,
    companyId: null,
    endUserId: null,
  };
}
