/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  renewAccessLink: 'Make access link',
  closeAccessLink: 'Switch off access link',
  requestAccess: 'Ask for access',
  approveAccessRequest: 'Approve access request',
  declineAccessRequest: 'Decline access request',
  lapseAccessRequests: 'Let access request lapse',
  requestCorrection: 'Ask for correction',
  withdrawCorrection: 'Withdraw correction',
  applyCorrection: 'Make correction',
  declineCorrection: 'Decline correction',
  mailCorrectionAnswer: 'Tell what became of correction',
};
