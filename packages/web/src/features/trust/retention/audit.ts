/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  setRetention: 'Set how long data is kept',
  placeLegalHold: 'Place legal hold',
  liftLegalHold: 'Lift legal hold',
  endRetentionRun: 'Forget what is over',
};
