import type { Subject } from '../../../kernel/audit.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Addressee } from './email-allocation.ts';
import type { EndUserStatus } from './end-user.entity.ts';

export interface PersonAmongMany extends Addressee {
  name: string;
  status: EndUserStatus;
}

/** End users whom no other transaction changes until this one ends, by name; NOT_FOUND unless all of them are visible. */
export async function lockEndUsers(scope: Scope, ids: readonly string[]): Promise<PersonAmongMany[]> {
  const people = await scope.sql<PersonAmongMany>(
    `with locked as (
       select id, reseller_id, company_id, first_name, last_name, first_key, last_key, status from end_user where id = any ($1) order by id for no key update)
     select id, reseller_id as "resellerId", company_id as "companyId", first_name || ' ' || last_name as name, status
       from locked order by last_key, first_key, id`,
    [ids],
  );
  if (people.length !== ids.length) throw notFound('end user');
  return people;
}

/** What the audit log is told of one of them. */
export const subjectOf = (
  { id, resellerId, companyId }: PersonAmongMany,
  changed: Subject['changed'] = [],
) => ({
  type: 'EndUser',
  ...{ id, resellerId, companyId },
  endUserId: id,
  changed,
});
