/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  proposeCompanyMove: 'Propose move to another reseller',
  agreeToCompanyMove: 'Agree to move',
  declineCompanyMove: 'Decline move',
  withdrawCompanyMove: 'Withdraw move',
  moveCompany: 'Company moves to another reseller',
};
