import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Moves those of the lines that are still somebody's, or that were taken from them and are nobody's. */
const move =
  (to: string, whose: string) =>
  async (scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> => {
    const moved = await scope.sql<{ id: string }>(
      `with locked as (
         select l.id from broadband_line l where l.id in (select (t->>'id')::uuid from jsonb_array_elements($1) t)
           and l.company_id = $3 and l.state <> 'CEASED' and ${whose} order by l.id for no key update)
       update broadband_line l set end_user_id = ${to}
         from locked, jsonb_to_recordset($1) t (id uuid, "toEndUserId" uuid)
         where l.id = locked.id and t.id = locked.id returning l.id`,
      [JSON.stringify(things), holder.endUserId, holder.companyId],
    );
    return {
      ids: moved.map(({ id }) => id),
      subjects: moved.map(({ id }) => ({ type: 'BroadbandLine', id, ...holder, changed: ['endUserId'] })),
    };
  };

/** The broadband lines that somebody works at; they stay the company's, and live. [R2] [U5] */
export const heldLines: Held = {
  kind: 'BROADBAND_LINE',
  label: 'Broadband lines',
  tables: ['broadband_line', 'line_holding'],
  permission: 'LINE_WRITE',
  choices: [
    ['END', 'Back to the company'],
    ['HAND_OVER', 'Handed over'],
    ['KEEP', 'Left with them'],
  ],
  held: `select l.id, l.reference as name, concat_ws(' · ', l.supplier, l.postcode) as detail, null as fixed
    from broadband_line l where l.end_user_id = $1 and l.state <> 'CEASED' order by l.reference_key, l.id`,
  end: move('null', 'l.end_user_id = $2'),
  handOver: move('t."toEndUserId"', 'l.end_user_id = $2'),
  restore: move(
    '$2',
    `(l.end_user_id is null or l.end_user_id in
      (select (t->>'toEndUserId')::uuid from jsonb_array_elements($1) t where (t->>'id')::uuid = l.id))`,
  ),
};
