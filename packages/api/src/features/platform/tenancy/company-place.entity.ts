import { Key, Moment, Ref, Table } from '../../../kernel/table.ts';

/**
 * A reseller under whom a company is or has been, noted by the database when it comes there. What happens refers to it, so
 * that it can stay where it happened; a moved company sees it all the same, its new reseller does not.
 */
@Table('company_place', {
  data: { called: 'note of whose customer it was', kept: 'WHILE_USED', none: 'since' },
  area: 'reference',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: it is noted along with the company',
  may: { gate: 'si' },
})
export class CompanyPlace {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  /** Since when it is, or first was. */
  @Moment({ api: false }) since!: Date;
}
