/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  startPaymentMethod: 'Add payment method',
  setCollecting: 'Set what is collected from',
  removePaymentMethod: 'Remove payment method',
  settleMethod: 'Payment method confirmed or ended',
  stopCollection: 'Do not collect invoice',
  resumeCollection: 'Collect invoice after all',
  announceCollections: 'Announce collection of invoice',
  settleCollection: 'Collect what is due',
  settleChargeback: 'Payment returned by the bank',
  refundToSource: 'Pay back to card or account',
  settleRefund: 'Refund settled',
};
