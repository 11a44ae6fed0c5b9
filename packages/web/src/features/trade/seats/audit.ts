/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  reconcileSeats: 'Take in supplier’s bill',
  matchSupplier: 'Match supplier’s name',
  compareSeatsAgain: 'Compare supplier’s bill again',
  acceptSeatDifferences: 'Accept differences of seats',
  orderSeats: 'Order what a supplier bills',
};
