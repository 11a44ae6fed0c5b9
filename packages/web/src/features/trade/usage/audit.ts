/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  recordUsage: 'Record usage',
  takeInUsage: 'Take in usage',
  bookUsage: 'Book usage',
};
