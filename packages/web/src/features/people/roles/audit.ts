/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  createRole: 'Create role',
  updateRole: 'Change role',
  deleteRole: 'Delete role',
  assignRole: 'Give role',
  assignRoles: 'Give role',
  setReach: 'Change what staff reach',
  createTenantGroup: 'Create tenant group',
  updateTenantGroup: 'Change tenant group',
  deleteTenantGroup: 'Delete tenant group',
  setDelegation: 'Change what the reseller may do',
};
