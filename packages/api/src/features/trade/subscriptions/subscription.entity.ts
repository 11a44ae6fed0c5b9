import type { ParameterValues } from '@steward/shared';
import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
  Id,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Values,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Product } from '../catalogue/index.ts';
import { SubscriptionCommitment } from './subscription-commitment.entity.ts';
import { SubscriptionTerm } from './subscription-term.entity.ts';

/** PENDING until provisioned; PARKED when provisioning cannot succeed; ENDING while it is taken away again. */
export const SubscriptionState = enumeration('SubscriptionState', {
  PENDING: 'PENDING',
  ACTIVE: 'ACTIVE',
  PARKED: 'PARKED',
  ENDING: 'ENDING',
  ENDED: 'ENDED',
});
export type SubscriptionState = keyof typeof SubscriptionState;

/** A service a company takes, for itself or for one of its end users, at the prices of the day it began, until it is moved to others. [C3] [C4] */
@Table('subscription', {
  data: {
    kept: 'ACCOUNTS',
    since: 'endsOn',
    ends: 'values',
    END_USER: { for: 'SERVING', SERVICE: 'reference quantity state startsOn endsOn parameters startedAt' },
    none: 'retailMinor wholesaleMinor currency createdAt partQuantity suspendedAt callsBarredAt',
  },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', endUser: 's', worker: 'siu', gate: 'su' },
  impersonal: ['state', 'suspendedAt', 'callsBarredAt', 'endsOn', 'retailMinor', 'wholesaleMinor'],
  constraints: {
    subscription_reference_key: [
      'reference',
      'The reference was taken at the same moment. Please try again.',
    ],
    subscription_part_once: ['productId', 'The bundle has this part already.'],
    subscription_once_per_user: ['productId', 'This end user has this service already.'],
  },
})
export class Subscription {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() productId!: string;
  @Text() reference!: string;
  @Whole() quantity!: number;
  @Values({ description: 'What was chosen of what the product asks.' }) parameters!: ParameterValues;
  @Choice(SubscriptionState) state!: SubscriptionState;
  @Id({ nullable: true, description: 'The subscription of the bundle that it is part of.' })
  partOfId!: string | null;
  @Whole({ nullable: true, description: 'Of a part: how many of it there are in one of the bundle.' })
  partQuantity!: number | null;
  @Day({ description: 'The first day.' }) startsOn!: string;
  @Day({ nullable: true, description: 'The day after the last; none for a subscription that goes on.' })
  endsOn!: string | null;
  @Moment({
    nullable: true,
    description: 'Since when it is suspended, for what its company owes. It is charged all the same.',
  })
  suspendedAt!: Date | null;
  @Moment({
    nullable: true,
    description:
      'Since when outgoing calls are barred through it, for what they have come to in a day; never those to emergency and free numbers.',
  })
  callsBarredAt!: Date | null;
  /** When provisioning was asked for; empty while the first day is still to come. */
  @Moment({ api: false, nullable: true }) startedAt!: Date | null;
  /** Product, quantity and prices are those of the term that holds today. */
  @Amount() retailMinor!: number;
  @Amount({ levels: ['PLATFORM', 'RESELLER'] }) wholesaleMinor!: number;
  @Text() currency!: string;
  @Computed(
    () => String,
    (row) => `select r.currency from reseller r where r.id = ${row}.reseller_id`,
    { levels: ['PLATFORM', 'RESELLER'], description: 'Of what the reseller pays.' },
  )
  wholesaleCurrency!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Company, 'companyId') company!: Company;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @One(() => Product, 'productId') product!: Product;
  @One(() => Subscription, 'partOfId', { nullable: true }) partOf!: Subscription | null;
  @Many(() => Subscription, 'partOfId', 'id', 12) parts!: Subscription[];
  @Many(() => SubscriptionTerm, 'subscriptionId', '"from"', 4) terms!: SubscriptionTerm[];
  @Many(() => SubscriptionCommitment, 'subscriptionId', '"from"', 4) commitments!: SubscriptionCommitment[];
}
