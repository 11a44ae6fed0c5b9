import { checkCommitment, commitmentFields } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { nested, oneOf } from '../../../kernel/input.ts';
import { enumeration } from '../../../kernel/table.ts';

export const WhatFollows = enumeration('WhatFollows', { MONTHLY: 'MONTHLY', RENEWS: 'RENEWS', ENDS: 'ENDS' });
export const RenewalPrice = enumeration('RenewalPrice', { KEPT: 'KEPT', LIST: 'LIST' });

/** For how long a service is taken, and what follows. [C4] */
@ObjectType()
export class CommitmentTerms {
  @Field(() => Int, { description: 'The minimum term; 0 where only notice is asked for.' }) months!: number;
  @Field(() => Int, { description: 'Whole days between the day of the notice and the last day.' })
  noticeDays!: number;
  @Field(() => Boolean, { description: 'The last day is then the last of a month.' })
  noticeToMonthEnd!: boolean;
  @Field(() => WhatFollows, { description: 'MONTHLY: it runs on until notice is given.' })
  follows!: keyof typeof WhatFollows;
  @Field(() => Int, { description: 'How long further terms are.' }) renewalMonths!: number;
  @Field(() => RenewalPrice, { description: 'LIST: a further term is at the price of new ones.' })
  renewalPrice!: keyof typeof RenewalPrice;
  @Field(() => Int, { description: 'Days at the beginning in which it may be cancelled freely.' })
  windowDays!: number;
  @Field(() => Int, { description: 'Days before the last day of notice on which people are reminded.' })
  remindDays!: number;
}

/** What staff say of it. */
export const commitmentInput = nested(
  'CommitmentTermsInput',
  commitmentFields()
    .extend({ follows: oneOf(WhatFollows), renewalPrice: oneOf(RenewalPrice) })
    .superRefine(checkCommitment),
);
