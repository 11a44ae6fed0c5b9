/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  addComponent: 'Add component',
  updateComponent: 'Change component',
  retireComponent: 'Retire component',
  publishIncident: 'Publish incident',
  updateIncident: 'Update incident',
  scheduleMaintenance: 'Plan maintenance',
  updateMaintenance: 'Move maintenance',
  cancelMaintenance: 'Cancel maintenance',
  publishStatusSite: 'Publish status page',
  proveStatusHost: 'Prove host name of the status page',
  withdrawStatusSite: 'Take status page back',
  writeReview: 'Write review of an incident',
};
