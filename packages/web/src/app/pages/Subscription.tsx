import { SubscriptionJobs } from '../../features/service/provisioning/SubscriptionJobs.tsx';
import { SubscriptionPage } from '../../features/trade/subscriptions/SubscriptionPage.tsx';

/** A subscription with the jobs that set it up and take it away. */
export function Subscription() {
  return <SubscriptionPage jobs={(id) => <SubscriptionJobs subscriptionId={id} />} />;
}
