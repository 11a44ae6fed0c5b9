import type { Scope } from '../../../kernel/scope.ts';

/** For how many days after it was done a leaving can be undone, where a company says nothing else. */
const USUALLY = 14;

/** SQL: for how many days the company with this id can undo a leaving. */
export const undoDays = (companyId: string): string =>
  `coalesce((select p.undo_days from leaver_policy p where p.company_id = ${companyId}), ${USUALLY})`;

/** For how many days after it was done a company can undo a leaving. [U5] */
export async function undoDaysOf(scope: Scope, companyId: string): Promise<number> {
  const [found] = await scope.sql<{ days: number }>(`select ${undoDays('$1')} as days`, [companyId]);
  return found?.days ?? USUALLY;
}
