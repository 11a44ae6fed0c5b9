import { newId } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';

export interface Colleague {
  membershipId: string;
  personId: string;
  email: string;
  token: string;
}

/** Somebody else of the tenant that this person administers, signed in, with a role: a built-in one by its kind, or by its id. */
export async function colleague(
  world: World,
  of: { membershipId: string },
  role: 'OWNER' | 'TECHNICIAN' | 'FINANCE' | 'READ_ONLY' | { id: string },
): Promise<Colleague> {
  const [membershipId, personId] = [newId(), newId()];
  const email = `${membershipId}@colleague.example`;
  await world.sql(
    `insert into person (id, email, password_hash, created_at)
       select $1, $2, p.password_hash, p.created_at from person p join membership m on m.person_id = p.id where m.id = $3`,
    [personId, email, of.membershipId],
  );
  await world.sql(
    `insert into membership (id, person_id, level, reseller_id, company_id, first_name, last_name, email, status, created_at, role_id)
       select $1, $2, m.level, m.reseller_id, m.company_id, 'Grace', 'Hopper', $3, 'ACTIVE', m.created_at,
           coalesce($4::uuid, (select r.id from role r where r.level = m.level and r.kind = $5))
         from membership m where m.id = $6`,
    [
      membershipId,
      personId,
      email,
      typeof role === 'object' ? role.id : null,
      typeof role === 'object' ? null : role,
      of.membershipId,
    ],
  );
  return { membershipId, personId, email, token: await world.signIn(email) };
}
