import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { LicenceKey } from './licence.entity.ts';

/** Keeps the key of a licence, sealed, in place of the one that was there; null takes it away. [S55] */
export async function writeKey(
  scope: Scope,
  { id: licenceId, resellerId, companyId }: { id: string; resellerId: string; companyId: string },
  value: string | null,
): Promise<void> {
  await scope.sql('delete from licence_key where licence_id = $1', [licenceId]);
  if (value) await scope.insert(LicenceKey, { id: newId(), resellerId, companyId, licenceId, value });
}
