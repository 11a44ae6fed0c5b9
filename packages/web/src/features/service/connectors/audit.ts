/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  configureWebhook: 'Configure connector',
  addConnector: 'Add connector',
  updateConnector: 'Edit connector',
  setConnectorCredentials: 'Replace the credentials of connector',
  testConnector: 'Test connector',
};
