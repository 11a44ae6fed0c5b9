/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  attemptProvisioning: 'Attempt provisioning',
  observe: 'Observe service',
  observeSubscription: 'Find a difference',
  correctDrift: 'Correct a difference',
  acceptDrift: 'Accept a difference',
  planConnector: 'Dry run',
  setDriftRule: 'Say what is done about differences',
  retryProvisioningJob: 'Try provisioning again',
  retryProvisioningJobs: 'Try failed provisioning again',
  completeManualTask: 'Complete manual task',
  takeTask: 'Take task',
  assignTask: 'Assign task',
  giveBackTask: 'Give task back',
  tickTaskItem: 'Tick off part of a task',
  setTaskTemplate: 'Say how tasks are done',
  removeTaskTemplate: 'Take back how tasks are done',
};
