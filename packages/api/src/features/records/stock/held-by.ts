import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

interface OfRecord {
  table: string;
  /** As the audit log calls it. */
  type: string;
  /** SQL: whether a record `r` can be given to somebody at all. */
  usable: string;
}

/**
 * What becomes of records that stay the company’s when somebody leaves: only those are taken or handed over that are still theirs,
 * and only those come back that are nobody’s, or with whom they were handed to. [R1] [R2] [U5]
 */
export function heldBy({
  table,
  type,
  usable,
}: OfRecord): Required<Pick<Held, 'end' | 'handOver' | 'restore'>> {
  const move =
    (to: string, whose: string) =>
    async (scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> => {
      const moved = await scope.sql<{ id: string }>(
        `with locked as (
           select r.id from ${table} r where r.id in (select (t->>'id')::uuid from jsonb_array_elements($1) t)
             and r.company_id = $3 and ${usable} and ${whose} order by r.id for no key update)
         update ${table} r set end_user_id = ${to}
           from locked, jsonb_to_recordset($1) t (id uuid, "toEndUserId" uuid)
           where r.id = locked.id and t.id = locked.id returning r.id`,
        [JSON.stringify(things), holder.endUserId, holder.companyId],
      );
      return {
        ids: moved.map(({ id }) => id),
        subjects: moved.map(({ id }) => ({ type, id, ...holder, changed: ['endUserId'] })),
      };
    };
  return {
    end: move('null', 'r.end_user_id = $2'),
    handOver: move('t."toEndUserId"', 'r.end_user_id = $2'),
    restore: move(
      '$2',
      `(r.end_user_id is null or r.end_user_id in
        (select (t->>'toEndUserId')::uuid from jsonb_array_elements($1) t where (t->>'id')::uuid = r.id))`,
    ),
  };
}
