/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  chaseCustomers: 'Remind of invoice',
  setChasingPolicy: 'Set chasing',
  removeChasingPolicy: 'Chase as everyone again',
  disputeInvoice: 'Dispute invoice',
  settleDispute: 'Settle dispute',
  notePromise: 'Note promise to pay',
  chargeLatePayment: 'Charge late payment',
  chargeLatePayers: 'Charge late payment',
  setLatePaymentRule: 'Set charging of late payment',
  followRestrictions: 'Look whether it is paid',
  liftRestriction: 'Lift restriction',
  setCustomerGroup: 'Set group of customers',
  removeCustomerGroup: 'Remove group of customers',
  putInCustomerGroup: 'Put into a group of customers',
  recordReferenceRate: 'Record Bank Rate',
};
