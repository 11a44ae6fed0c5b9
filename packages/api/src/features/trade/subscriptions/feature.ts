import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { cancelSubscription } from './cancel-subscription.ts';
import { endDueSubscriptions } from './end-due-subscriptions.ts';
import {
  findDueSubscriptions,
  findDueSubscriptionsJob,
  keepSubscriptionDaysJob,
} from './find-due-subscriptions.ts';
import pricesSql from './prices.sql?raw';
import { startDueSubscriptions } from './start-due-subscriptions.ts';
import { subscribe } from './subscribe.ts';
import { subscribeEndUsers } from './subscribe-end-users.ts';
import { Subscription } from './subscription.entity.ts';
import { subscriptions } from './subscription.list.ts';

const permissions = {
  SUBSCRIPTION_READ: { area: 'services', levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'] },
  SUBSCRIPTION_WRITE: { area: 'services', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const subscriptionsFeature = feature({
  name: 'trade/subscriptions',
  needs: ['platform/tenancy', 'people/directory', 'trade/catalogue'],
  permissions,
  tables: [Subscription],
  sql: [pricesSql],
  lists: [subscriptions],
  verbs: [
    mutation(subscribe, Subscription),
    plainMutation(subscribeEndUsers, () => Int),
    mutation(cancelSubscription, Subscription),
    endDueSubscriptions,
    findDueSubscriptions,
    startDueSubscriptions,
  ],
  fields: [
    children(Company, 'subscriptions', subscriptions, 'company_id'),
    children(EndUser, 'subscriptions', subscriptions, 'end_user_id'),
  ],
  jobs: [keepSubscriptionDaysJob, findDueSubscriptionsJob],
});
