import type { Keeping } from './forgetting.ts';
import type { Scope } from './scope.ts';
import { Key, Moment, Ref, Table, Text } from './table.ts';

/**
 * The data key of a company, or of a reseller for what is its own, wrapped by the installation's secret: what is sealed for
 * the tenant is sealed under it. Another takes its place when keys rotate; it stays until nothing is under it. Whoever has read
 * ciphertext gets the key that it names through a function; nobody who serves reads the table. [S55]
 */
@Table('tenant_key', {
  data: {
    called: 'data key',
    kept: 'WHILE_USED',
    ends: 'row',
    CUSTOMER: { for: 'SECURITY', CREDENTIAL: 'wrapped' },
    none: 'createdAt retiredAt',
  },
  area: 'reference',
  managedIn: 'own',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: who is there already goes on being corrected',
  // The platform takes it along when its company moves.
  may: { platform: 'su', sealer: 'siud', gate: 'si' },
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

/**
 * Destroys every key of a company, or a reseller's own: whatever was sealed under it, in rows, files and copies of the database,
 * cannot be read any more. Processes that have it open forget it within ten minutes. [D8]
 */
export const destroyTenantKey = (scope: Scope, of: Keeping): Promise<number> =>
  scope.forget(TenantKey, of, 'true');
