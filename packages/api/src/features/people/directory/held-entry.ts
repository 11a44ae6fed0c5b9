import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { closeInvitations } from './close-invitations.ts';

const become =
  (from: string, to: string) =>
  async (scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> => {
    const ids = things.map(({ id }) => id);
    const changed = await scope.sql<{ id: string }>(
      'update end_user set status = $2 where id = any ($1) and status = $3 returning id',
      [ids, to, from],
    );
    if (to === 'SUSPENDED') await closeInvitations(scope, ids);
    return {
      ids: changed.map(({ id }) => id),
      subjects: changed.map(({ id }) => ({
        type: 'EndUser',
        id,
        ...holder,
        changed: { status: [from, to] as const },
      })),
    };
  };

/** Their entry: who was here stays in the directory, with their addresses, and is given nothing more. [U1] [U5] */
export const heldEntry: Held = {
  kind: 'DIRECTORY_ENTRY',
  label: 'Directory',
  tables: ['end_user', 'email_address'],
  permission: 'END_USER_WRITE',
  choices: [
    ['END', 'Stays, suspended'],
    ['KEEP', 'Stays as it is'],
  ],
  held: `select u.id, 'Entry ' || u.user_id as name, (select string_agg(a.address, ', ' order by a."primary" desc, a.created_at)
      from email_address a where a.end_user_id = u.id) as detail, case when u.status = 'SUSPENDED' then 'Is suspended already' end as fixed
    from end_user u where u.id = $1`,
  end: become('ACTIVE', 'SUSPENDED'),
  restore: become('SUSPENDED', 'ACTIVE'),
};
