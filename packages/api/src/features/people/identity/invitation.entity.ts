import { Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

/** A single-use, expiring way in for a membership; only the hash of its token is kept. [S43] */
@Table('invitation', {
  area: 'directory',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: its link leads nowhere until the tenant is active again',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', gate: 'su' },
})
export class Invitation {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() membershipId!: string;
  @Text({ api: false, levels: [] }) tokenHash!: string;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) usedAt!: Date | null;
  @Moment() createdAt!: Date;
}
