import { Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { whereReached } from '../../../kernel/protection.ts';
import { children, narrowed } from '../../../kernel/read/list.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { EndUser, endUsers } from '../../people/directory/index.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { beginDueTerms } from './begin-due-terms.ts';
import bundlesSql from './bundles.sql?raw';
import { cancelServices } from './cancel-services.ts';
import { cancelSubscription } from './cancel-subscription.ts';
import { cancelSubscriptions } from './cancel-subscriptions.ts';
import commitmentsSql from './commitments.sql?raw';
import { doNotRenew } from './do-not-renew.ts';
import { endDueSubscriptions } from './end-due-subscriptions.ts';
import {
  findDueSubscriptions,
  findDueSubscriptionsJob,
  keepSubscriptionDaysJob,
} from './find-due-subscriptions.ts';
import { heldSubscriptions } from './held-subscriptions.ts';
import { holdsProduct } from './holds-product.ts';
import { subscriptionsAtHome } from './home.ts';
import { orderPreview } from './order-preview.ts';
import parametersSql from './parameters.sql?raw';
import { priceListEffect } from './price-list-effect.ts';
import pricesSql from './prices.sql?raw';
import productRulesSql from './product-rules.sql?raw';
import { recurringRevenue } from './recurring-revenue.ts';
import { remindOfTerms, remindOfTermsJob } from './remind-of-terms.ts';
import { renewAgain } from './renew-again.ts';
import { renewDueCommitments } from './renew-due-commitments.ts';
import { repricePreview } from './reprice-preview.ts';
import { repriceSubscriptions } from './reprice-subscriptions.ts';
import { seatsByProduct } from './seats-by-product.ts';
import { startDueSubscriptions } from './start-due-subscriptions.ts';
import { subscribe } from './subscribe.ts';
import { subscribeEndUsers } from './subscribe-end-users.ts';
import { Subscription } from './subscription.entity.ts';
import { subscriptions } from './subscription.list.ts';
import { SubscriptionCommitment } from './subscription-commitment.entity.ts';
import { SubscriptionTerm } from './subscription-term.entity.ts';
import { subscriptionFigures } from './tenant-figures.ts';
import termsSql from './terms.sql?raw';

const permissions = {
  SUBSCRIPTION_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See subscriptions',
  },
  SUBSCRIPTION_WRITE: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Order, change and cancel subscriptions',
  },
  SUBSCRIPTION_REPRICE: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Move running subscriptions to other prices',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const subscriptionsFeature = feature({
  name: 'trade/subscriptions',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/roles',
    'people/directory',
    'trade/catalogue',
    'trade/prices',
  ],
  permissions,
  tables: [Subscription, SubscriptionTerm, SubscriptionCommitment],
  sql: [bundlesSql, commitmentsSql, parametersSql, pricesSql, productRulesSql, termsSql],
  lists: [subscriptions],
  verbs: [
    mutation(subscribe, Subscription),
    plainMutation(subscribeEndUsers, () => Int),
    mutation(cancelSubscription, Subscription),
    plainMutation(cancelSubscriptions, () => BulkOutcome),
    plainMutation(cancelServices, () => BulkOutcome),
    mutation(doNotRenew, Subscription),
    mutation(renewAgain, Subscription),
    plainMutation(repriceSubscriptions, () => BulkOutcome),
    beginDueTerms,
    endDueSubscriptions,
    findDueSubscriptions,
    remindOfTerms,
    renewDueCommitments,
    startDueSubscriptions,
  ],
  views: [orderPreview, priceListEffect, repricePreview, recurringRevenue, seatsByProduct],
  fields: [
    children(Company, 'subscriptions', subscriptions, 'company_id'),
    children(EndUser, 'subscriptions', subscriptions, 'end_user_id'),
    narrowed(endUsers, 'productId', holdsProduct),
    added(
      Company,
      'subscriptionCount',
      Computed(
        () => Int,
        (row) =>
          whereReached(
            'services',
            `(select count(*) from subscription where company_id = ${row}.id and part_of_id is null and state <> 'ENDED')`,
            `${row}.id`,
          ),
        { nullable: true, description: 'Null where its services are closed to whoever asks.' },
      ),
    ),
    ...subscriptionFigures(Company, 'company_id'),
    ...subscriptionFigures(Reseller, 'reseller_id'),
  ],
  jobs: [keepSubscriptionDaysJob, findDueSubscriptionsJob, remindOfTermsJob],
  audits: {
    Subscription: {
      label: 'Subscription',
      name: (id) => `select s.reference from subscription s where s.id = ${id}`,
    },
  },
  finds: [
    {
      kind: 'SUBSCRIPTION',
      permission: 'SUBSCRIPTION_READ',
      table: 'subscription',
      keys: ['reference_key'],
      order: 'reference_key, id',
      title: 'hit.reference',
      subtitle: `concat_ws(' · ', p.name, coalesce(u.first_name || ' ' || u.last_name, c.name))`,
      join: 'join product p on p.id = hit.product_id join company c on c.id = hit.company_id left join end_user u on u.id = hit.end_user_id',
    },
  ],
  holds: [heldSubscriptions],
  home: [subscriptionsAtHome],
  demo: () => import('./demo.ts'),
});
