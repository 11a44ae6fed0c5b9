import { newId } from '@steward/shared';
import type { TestCompany, World } from '../../../kernel/testing/world.ts';

/** Companies of a reseller that nobody signs in for; each one's code is its name in capitals. */
export async function addCompanies(
  { sql }: World,
  resellerId: string,
  names: readonly string[],
): Promise<Pick<TestCompany, 'id' | 'resellerId'>[]> {
  const rows = names.map((name) => ({ id: newId(), name }));
  await sql(
    `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at)
     select n.id, r.id, n.name, upper(replace(n.name, ' ', '-')), r.address, 'ACTIVE', '2026-01', r.created_at
       from json_to_recordset($2) n (id uuid, name text), reseller r where r.id = $1`,
    [resellerId, JSON.stringify(rows)],
  );
  return rows.map(({ id }) => ({ id, resellerId }));
}

/** One of them. */
export async function addCompany(
  world: World,
  resellerId: string,
  name: string,
): Promise<Pick<TestCompany, 'id' | 'resellerId'>> {
  const [company] = await addCompanies(world, resellerId, [name]);
  return company as Pick<TestCompany, 'id' | 'resellerId'>;
}
