/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  addNumber: 'Add number',
  updateNumber: 'Say what a number is for',
  assignNumber: 'Assign number',
  setNumberAddresses: 'Enter address for 999',
  confirmNumberAddresses: 'Confirm address for 999',
  activateNumbers: 'Take number into use',
  releaseNumbers: 'Release number',
  removeNumber: 'Remove number',
  importNumbers: 'Import numbers',
  freeNumbers: 'Number is free again',
};
