/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  subscribe: 'Add service',
  subscribeEndUsers: 'Add services',
  cancelSubscription: 'Cancel subscription',
  cancelSubscriptions: 'Cancel subscriptions',
  cancelServices: 'Cancel services',
  doNotRenew: 'Do not renew',
  renewAgain: 'Renew again',
  repriceSubscriptions: 'Move to other prices',
  beginDueTerms: 'Begin other prices',
  remindOfTerms: 'Remind of terms that end',
  renewDueCommitments: 'Renew for another term',
  startDueSubscriptions: 'Start subscriptions',
  endDueSubscriptions: 'End subscriptions',
};
