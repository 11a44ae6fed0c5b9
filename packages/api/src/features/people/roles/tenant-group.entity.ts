import { setting } from '../../../kernel/protection.ts';
import { Flag, Key, Many, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Reseller } from '../../platform/tenancy/index.ts';

/** Staff who reach everything: whoever is confined neither sees nor changes what confines them, or anybody. [T6] */
const unconfined = `${setting('membership_id')} is not null and (select nullif(current_setting('steward.reach', true), '')) is null`;

/** Whoever is no staff may ask what somebody reaches, and there is nothing. */
const nothing = { reseller: 'false', company: 'false', endUser: 'false' };

/** A reseller of a group. */
@Table('tenant_group_member', {
  data: { kept: 'WHILE_USED' },
  area: 'reference',
  managedIn: 'directory',
  tenant: 'none',
  may: { platform: 'siud', reseller: 's', company: 's', endUser: 's', gate: 's' },
  rows: { platform: unconfined, ...nothing },
})
export class TenantGroupMember {
  @Key() id!: string;
  @Ref() tenantGroupId!: string;
  @Ref() resellerId!: string;

  @One(() => Reseller, 'resellerId') reseller!: Reseller;
}

/** Resellers under one name, so that what staff reach need not be said reseller by reseller. [T6] */
@Table('tenant_group', {
  data: { kept: 'WHILE_USED', none: 'name createdAt' },
  area: 'reference',
  managedIn: 'directory',
  tenant: 'none',
  may: { platform: 'siud', reseller: 's', company: 's', endUser: 's', gate: 's' },
  rows: { platform: unconfined, ...nothing },
  impersonal: ['name'],
  constraints: {
    tenant_group_name_key: ['name', 'There is a group of this name already. Choose another one.'],
  },
})
export class TenantGroup {
  @Key() id!: string;
  @Text() name!: string;
  @Moment() createdAt!: Date;

  @Many(() => TenantGroupMember, 'tenantGroupId', 'id', 50) members!: TenantGroupMember[];
  @Many(() => MembershipReach, 'tenantGroupId', 'id') reaches!: MembershipReach[];
}

/** A reseller or a group that the reach of a member of staff lists, or a reseller of a listed group that it leaves out. */
@Table('membership_reach', {
  data: { kept: 'WHILE_USED', none: 'excluded' },
  area: 'reference',
  managedIn: 'directory',
  tenant: 'none',
  may: { platform: 'siud', reseller: 's', company: 's', endUser: 's', gate: 's' },
  rows: { platform: unconfined, ...nothing },
})
export class MembershipReach {
  @Key() id!: string;
  @Ref() membershipId!: string;
  @Ref({ nullable: true }) resellerId!: string | null;
  @Ref({ nullable: true }) tenantGroupId!: string | null;
  @Flag() excluded!: boolean;

  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => TenantGroup, 'tenantGroupId', { nullable: true }) tenantGroup!: TenantGroup | null;
}
