import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../../people/directory/index.ts';

/**
 * The company of these end users, which must be one. NOT_FOUND unless all of them are visible, CONFLICT if any is
 * suspended. `path` is the input field they came in.
 */
export async function companyOfRecipients(
  scope: Scope,
  ids: readonly string[],
  path: string,
): Promise<ChosenCompany> {
  const wanted = [...new Set(ids)];
  const [found] = await scope.sql<{ count: number; suspended: number; companies: ChosenCompany[] }>(
    `select count(*)::int as count, (count(*) filter (where status = 'SUSPENDED'))::int as suspended,
       json_agg(distinct jsonb_build_object('id', company_id, 'resellerId', reseller_id)) as companies
     from end_user where id = any ($1)`,
    [wanted],
  );
  if (found?.count !== wanted.length) throw notFound('end user');
  const [company, another] = found.companies;
  if (!company || another) throw invalid(path, 'Must all be of one company.');
  if (found.suspended) {
    const who = wanted.length === 1 ? 'This end user is' : `${found.suspended} of these end users are`;
    throw conflict(`${who} suspended and can be given no service.`, path);
  }
  return company;
}
