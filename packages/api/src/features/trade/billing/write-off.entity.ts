import { setting } from '../../../kernel/protection.ts';
import { Amount, Day, Key, Moment, Ref, Sealed, Table, Text } from '../../../kernel/table.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;

/** A debt that its issuer has given up. Why is the issuer's own business; that it did is in the state of the invoice. [B7] */
@Table('write_off', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'byName', CONTENT: 'reason' },
    none: 'amountMinor on createdAt',
  },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is lost is lost',
  kept: mine,
  may: { platform: 'si', reseller: 'si', gate: 's' },
  rows: { reseller: `reseller_id = ${setting('reseller_id')} and ${mine}` },
  writes: { platform: mine, reseller: mine },
})
export class WriteOff {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Amount() amountMinor!: number;
  @Day() on!: string;
  /** Null once its time is over. */
  @Sealed({ nullable: true }) reason!: string | null;
  @Text() byName!: string;
  @Moment() createdAt!: Date;
}
