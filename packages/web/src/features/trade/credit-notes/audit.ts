/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  issueCreditNote: 'Issue credit note',
  approveCreditNote: 'Approve credit note',
  declineCreditNote: 'Decline credit note',
  useCredit: 'Put credit against invoice',
  refundCredit: 'Pay credit back',
  useOverpayment: 'Put overpayment against invoice',
  refundOverpayment: 'Pay overpayment back',
  setCreditNoteApproval: 'Set approval of credit notes',
  keepCreditNoteFiles: 'Keep credit note as issued',
};
