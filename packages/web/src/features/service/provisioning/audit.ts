/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  attemptProvisioning: 'Attempt provisioning',
  retryProvisioningJob: 'Try provisioning again',
  completeManualTask: 'Complete manual task',
};
