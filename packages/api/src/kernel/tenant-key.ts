import { Key, Moment, Ref, Table, Text } from './table.ts';

/**
 * The data key of a company, or of a reseller for what is its own, wrapped by the installation's secret: what is sealed for
 * the tenant is sealed under it. Another takes its place when keys rotate; it stays until nothing is under it. [S55]
 */
@Table('tenant_key', {
  data: { kept: 'WHILE_USED', none: 'wrapped createdAt retiredAt' },
  area: 'reference',
  managedIn: 'own',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: who is there already goes on being corrected',
  may: { platform: 'siud', reseller: 'si', company: 'si', endUser: 'si', worker: 'si' },
  internal: true,
})
export class TenantKey {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Text({ api: false }) wrapped!: string;
  @Moment({ api: false }) createdAt!: Date;
  @Moment({ nullable: true, api: false }) retiredAt!: Date | null;
}
