/** Tenants that move or leave. */
export { exportTenant } from './archive/export-tenant.ts';
