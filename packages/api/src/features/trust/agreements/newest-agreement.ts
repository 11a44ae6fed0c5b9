import type { Scope } from '../../../kernel/scope.ts';

/** SQL: the version of the platform's data processing agreement that is to be accepted now: the one published last. [D1] */
export const NEWEST_AGREEMENT =
  '(select a.version from agreement a where a.reseller_id is null order by a.published_on desc, a.id desc limit 1)';

/**
 * SQL: the version that companies of a reseller have to accept: the reseller's own published last, or the platform's if it has none. [D1] [N5]
 *
 * @param reseller SQL of the reseller's id
 */
export const newestFor = (reseller: string): string =>
  `(select a.version from agreement a where a.reseller_id is null or a.reseller_id = ${reseller}
    order by a.reseller_id nulls last, a.published_on desc, a.id desc limit 1)`;

/** The version that companies of this reseller have to accept; without one, resellers themselves: the platform's. */
export async function newestAgreement(scope: Scope, resellerId?: string): Promise<string> {
  const [newest] = await scope.sql<{ version: string | null }>(
    `select ${resellerId ? newestFor('$1::uuid') : NEWEST_AGREEMENT} as version`,
    resellerId ? [resellerId] : [],
  );
  if (!newest?.version) throw new Error('No data processing agreement has been published.');
  return newest.version;
}
