import type { Scope } from '../../../kernel/scope.ts';

/** SQL: the version of the data processing agreement that is to be accepted now: the one published last. [D1] */
export const NEWEST_AGREEMENT =
  '(select a.version from agreement a order by a.published_on desc, a.id desc limit 1)';

/** The version that companies have to accept: the one published last. */
export async function newestAgreement(scope: Scope): Promise<string> {
  const [newest] = await scope.sql<{ version: string | null }>(`select ${NEWEST_AGREEMENT} as version`);
  if (!newest?.version) throw new Error('No data processing agreement has been published.');
  return newest.version;
}
