import type { Scope } from '../../../kernel/scope.ts';

/** Who acts, with the name that is kept as evidence. */
export interface Who {
  membershipId: string | null;
  personId: string | null;
  name: string;
}

export async function who(scope: Scope): Promise<Who> {
  const { actor } = scope;
  if (actor.kind !== 'member') return { membershipId: null, personId: null, name: 'Steward' };
  const { membershipId, personId } = actor;
  const [row] = await scope.sql<{ name: string }>(
    `select first_name || ' ' || last_name as name from membership where id = $1`,
    [membershipId],
  );
  return { membershipId, personId, name: row?.name ?? 'Somebody who has left' };
}
