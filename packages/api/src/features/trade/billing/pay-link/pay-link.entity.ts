import { setting } from '../../../../kernel/protection.ts';
import { Key, Moment, Ref, Table, Text } from '../../../../kernel/table.ts';

const issuer = `issuer_id = ${setting('reseller_id')}`;

/**
 * A link in a letter by which whoever has it sees and pays one invoice without signing in. Only the hash of its secret is kept; the
 * gate alone finds it by that. [B7] [S58]
 */
@Table('pay_link', {
  data: {
    kept: 'SHORT',
    since: 'expiresAt',
    ends: 'row',
    CUSTOMER: { for: 'BILLING', CREDENTIAL: 'tokenHash' },
    none: 'expiresAt createdAt',
  },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed can be paid',
  may: { platform: 'i', reseller: 'i', worker: 'i', gate: 's' },
  writes: { reseller: issuer },
  kept: issuer,
})
export class PayLink {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Text({ api: false }) tokenHash!: string;
  @Moment() expiresAt!: Date;
  @Moment() createdAt!: Date;
}
