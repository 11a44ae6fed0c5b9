/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  reportIncident: 'Report incident',
  judgeIncident: 'Judge incident',
  scopeIncident: 'Say what an incident touched',
  mailBreachNotices: 'Send letters about a breach',
  sendBreachNotices: 'Send breach notices',
  passOnBreachNotices: 'Pass on breach notice',
  passOnDueNotices: 'Pass on breach notice by itself',
  openBreachLetter: 'Open letter about a breach',
  openBreachNotice: 'Open breach notice',
  acknowledgeBreachNotice: 'Acknowledge breach notice',
  recordAuthorityNotice: 'Note what the authority was told',
  sendLettersToPersons: 'Write to the people concerned',
  closeIncident: 'Close incident',
};
