/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  addCallSource: 'Add source of calls',
  updateCallSource: 'Change source of calls',
  takeInCalls: 'Take in calls',
  bookCalls: 'Book calls',
  recordCalls: 'Record calls',
  rateHeldCalls: 'Rate calls that wait',
  showCallDigits: 'Show the whole number of a call',
  setCallSettings: 'Say who sees calls',
  setCallRetention: 'Say how long calls are kept',
};
