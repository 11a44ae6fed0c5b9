/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  sendStatement: 'Send statement',
  sendStatements: 'Send monthly statement',
};
