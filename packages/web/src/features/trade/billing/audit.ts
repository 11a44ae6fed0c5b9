/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  runBilling: 'Run billing',
  issueInvoice: 'Issue invoice',
  keepInvoiceFiles: 'Keep invoice as issued',
  recordExchangeRate: 'Record exchange rate',
  recordPayment: 'Record payment',
  startCheckout: 'Begin card payment',
  payLinkedInvoice: 'Begin card payment by a pay link',
  setBillingLetters: 'Set what customers get by mail',
  settleCheckout: 'Settle card payment',
  receiveCardPayment: 'Receive card payment',
  cardSurplus: 'Receive more than was due by card',
  cardWrongAmount: 'Receive another amount than was asked for by card',
  resolveCheckout: 'Resolve card money',
  failBilling: 'Stop billing run that failed',
};
