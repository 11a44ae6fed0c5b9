import type { Level } from '@steward/shared';
import { Int } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { Choice, Computed, enumeration, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Product } from '../../trade/catalogue/index.ts';

export const NoticeKind = enumeration('NoticeKind', {
  MAINTENANCE: 'MAINTENANCE',
  OUTAGE: 'OUTAGE',
  UPDATE: 'UPDATE',
  SECURITY: 'SECURITY',
  REGULATORY: 'REGULATORY',
});
export type NoticeKind = keyof typeof NoticeKind;

/** Tenants see the notices that reached them; the inner query is under their own policy and runs once. */
const received = 'id in (select notice_id from notice_recipient)';

/**
 * SQL condition: the recipient row `r` is whoever asks. An end user may have been told before they had a sign-in, so
 * they are known by their directory entry too.
 */
export const isOwn = (r: string): string =>
  `(${r}.membership_id = ${setting('membership_id')} or ${r}.end_user_id = ${setting('end_user_id')})`;

/** SQL condition: the notice `row` is addressed to whoever asks, who has not marked it seen yet. */
export const waits = (row: string): string =>
  `exists (select from notice_recipient r where r.notice_id = ${row}.id and r.seen_at is null and ${isOwn('r')})`;

/** A service notification: it goes to everyone who holds the service and cannot be switched off. [N1] */
@Table('notice', {
  data: {
    kept: 'MESSAGES',
    since: 'publishedAt',
    none: 'reference kind title body startsAt endsAt publishedAt',
  },
  area: 'support',
  tenant: 'none',
  may: { platform: 'si', reseller: 's', company: 's', endUser: 's' },
  rows: {
    platform: `${setting('membership_id')} is not null`,
    reseller: received,
    company: received,
    endUser: received,
  },
})
export class Notice {
  @Key() id!: string;
  @Text() reference!: string;
  @Choice(NoticeKind) kind!: NoticeKind;
  @Text() title!: string;
  @Text() body!: string;
  @Ref() productId!: string;
  @Moment({ nullable: true }) startsAt!: Date | null;
  @Moment({ nullable: true }) endsAt!: Date | null;
  @Moment() publishedAt!: Date;

  @One(() => Product, 'productId') product!: Product;
  @Computed(
    () => GraphQLDateTime,
    (row) => `select min(r.seen_at) from notice_recipient r where r.notice_id = ${row}.id and ${isOwn('r')}`,
    { nullable: true, description: 'When you marked it seen.' },
  )
  seenAt!: Date | null;
  @Computed(() => Boolean, waits, { description: 'Whether it is addressed to you and not marked seen yet.' })
  unseen!: boolean;
  @Computed(
    () => Int,
    (row) => `select count(distinct lower(r.email)) from notice_recipient r where r.notice_id = ${row}.id`,
    { description: 'How many people it was sent to, as far as whoever asks may see them.' },
  )
  recipientCount!: number;
}

/** One person a notice was addressed to: the evidence of delivery. [N3] */
@Table('notice_recipient', {
  data: {
    called: 'notice received',
    kept: 'MESSAGES',
    ends: 'row',
    END_USER: { for: 'SERVING', IDENTITY: 'email', TRAFFIC: 'seenAt' },
    none: 'level',
  },
  area: 'support',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: a notice is about services that go on',
  may: { platform: 'siu', reseller: 'su', company: 'su', endUser: 'su' },
  // Whoever may read one notes for themselves that they have.
  managedIn: 'own',
  changes: { platform: ['seenAt'], reseller: ['seenAt'], company: ['seenAt'], endUser: ['seenAt'] },
})
export class NoticeRecipient {
  @Key() id!: string;
  @Ref() noticeId!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref({ nullable: true }) membershipId!: string | null;
  @Choice(LevelChoice) level!: Level;
  @Text() email!: string;
  @Moment({ nullable: true }) seenAt!: Date | null;
}
