/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  recordSubProcessor: 'Record sub-processor',
  announceSubProcessor: 'Announce sub-processor',
  announceSubProcessorEnd: 'Announce end of sub-processor',
  announceSubProcessorMove: 'Announce move of sub-processor',
  updateSubProcessor: 'Change contact of sub-processor',
  withdrawProcessorChange: 'Withdraw change of sub-processors',
  objectToProcessorChange: 'Object to change of sub-processors',
  answerProcessorObjection: 'Answer objection',
  tellOfProcessorChange: 'Tell of change of sub-processors',
  mailObjectionAnswer: 'Write about answered objection',
  settleProcessorChanges: 'Change of sub-processors comes into force',
};
