/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  takeInStatement: 'Take in bank statement',
  bookEntry: 'Book bank entry',
  putEntryAside: 'Put bank entry aside',
};
