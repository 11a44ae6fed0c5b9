/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  startProvisioning: 'Begin provisioning',
  attemptProvisioning: 'Attempt provisioning',
  endProvisioning: 'Begin removal',
  recoverProvisioning: 'Take up interrupted provisioning',
  retryProvisioningJob: 'Try provisioning again',
  completeManualTask: 'Complete manual task',
  configureWebhook: 'Configure connector',
};
