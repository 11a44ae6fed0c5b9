import type { Scope } from '../../../kernel/scope.ts';

/** A notice of which something waited with the reseller. */
export interface PassedOn {
  id: string;
  resellerId: string;
  companyId: string | null;
  reference: string;
}

/** Passes on what of these notices waits with their reseller, whether the first of it or a supplement; gives those of which something did. */
export async function passOn(
  scope: Scope,
  noticeIds: readonly string[],
  by: string | null,
): Promise<PassedOn[]> {
  const passed = await scope.sql<PassedOn>(
    `with phase as (
       update breach_notice_phase set passed_on_at = $2 where notice_id = any ($1) and passed_on_at is null returning notice_id)
     select n.id, n.reseller_id as "resellerId", n.company_id as "companyId", n.reference
       from breach_notice n where n.id in (select notice_id from phase) order by n.id`,
    [noticeIds, scope.now],
  );
  await scope.sql('update breach_notice set passed_on_at = $2 where id = any ($1) and passed_on_at is null', [
    passed.map(({ id }) => id),
    scope.now,
  ]);
  if (by)
    await scope.sql(
      'update breach_notice set passed_on_by = $2 where id = any ($1) and passed_on_by is null',
      [passed.map(({ id }) => id), by],
    );
  return passed;
}
