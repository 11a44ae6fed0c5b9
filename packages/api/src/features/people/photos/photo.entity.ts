import { setting } from '../../../kernel/protection.ts';
import { column, Key, Ref, Table, Text } from '../../../kernel/table.ts';

const own = `membership_id = ${setting('membership_id')}`;

/** The picture of an end user, or of an administrator by their membership. */
@Table('photo', {
  data: {
    kept: 'ACCOUNT',
    ends: 'row',
    END_USER: { for: 'SERVING', IDENTITY: 'address bytes' },
    none: 'type',
  },
  area: 'directory',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: it is of somebody who is there already',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', endUser: 's', worker: 's', gate: 'sid' },
  own: { platform: own, reseller: own, company: own },
})
export class Photo {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref({ nullable: true }) membershipId!: string | null;
  /** Whoever knows it is shown the picture: browsers ask for pictures without saying who they are. */
  @Text() address!: string;
  @Text() type!: string;
  @column('bytea', () => String, { api: false }) bytes!: Buffer;
}
