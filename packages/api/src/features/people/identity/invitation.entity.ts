import { inOwnRight } from '../../../kernel/protection.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { Computed, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

/** A single-use, expiring way in for a membership; only the hash of its token is kept. [S43] */
@Table('invitation', {
  data: {
    kept: 'SHORT',
    since: 'expiresAt',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'tokenHash', TRAFFIC: 'usedAt' },
    none: 'expiresAt createdAt',
  },
  area: 'directory',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: its link leads nowhere until the tenant is active again',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 'su', gate: 'su' },
  // Of somebody who leaves.
  changes: { worker: ['usedAt'] },
  // Those who are in for support invite end users, nobody else.
  writes: { company: `end_user_id is not null or ${inOwnRight}`, worker: 'end_user_id is not null' },
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

/** Who looks after people sees when they were invited; they themselves have the message. */
const INVITERS = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;

/**
 * When the invitation that a membership has, and has not taken, was sent, or when it is no longer good.
 *
 * @param membership SQL of the membership's id, from the alias of the row
 */
export const ofInvitation = (column: 'created_at' | 'expires_at', membership: (row: string) => string) =>
  Computed(
    () => GraphQLDateTime,
    (row) =>
      `select i.${column} from invitation i where i.membership_id = (${membership(row)}) and i.used_at is null order by i.created_at desc limit 1`,
    {
      nullable: true,
      levels: INVITERS,
      description:
        column === 'created_at'
          ? 'When the invitation that is open was sent.'
          : 'When the invitation that is open is no longer good; it may be past.',
    },
  );
