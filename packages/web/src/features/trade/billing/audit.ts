/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  runBilling: 'Run billing',
  addCharge: 'Add charge',
  addDiscount: 'Add discount',
  removeCharge: 'Remove charge or discount',
  issueInvoice: 'Issue invoice',
  keepInvoiceFiles: 'Keep invoice as issued',
  recordExchangeRate: 'Record exchange rate',
  recordPayment: 'Record payment',
  startCheckout: 'Begin card payment',
  settleCheckout: 'Settle card payment',
  receiveCardPayment: 'Receive card payment',
  cardSurplus: 'Receive more than was due by card',
  cardWrongAmount: 'Receive another amount than was asked for by card',
  resolveCheckout: 'Resolve card money',
  failBilling: 'Stop billing run that failed',
};
