import type { ParameterValues } from '@steward/shared';
import { Amount, Day, Key, Moment, One, Ref, Table, Values, Whole } from '../../../kernel/table.ts';
import { Product } from '../catalogue/index.ts';

/**
 * What a subscription comes to from a day on, until the next of its terms: so many, of what, at which price of each tier. What
 * is charged for a day is read from these; `Subscription` shows the one that holds today. [C2] [C3]
 */
@Table('subscription_term', {
  data: {
    called: 'terms of a subscription',
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    END_USER: { for: 'SERVING', SERVICE: 'quantity parameters' },
    none: 'from retailMinor wholesaleMinor begunAt createdAt',
  },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: a price begins nothing',
  may: { platform: 'siu', reseller: 'siu', company: 's', endUser: 's', worker: 'siud', gate: 'si' },
  changes: {
    reseller: ['retailMinor'],
    worker: ['productId', 'quantity', 'parameters', 'retailMinor', 'wholesaleMinor', 'begunAt'],
  },
})
export class SubscriptionTerm {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() subscriptionId!: string;
  @Day({ description: 'The first day on which it holds.' }) from!: string;
  @Ref() productId!: string;
  @Whole() quantity!: number;
  @Values({ description: 'What was chosen of what the product asks.' }) parameters!: ParameterValues;
  @Amount({ description: 'What the company pays per unit and month.' }) retailMinor!: number;
  @Amount({ levels: ['PLATFORM', 'RESELLER'] }) wholesaleMinor!: number;
  /** When the subscription took it up; empty while it is to come. */
  @Moment({ api: false, nullable: true }) begunAt!: Date | null;
  @Moment() createdAt!: Date;

  @One(() => Product, 'productId') product!: Product;
}
