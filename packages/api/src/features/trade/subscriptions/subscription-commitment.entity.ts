import type { CommitmentTerms as Agreed } from '@steward/shared';
import { today } from '../../../kernel/protection.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { Computed, Day, Document, Key, Moment, Ref, Table, Whole } from '../../../kernel/table.ts';
import { CommitmentTerms } from '../catalogue/index.ts';

/**
 * A term for which a subscription was taken, with what was agreed then: the first is from its first day, each further one is
 * there once the one before is over. The last one says when it may end. [C4]
 */
@Table('subscription_commitment', {
  data: {
    kept: 'ACCOUNTS',
    since: 'until',
    none: 'from until freeUntil anchor quantity terms remindedAt followedAt createdAt',
  },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: a term goes on with its subscription',
  may: { platform: 'su', reseller: 's', company: 's', endUser: 's', worker: 'siu', gate: 'si' },
  changes: { worker: ['remindedAt', 'followedAt', 'terms', 'until', 'freeUntil', 'quantity'] },
})
export class SubscriptionCommitment {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() subscriptionId!: string;
  @Day({ description: 'Its first day.' }) from!: string;
  @Day({ nullable: true, description: 'The day after its last; none where only notice has to be given.' })
  until!: string | null;
  @Day({ nullable: true, description: 'The first day on which it may no longer be cancelled freely.' })
  freeUntil!: string | null;
  @Day({ description: 'The first day of the first term, from which months are counted.' }) anchor!: string;
  @Whole({ description: 'How many at least.' }) quantity!: number;
  @Document(() => CommitmentTerms, { description: 'What was agreed.' }) terms!: Agreed;
  @Moment({ api: false, nullable: true }) remindedAt!: Date | null;
  /** When what follows it was settled: another term, or running on. */
  @Moment({ api: false, nullable: true }) followedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => GraphQLDate,
    (row) => `select earliest_end(${row}, ${today})`,
    { description: 'The day after the last, at the earliest, if notice is given today.' },
  )
  earliestEnd!: string;
}
