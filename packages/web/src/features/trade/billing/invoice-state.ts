/** How an invoice stands, as one word: being overdue matters more than being open. */
export function invoiceState({ state, overdue }: { state: string; overdue: boolean }): string {
  return overdue ? 'OVERDUE' : state;
}
