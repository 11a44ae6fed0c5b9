/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  checkVatNumber: 'Ask about VAT number',
};
