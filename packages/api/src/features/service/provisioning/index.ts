/** Makes subscriptions real: jobs and their attempts. */
export { attemptProvisioning } from './attempt-provisioning.ts';
export { observeSubscription } from './observe-subscription.ts';
export { wantedOf } from './provided-service.ts';
export {
  ProvisioningAction,
  ProvisioningAttempt,
  ProvisioningJob,
  ProvisioningState,
} from './provisioning-job.entity.ts';
export { recoverProvisioning } from './recover-provisioning.ts';
