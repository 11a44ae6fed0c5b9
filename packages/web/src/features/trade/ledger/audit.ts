/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  exportBookkeeping: 'Export for bookkeeping',
  setBookkeepingCodes: 'Change codes of bookkeeping',
  setOffCollected: 'Set off card money against invoice',
  sendStatement: 'Send statement',
  sendStatements: 'Send monthly statement',
};
