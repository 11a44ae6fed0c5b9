import { Key, Ref, Table, Text } from '../../../kernel/table.ts';

/** An area in which a company lets its reseller see nothing (NONE), or see and change nothing (VIEW). [T3] */
@Table('closed_area', {
  data: { kept: 'WHILE_USED', none: 'area access' },
  internal: true,
  area: 'reference',
  managedIn: 'directory',
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: it takes away and gives nothing',
  // Staff move it with its company; the reseller sees what it is not given.
  may: { platform: 'su', reseller: 's', company: 'siud', gate: 's' },
})
export class ClosedArea {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() area!: string;
  @Text() access!: string;
}
