import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

const said = (holder: Holder, seats: readonly { id: string; licenceId: string }[]): Done => ({
  ids: seats.map(({ id }) => id),
  subjects: seats.map(({ licenceId }) => ({
    type: 'Licence',
    id: licenceId,
    ...holder,
    changed: ['seats'],
  })),
});

async function end(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const freed = await scope.sql<{ id: string; licenceId: string }>(
    `update licence_seat set held_until = $2 where id = any ($1) and end_user_id = $3 and held_until is null
      returning id, licence_id as "licenceId"`,
    [things.map(({ id }) => id), scope.now, holder.endUserId],
  );
  return said(holder, freed);
}

/** They get the seat again where one is left and they were not given another meanwhile. */
async function restore(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const ids = things.map(({ id }) => id);
  await scope.sql(
    'select from licence where id in (select licence_id from licence_seat where id = any ($1)) order by id for no key update',
    [ids],
  );
  const given = await scope.sql<{ id: string; licenceId: string }>(
    `update licence_seat s set held_until = null
      from licence l where s.id = any ($1) and s.end_user_id = $2 and s.held_until is not null and l.id = s.licence_id
        and l.seats > (select count(*) from licence_seat o where o.licence_id = l.id and o.held_until is null)
        and not exists (select from licence_seat o where o.licence_id = l.id and o.end_user_id = $2 and o.held_until is null)
      returning s.id, s.licence_id as "licenceId"`,
    [ids, holder.endUserId],
  );
  return said(holder, given);
}

/** The seats of licences that somebody has. [R2] [U5] */
export const heldSeats: Held = {
  kind: 'LICENCE_SEAT',
  label: 'Licences',
  tables: ['licence_seat'],
  permission: 'LICENCE_WRITE',
  choices: [
    ['END', 'Seat is free for others'],
    ['KEEP', 'Left with them'],
  ],
  held: `select s.id, l.vendor || ' ' || l.product as name, null as detail, null as fixed
    from licence_seat s join licence l on l.id = s.licence_id
    where s.end_user_id = $1 and s.held_until is null order by l.name_key, s.id`,
  end,
  restore,
};
