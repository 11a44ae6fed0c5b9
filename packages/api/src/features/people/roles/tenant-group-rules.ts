import { id, line } from '@steward/shared';
import { z } from 'zod';
import type { Scope } from '../../../kernel/scope.ts';
import { assertThere } from './assert-there.ts';

export const groupName = () => line(60);
export const groupResellers = () =>
  z
    .array(id())
    .min(1, 'Must name at least one reseller.')
    .max(500, 'May name at most 500.')
    .transform((ids) => [...new Set(ids)].sort());

/** Makes these the resellers of a group; NOT_FOUND for one that is not there. */
export async function setMembers(
  scope: Scope,
  groupId: string,
  resellerIds: readonly string[],
): Promise<void> {
  await assertThere(scope, 'reseller', resellerIds);
  await scope.sql('delete from tenant_group_member where tenant_group_id = $1 and reseller_id <> all($2)', [
    groupId,
    resellerIds,
  ]);
  await scope.sql(
    `insert into tenant_group_member (tenant_group_id, reseller_id) select $1, unnest($2::uuid[]) on conflict do nothing`,
    [groupId, resellerIds],
  );
}
