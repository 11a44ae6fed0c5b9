import { Key, Ref, Table, Text } from '../../../kernel/table.ts';

/** A reseller that the reach of a member of staff lists. */
@Table('membership_reach', { internal: true, area: 'reference', tenant: 'none', may: { gate: 's' } })
export class MembershipReach {
  @Key() id!: string;
  @Ref() membershipId!: string;
  @Ref() resellerId!: string;
}

/** An area in which a company lets its reseller see nothing (NONE), or see and change nothing (VIEW). [T3] */
@Table('closed_area', {
  internal: true,
  area: 'reference',
  managedIn: 'directory',
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: it takes away and gives nothing',
  // Staff move it with its company.
  may: { platform: 'su', gate: 's' },
})
export class ClosedArea {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() area!: string;
  @Text() access!: string;
}
