import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Moves those of the numbers that are still somebody's, or that were taken from them and are nobody's. */
const move =
  (to: string, whose: string) =>
  async (scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> => {
    const moved = await scope.sql<{ id: string }>(
      `with locked as (
         select n.id from telephone_number n where n.id in (select (t->>'id')::uuid from jsonb_array_elements($1) t)
           and n.company_id = $3 and n.state <> 'QUARANTINED' and ${whose} order by n.id for no key update)
       update telephone_number n set end_user_id = ${to}
         from locked, jsonb_to_recordset($1) t (id uuid, "toEndUserId" uuid)
         where n.id = locked.id and t.id = locked.id returning n.id`,
      [JSON.stringify(things), holder.endUserId, holder.companyId],
    );
    return {
      ids: moved.map(({ id }) => id),
      subjects: moved.map(({ id }) => ({ type: 'TelephoneNumber', id, ...holder, changed: ['endUserId'] })),
    };
  };

/** The telephone numbers that somebody is called at; they stay the company's, and in use. [R1] [U5] */
export const heldNumbers: Held = {
  kind: 'TELEPHONE_NUMBER',
  label: 'Telephone numbers',
  tables: ['telephone_number', 'number_holding'],
  permission: 'NUMBER_WRITE',
  choices: [
    ['END', 'Back to the company'],
    ['HAND_OVER', 'Handed over'],
    ['KEEP', 'Left with them'],
  ],
  held: `select n.id, n.national as name, n.label as detail, null as fixed
    from telephone_number n where n.end_user_id = $1 order by n.number_key, n.id`,
  end: move('null', 'n.end_user_id = $2'),
  handOver: move('t."toEndUserId"', 'n.end_user_id = $2'),
  restore: move(
    '$2',
    `(n.end_user_id is null or n.end_user_id in
      (select (t->>'toEndUserId')::uuid from jsonb_array_elements($1) t where (t->>'id')::uuid = n.id))`,
  ),
};
