import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { Reseller } from '../tenancy/index.ts';

/** Makes a reseller, active from now on. [T1] */
export async function addReseller(
  scope: Scope,
  given: Omit<Reseller, 'id' | 'status' | 'createdAt' | 'companyCount'>,
): Promise<string> {
  const id = newId();
  await scope.insert(Reseller, { id, ...given, status: 'ACTIVE', createdAt: scope.now });
  return id;
}
