import type { Scope } from '../../../kernel/scope.ts';

/** Whether whoever acts may order and end services of this company, as far as its areas say: a company may keep them to itself. [T3] */
export async function managesServices(scope: Scope, companyId: string): Promise<boolean> {
  const { actor } = scope;
  if (actor.kind !== 'member') return true;
  const open = actor.level === 'RESELLER' ? ` and $1::uuid <> all (unmanaged_companies('services'))` : '';
  const [found] = await scope.sql<{ manages: boolean }>(
    `select $1::uuid is not null and managed('membership_id', 'services') is not null${open} as manages`,
    [companyId],
  );
  return found?.manages === true;
}
