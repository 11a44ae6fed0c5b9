import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { Reseller } from '../tenancy/index.ts';

/** Makes a reseller, active from now on, with the series its invoices are numbered from. [T1] [S76] */
export async function addReseller(
  scope: Scope,
  given: Omit<Reseller, 'id' | 'status' | 'createdAt' | 'companyCount' | 'endUserCount'>,
): Promise<string> {
  const id = newId();
  await scope.insert(Reseller, { id, ...given, status: 'ACTIVE', createdAt: scope.now });
  await scope.sql('insert into invoice_series (id, reseller_id, next) values ($1, $2, 1)', [newId(), id]);
  return id;
}
