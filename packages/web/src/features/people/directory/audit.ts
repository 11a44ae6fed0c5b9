/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  addEndUser: 'Add end user',
  updateEndUser: 'Change end user',
  setEndUserStatus: 'Suspend or reactivate end users',
  inviteEndUser: 'Invite end user',
  allocateEmailAddress: 'Allocate e-mail address',
  releaseEmailAddress: 'Release e-mail address',
  addJoinerTemplate: 'Add joiner template',
  updateJoinerTemplate: 'Change joiner template',
  removeJoinerTemplate: 'Remove joiner template',
  confirmJoiner: 'Add end user by a template',
  addDomain: 'Add domain',
  proveDomain: 'Prove domain',
  removeDomain: 'Remove domain',
  updateOwnProfile: 'Correct own numbers',
};
