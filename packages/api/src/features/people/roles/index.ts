/** Roles, and groups of resellers. */
export { TenantGroup } from './tenant-group.entity.ts';
