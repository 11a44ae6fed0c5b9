import { Int } from 'type-graphql';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { children } from '../../../kernel/read/list.ts';
import type { Class } from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { cancelSubscription } from './cancel-subscription.ts';
import './find-due-subscriptions.ts';
import { subscribe } from './subscribe.ts';
import { subscribeEndUsers } from './subscribe-end-users.ts';
import { Subscription } from './subscription.entity.ts';
import { subscriptions } from './subscription.list.ts';

export const subscriptionsResolvers: Class[] = [
  subscriptions.resolver,
  children(Company, 'subscriptions', subscriptions, 'company_id'),
  children(EndUser, 'subscriptions', subscriptions, 'end_user_id'),
  mutation(subscribe, Subscription),
  plainMutation(subscribeEndUsers, () => Int),
  mutation(cancelSubscription, Subscription),
];
