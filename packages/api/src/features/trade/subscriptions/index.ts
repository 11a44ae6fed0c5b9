/** Services that companies take, for themselves or for an end user. */
export { cancelSubscription } from './cancel-subscription.ts';
export { endSoonest } from './end-soonest.ts';
export { subscriptionEnding, subscriptionStarted } from './events.ts';
export { makeSubscriptions } from './make-subscriptions.ts';
export { managesServices } from './manages-services.ts';
export { goOn, type RunOut, runningOut, runOut, type Since, sinceRunOut } from './run-out.ts';
export { setSubscriptionState } from './set-state.ts';
export { subscribe } from './subscribe.ts';
export { subscribeEndUsers } from './subscribe-end-users.ts';
export { Subscription, SubscriptionState } from './subscription.entity.ts';
export { isRunning } from './subscription-conditions.ts';
export { searchBySubscription } from './subscription-search.ts';
export { SubscriptionTerm } from './subscription-term.entity.ts';
