import { page } from '../../../frame/routes.ts';

export const routes = [
  page('roles', () => import('./RoleList.tsx'), 'RoleList'),
  page('roles/new', () => import('./RoleForm.tsx'), 'NewRolePage'),
  page('roles/$roleId', () => import('./RolePage.tsx'), 'RolePage'),
  page('tenant-groups', () => import('./TenantGroupsPage.tsx'), 'TenantGroupsPage'),
  page('delegation', () => import('./DelegationPage.tsx'), 'DelegationPage'),
] as const;
