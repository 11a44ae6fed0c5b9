import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { verb } from '../../../kernel/verb.ts';

/** Takes seats of licences from people; who has had them stays in the records. [R2] */
export const releaseLicenceSeats = verb({
  name: 'releaseLicenceSeats',
  permission: 'LICENCE_WRITE',
  input: input('ReleaseLicenceSeatsInput', { ids: bulkIds('seat') }),
  async run(scope, { ids }) {
    const seats = await scope.sql<{
      id: string;
      resellerId: string;
      companyId: string;
      licenceId: string;
      endUserId: string;
      name: string;
      held: boolean;
    }>(
      `with locked as (select * from licence_seat where id = any ($1) order by id for no key update)
       select s.id, s.reseller_id as "resellerId", s.company_id as "companyId", s.licence_id as "licenceId", s.end_user_id as "endUserId",
           u.first_name || ' ' || u.last_name as name, s.held_until is null as held
         from locked s join end_user u on u.id = s.end_user_id`,
      [ids],
    );
    const missing = ids.find((id) => !seats.some((one) => one.id === id));
    if (missing) throw await notLocked(scope, 'licence_seat', missing, 'seat');
    const held = seats.filter((one) => one.held);
    await scope.sql('update licence_seat set held_until = $2 where id = any ($1)', [
      held.map(({ id }) => id),
      scope.now,
    ]);
    const result: BulkOutcome = {
      done: held.length,
      refused: seats
        .filter((one) => !one.held)
        .map(({ id, name }) => ({ id, name, reason: 'Has given it back already.' })),
    };
    return {
      result,
      subject: held.map(({ licenceId, resellerId, companyId, endUserId }) => ({
        type: 'Licence',
        id: licenceId,
        resellerId,
        companyId,
        endUserId,
        changed: ['seats'],
      })),
    };
  },
});
