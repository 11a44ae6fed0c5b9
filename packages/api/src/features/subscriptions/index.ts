/** Services that companies take, for themselves or for an end user. */
export { Subscription, SubscriptionState } from './subscription.entity.ts';
export { subscriptionsResolvers } from './resolvers.ts';
