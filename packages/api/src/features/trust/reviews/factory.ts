import { newId } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';

/** For tests: an administrator without a sign-in, who was appointed and last seen so many days before `now`. */
export async function colleague(
  { sql }: World,
  now: Date,
  at: { level: 'PLATFORM' | 'RESELLER' | 'COMPANY'; resellerId: string; companyId?: string },
  { name = 'Cole', since = 400, seen = 400 as number | null, kind = 'OWNER' } = {},
): Promise<string> {
  const id = newId();
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await sql(
    `insert into membership (id, level, reseller_id, company_id, first_name, last_name, email, status, created_at, last_sign_in_at, role_id)
     select $1, $2, $3, $4, $5, 'League', $6, 'ACTIVE', $7, $8, r.id from role r
       where r.level = $2 and r.kind = $9 and r.reseller_id is null`,
    [
      id,
      at.level,
      at.resellerId,
      at.companyId ?? null,
      name,
      `${name.toLowerCase()}-${id}@example.com`,
      ago(since),
      seen === null ? null : ago(seen),
      kind,
    ],
  );
  return id;
}
