/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  setDataProtectionContact: 'Name contact for data protection',
  renewProcessingRecords: 'Renew records of processing',
  keepProcessingRecords: 'New version of a record of processing',
};
