/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  issueDebitNote: 'Issue debit note',
  approveDebitNote: 'Approve debit note',
  declineDebitNote: 'Decline debit note',
};
