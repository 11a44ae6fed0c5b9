/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  previewBulkChange: 'Compare file with the directory',
  confirmBulkChange: 'Confirm import',
  approveBulkChange: 'Approve import',
  discardBulkChange: 'Discard import',
  reverseBulkChange: 'Reverse import',
  applyBulkChange: 'Import',
  failBulkChange: 'Import has stopped',
  forgetChangeSet: 'Forget what stood in an old import',
  setBulkChangeApproval: 'Set whether imports are approved',
  previewEndUserImport: 'Check import',
  confirmEndUserImport: 'Import end users',
  discardEndUserImport: 'Discard import',
  forgetEndUserImport: 'Forget old import',
};
