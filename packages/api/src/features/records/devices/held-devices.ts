import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Moves those of the devices that are still with somebody, or that came back from them and are nobody's. */
const move =
  (state: string, to: string, whose: string) =>
  async (scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> => {
    const moved = await scope.sql<{ id: string; was: string }>(
      `with locked as (
         select d.id, d.state from device d where d.id in (select (t->>'id')::uuid from jsonb_array_elements($1) t)
           and d.company_id = $3 and ${whose} order by d.id for no key update)
       update device d set state = '${state}', end_user_id = ${to}
         from locked, jsonb_to_recordset($1) t (id uuid, "toEndUserId" uuid)
         where d.id = locked.id and t.id = locked.id returning d.id, locked.state as was`,
      [JSON.stringify(things), holder.endUserId, holder.companyId],
    );
    return {
      ids: moved.map(({ id }) => id),
      subjects: moved.map(({ id, was }) => ({
        type: 'Device',
        id,
        ...holder,
        changed: { state: [was, state] as const },
      })),
    };
  };

/** The devices that somebody has. [R2] [U5] */
export const heldDevices: Held = {
  kind: 'DEVICE',
  label: 'Devices',
  tables: ['device', 'device_holding'],
  permission: 'DEVICE_WRITE',
  choices: [
    ['END', 'Taken back'],
    ['HAND_OVER', 'Handed over'],
    ['KEEP', 'Left with them'],
  ],
  held: `select d.id, d.make || ' ' || d.model as name, coalesce(d.serial_number, d.imei) as detail, null as fixed
    from device d where d.end_user_id = $1 order by d.model_key, d.id`,
  end: move('RETURNED', 'null', 'd.end_user_id = $2'),
  handOver: move('ASSIGNED', 't."toEndUserId"', 'd.end_user_id = $2'),
  restore: move(
    'ASSIGNED',
    '$2',
    `(d.end_user_id is null and d.state = 'RETURNED' or d.end_user_id in
      (select (t->>'toEndUserId')::uuid from jsonb_array_elements($1) t where (t->>'id')::uuid = d.id))`,
  ),
};
