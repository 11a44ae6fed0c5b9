/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  proposeCompanyMove: 'Propose move to another reseller',
  agreeToCompanyMove: 'Agree to move',
  declineCompanyMove: 'Decline move',
  withdrawCompanyMove: 'Withdraw move',
  moveCompany: 'Company moves to another reseller',
  leaveCompany: 'Have a company leave',
  leaveReseller: 'Have a reseller leave',
  agreeToDeparture: 'Agree to leaving',
  withdrawDeparture: 'Withdraw leaving',
  carryOutDeparture: 'Tenant leaves',
  followDepartures: 'Shut out who has left',
  makeTenantArchive: 'Put data of who has left into a file',
  fetchTenantArchive: 'Fetch data of who has left',
  deleteTenant: 'Have a tenant deleted',
  carryOutDeletion: 'Delete a tenant',
  destroyLeftKeys: 'Destroy the key of a deleted tenant',
};
