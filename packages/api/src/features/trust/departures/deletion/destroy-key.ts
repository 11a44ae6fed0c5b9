import type { Scope } from '../../../../kernel/scope.ts';
import { columnOf } from '../../../../kernel/table.ts';
import { destroyTenantKey } from '../../../../kernel/tenant-key.ts';
import type { Tenant } from '../../retention/index.ts';
import { tablesOfTenant } from './forget-tenant.ts';

/**
 * Destroys the key of a tenant that is deleted, once nothing must be kept that opens with it: whatever is left under it anywhere, in a
 * backup, too, is unreadable from then on. [S20] [S55]
 */
export async function destroyKeyOf(scope: Scope, tenant: Tenant): Promise<boolean> {
  const sealed = tablesOfTenant(tenant).filter((definition) => definition.sealed.length);
  const [left] = await scope.counted<{ count: number }>(
    tenant,
    `select sum(n)::integer as count from (${sealed
      .map((definition) => {
        const full = definition.sealed.map((property) => `nullif(t."${columnOf(property)}", '') is not null`);
        return `select count(*) as n from "${definition.table}" t where ${full.join(' or ')}`;
      })
      .join(' union all ')}) counts`,
    [],
  );
  if (left?.count) return false;
  await destroyTenantKey(scope, tenant);
  return true;
}
