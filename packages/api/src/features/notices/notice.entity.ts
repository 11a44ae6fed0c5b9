import { Int } from 'type-graphql';
import { setting } from '../../kernel/protection.ts';
import { GraphQLDateTime } from '../../kernel/scalars.ts';
import { Choice, Computed, Key, Moment, One, Ref, Table, Text, enumeration } from '../../kernel/table.ts';
import { Product } from '../catalogue/index.ts';
import { LevelChoice } from '../identity/index.ts';
import type { Level } from '@steward/shared';

export const NoticeKind = enumeration('NoticeKind', {
  MAINTENANCE: 'MAINTENANCE',
  OUTAGE: 'OUTAGE',
  UPDATE: 'UPDATE',
  SECURITY: 'SECURITY',
  REGULATORY: 'REGULATORY',
});
export type NoticeKind = keyof typeof NoticeKind;

/** Tenants see the notices of which they are recipients; the inner query is under their own policy and runs once. */
const received = 'id in (select notice_id from notice_recipient)';

/** A service notification: it goes to everyone who holds the service and cannot be switched off. [N1] */
@Table('notice', {
  tenant: 'none',
  may: { platform: 'si', reseller: 's', company: 's', endUser: 's' },
  rows: { platform: `${setting('membership_id')} is not null`, reseller: received, company: received, endUser: received },
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
    (row) => `select min(r.seen_at) from notice_recipient r where r.notice_id = ${row}.id and r.membership_id = ${setting('membership_id')}`,
    { nullable: true },
  )
  seenAt!: Date | null;
  @Computed(() => Int, (row) => `select count(*) from notice_recipient r where r.notice_id = ${row}.id`, {
    description: 'How many people it was sent to, as far as whoever asks may see them.',
  })
  recipientCount!: number;
}

/** One person a notice was addressed to: the evidence of delivery. [N3] */
@Table('notice_recipient', {
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  may: { platform: 'siu', reseller: 'su', company: 'su', endUser: 'su', worker: 'su' },
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
