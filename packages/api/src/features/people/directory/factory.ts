import { newId } from '@steward/shared';
import type { TestCompany, World } from '../../../kernel/testing/world.ts';

/** End users of a company without a sign-in; gives their ids. Addresses stand in the directory only: none is allocated. */
export async function addEndUsers(
  { sql }: World,
  { id: companyId, resellerId }: Pick<TestCompany, 'id' | 'resellerId'>,
  people: readonly { firstName: string; lastName: string; email?: string | null }[],
): Promise<string[]> {
  const rows = people.map((person) => ({ id: newId(), ...person }));
  await sql(
    `insert into end_user (id, reseller_id, company_id, first_name, last_name, email, status, created_at)
     select p.id, $1, c.id, p."firstName", p."lastName", p.email, 'ACTIVE', c.created_at
       from json_to_recordset($3) p (id uuid, "firstName" text, "lastName" text, email text), company c where c.id = $2`,
    [resellerId, companyId, JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

/** As many as given, `n1@<domain>` and so on. */
export const numbered = (count: number, domain: string) =>
  Array.from({ length: count }, (_, i) => ({
    firstName: 'Person',
    lastName: `Number ${String(i + 1).padStart(4, '0')}`,
    email: `n${i + 1}@${domain}`,
  }));
