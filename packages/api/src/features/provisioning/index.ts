/** Makes subscriptions real: jobs, their attempts, and the connectors that do them. */
export {
  ProvisioningAction,
  ProvisioningAttempt,
  ProvisioningJob,
  ProvisioningState,
} from './provisioning-job.entity.ts';
export { provisioningResolvers } from './resolvers.ts';
