import { lookingOnly, notFound, type Problem } from './problem.ts';
import type { Scope } from './scope.ts';

/**
 * Why a row could not be locked, for whoever asked to change it: it may be looked at only, or it is not there, or not theirs. A
 * lock is refused by the policies for changing, which say no more than that there is no row.
 */
export async function notLocked(
  scope: Scope,
  table: string,
  id: string,
  what = table.replaceAll('_', ' '),
): Promise<Problem> {
  const [seen] = await scope.sql(`select from ${table} where id = $1`, [id]);
  return seen ? lookingOnly() : notFound(what);
}
