import type { Scope } from '../../../kernel/scope.ts';

/**
 * Whether anybody of the company may approve its files who is none of these people: nobody approves what they have submitted
 * themselves, and whoever has not signed up yet approves nothing. [U2]
 */
export async function anotherApproves(
  scope: Scope,
  companyId: string,
  people: readonly (string | null)[],
): Promise<boolean> {
  const found = await scope.sql(
    `select from membership m join role r on r.id = m.role_id
      where m.company_id = $1 and m.level = 'COMPANY' and m.status = 'ACTIVE' and m.lent_to is null
        and (m.ends_at is null or m.ends_at > $2) and m.person_id is not null and m.person_id <> all ($3)
        and 'BULK_CHANGE_APPROVE' = any (r.permissions) limit 1`,
    [companyId, scope.now, people.filter((id) => id !== null)],
  );
  return found.length > 0;
}
