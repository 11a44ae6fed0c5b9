/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  setEndUserPhoto: 'Change photo of end user',
  setAdministratorPhoto: 'Change photo of administrator',
  setOwnPhoto: 'Change own photo',
};
