/** Makes subscriptions real: jobs, their attempts, and the connectors that do them. */
export { attemptProvisioning } from './attempt-provisioning.ts';
export { Connector } from './connector.entity.ts';
export { sealContext } from './endpoint.ts';
export {
  ProvisioningAction,
  ProvisioningAttempt,
  ProvisioningJob,
  ProvisioningState,
} from './provisioning-job.entity.ts';
export { recoverProvisioning } from './recover-provisioning.ts';
export { setWebhook } from './set-webhook.ts';
export { newWebhookSecret } from './webhook-signature.ts';
