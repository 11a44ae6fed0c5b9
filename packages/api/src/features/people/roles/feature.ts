import { ID } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { equals, narrowed } from '../../../kernel/read/list.ts';
import { added, Computed, Many, One } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Membership, memberships, Role } from '../identity/index.ts';
import { assignRole } from './assign-role.ts';
import { assignRoles } from './assign-roles.ts';
import { createRole } from './create-role.ts';
import { createTenantGroup } from './create-tenant-group.ts';
import { delegations } from './delegation.ts';
import { deleteRole } from './delete-role.ts';
import { deleteTenantGroup } from './delete-tenant-group.ts';
import reachSql from './reach.sql?raw';
import { ReachMode } from './reach.ts';
import { roles } from './role.list.ts';
import { rolePermissions } from './role-permissions.ts';
import { setDelegation } from './set-delegation.ts';
import { setReach } from './set-reach.ts';
import { MembershipReach, TenantGroup, TenantGroupMember } from './tenant-group.entity.ts';
import { tenantGroups } from './tenant-group.list.ts';
import { updateRole } from './update-role.ts';
import { updateTenantGroup } from './update-tenant-group.ts';

const permissions = {
  ROLE_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See roles, what they allow and who has them',
  },
  ROLE_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Make and change roles, and give them to administrators',
    for: 'owners',
    lent: false,
  },
  REACH_READ: {
    area: 'directory',
    levels: ['PLATFORM'],
    words: 'See tenant groups and what staff reach',
  },
  REACH_WRITE: {
    area: 'directory',
    levels: ['PLATFORM'],
    words: 'Change tenant groups and what staff reach',
    for: 'owners',
  },
  DELEGATION_WRITE: {
    area: 'directory',
    levels: ['COMPANY'],
    words: 'Decide how far the reseller is let in',
    for: 'owners',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const rolesFeature = feature({
  name: 'people/roles',
  needs: ['platform/tenancy', 'people/identity', 'desk/notifications'],
  permissions,
  tables: [MembershipReach, TenantGroup, TenantGroupMember],
  sql: [reachSql],
  lists: [roles, tenantGroups],
  verbs: [
    mutation(createRole, Role),
    mutation(updateRole, Role),
    plainMutation(deleteRole, () => ID),
    mutation(assignRole, Membership),
    plainMutation(assignRoles, () => BulkOutcome),
    mutation(setReach, Membership),
    mutation(createTenantGroup, TenantGroup),
    mutation(updateTenantGroup, TenantGroup),
    plainMutation(deleteTenantGroup, () => ID),
    mutation(setDelegation, Company),
  ],
  views: [rolePermissions],
  fields: [
    added(
      Membership,
      'role',
      One(() => Role, 'roleId', { nullable: true }),
    ),
    added(
      Membership,
      'roleName',
      Computed(
        () => String,
        (row) => `select r.name from role r where r.id = ${row}.role_id`,
        { nullable: true },
      ),
    ),
    added(
      Membership,
      'reach',
      Computed(
        () => ReachMode,
        (row) => `${row}.reach`,
        { levels: ['PLATFORM'], description: 'Which resellers a member of staff reaches.' },
      ),
    ),
    added(
      Membership,
      'reaches',
      Many(() => MembershipReach, 'membershipId', 'id'),
    ),
    added(
      MembershipReach,
      'membership',
      One(() => Membership, 'membershipId', { nullable: true }),
    ),
    narrowed(memberships, 'roleId', equals('role_id')),
    added(Company, 'delegations', delegations),
  ],
  audits: {
    Role: {
      label: 'Role',
      name: (id) => `select r.name from role r where r.id = ${id}`,
    },
    TenantGroup: { label: 'Tenant group' },
  },
  demo: () => import('./demo.ts'),
});
