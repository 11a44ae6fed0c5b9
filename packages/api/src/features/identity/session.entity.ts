import { setting } from '../../kernel/protection.ts';
import { Computed, Key, Moment, Ref, Table, Text } from '../../kernel/table.ts';

const own = `person_id = ${setting('person_id')}`;

/** One sign-in of a person, under one membership; its refresh token rotates and only the hash is kept. [S45] [S52] */
@Table('session', {
  tenant: 'none',
  may: { platform: 'su', reseller: 'su', company: 'su', endUser: 'su', gate: 'siu' },
  rows: { platform: own, reseller: own, company: own, endUser: own },
})
export class Session {
  @Key() id!: string;
  @Ref() personId!: string;
  @Ref() membershipId!: string;
  @Text({ api: false, levels: [] }) refreshHash!: string;
  /** The hash before the last rotation: whoever still uses it is either a second tab within seconds, or a thief. */
  @Text({ api: false, levels: [], nullable: true }) previousHash!: string | null;
  @Moment({ api: false, nullable: true }) rotatedAt!: Date | null;
  @Text({ nullable: true }) address!: string | null;
  @Text({ nullable: true }) userAgent!: string | null;
  @Moment() createdAt!: Date;
  @Moment() lastSeenAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;

  @Computed(
    () => Boolean,
    (row) => `${row}.id = ${setting('session_id')}`,
  )
  current!: boolean;
}
