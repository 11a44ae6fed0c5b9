import type { Scope } from '../../../kernel/scope.ts';

/** A company, or, without one, a reseller. */
export interface Concerned {
  resellerId: string;
  companyId: string | null;
}

interface Administrator extends Concerned {
  email: string;
  firstName: string;
}

/** The administrators of these companies and resellers who may sign in, in their own right. */
export const administratorsOf = (scope: Scope, tenants: readonly Concerned[]): Promise<Administrator[]> =>
  scope.sql<Administrator>(
    `select m.reseller_id as "resellerId", m.company_id as "companyId", m.email, m.first_name as "firstName"
       from json_to_recordset($1) t ("resellerId" uuid, "companyId" uuid)
       join membership m on m.reseller_id = t."resellerId" and m.company_id is not distinct from t."companyId"
         and m.level = case when t."companyId" is null then 'RESELLER' else 'COMPANY' end
      where m.status = 'ACTIVE' and m.lent_to is null order by m.id`,
    [JSON.stringify(tenants)],
  );
