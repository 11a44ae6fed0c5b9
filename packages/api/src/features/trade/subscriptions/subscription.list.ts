import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { revenueChanges } from './revenue-changes.ts';
import { Subscription, SubscriptionState } from './subscription.entity.ts';
import { isRunning, isUpcoming } from './subscription-conditions.ts';
import { searchBySubscription } from './subscription-search.ts';

export const subscriptions = list(Subscription, {
  name: 'subscriptions',
  permission: 'SUBSCRIPTION_READ',
  filters: {
    search: searchBySubscription('id'),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    endUserId: equals('end_user_id'),
    productId: equals('product_id'),
    state: choice('state', SubscriptionState),
    running: yesOrNo(isRunning),
    suspended: yesOrNo((row) => `(${row}.suspended_at is not null)`),
    upcoming: yesOrNo(isUpcoming),
    /** Whether it is part of a bundle, and not sold by itself. */
    part: yesOrNo((row) => `(${row}.part_of_id is not null)`),
    ...revenueChanges,
  },
  sorts: {
    CREATED_AT: [by('created_at', 'timestamptz')],
    STARTS_ON: [by('starts_on', 'date')],
    REFERENCE: [by('reference_key')],
  },
  order: ['CREATED_AT', 'DESC'],
});
