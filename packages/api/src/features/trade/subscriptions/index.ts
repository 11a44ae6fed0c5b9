/** Services that companies take, for themselves or for an end user. */
export { cancelSubscription } from './cancel-subscription.ts';
export { type ChangedTerms, changeTerms } from './change-terms.ts';
export { DAYS_AHEAD, DAYS_BACK } from './dates.ts';
export { endSoonest } from './end-soonest.ts';
export { endSubscriptions } from './end-subscriptions.ts';
export { subscriptionChanged, subscriptionEnding, subscriptionStarted } from './events.ts';
export { judgeNew, type NewProblem } from './judge-new.ts';
export { judgeRules, leaveOut, type RuledLine } from './judge-rules.ts';
export { makeSubscriptions, type NewSubscription } from './make-subscriptions.ts';
export { managesServices } from './manages-services.ts';
export { goOn, type RunOut, runningOut, runOut, type Since, sinceRunOut } from './run-out.ts';
export { setSubscriptionState } from './set-state.ts';
export { subscribe } from './subscribe.ts';
export { subscribeEndUsers } from './subscribe-end-users.ts';
export { Subscription, SubscriptionState } from './subscription.entity.ts';
export { isRunning } from './subscription-conditions.ts';
export { searchBySubscription } from './subscription-search.ts';
export { SubscriptionTerm } from './subscription-term.entity.ts';
