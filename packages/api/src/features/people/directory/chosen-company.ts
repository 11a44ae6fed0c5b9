import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

export interface ChosenCompany {
  id: string;
  resellerId: string;
}

/**
 * The company that an input means: the one it names or, left out, the actor's own. INVALID_INPUT if neither is there,
 * NOT_FOUND if the company is not visible to the actor.
 */
export async function chosenCompany(scope: Scope, companyId: string | null): Promise<ChosenCompany> {
  const id = companyId ?? (scope.actor.kind === 'member' ? scope.actor.companyId : null);
  if (!id) throw invalid('companyId', 'Must name the company.');
  const [company] = await scope.sql<ChosenCompany>(
    'select id, reseller_id as "resellerId" from company where id = $1',
    [id],
  );
  if (!company) throw notFound('company');
  return company;
}
