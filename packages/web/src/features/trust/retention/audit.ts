/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  setRetention: 'Set how long data is kept',
  placeLegalHold: 'Place legal hold',
  liftLegalHold: 'Lift legal hold',
  beginRetentionRun: 'Begin to forget what is over',
  endRetentionRun: 'Forget what is over',
  replayErasure: 'Erase again after a restore',
};
