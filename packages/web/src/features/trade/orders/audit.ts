/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  placeOrder: 'Place order',
  approveOrder: 'Approve order',
  declineOrder: 'Decline order',
  cancelOrder: 'Cancel order',
  executeOrder: 'Carry out order',
  failOrder: 'Order could not be carried out',
  mailOrder: 'Tell what became of an order',
  setOrderApproval: 'Set which orders are approved',
};
