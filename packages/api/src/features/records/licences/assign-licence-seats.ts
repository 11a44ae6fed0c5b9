import { id, newId } from '@steward/shared';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Gives people seats of a licence, as long as there are any; whoever has one keeps it. [R2] */
export const assignLicenceSeats = verb({
  name: 'assignLicenceSeats',
  permission: 'LICENCE_WRITE',
  input: input('AssignLicenceSeatsInput', { licenceId: id(), endUserIds: bulkIds('person') }),
  async run(scope, { licenceId, endUserIds }) {
    const [licence] = await scope.sql<{ resellerId: string; companyId: string; seats: number }>(
      `select reseller_id as "resellerId", company_id as "companyId", seats from licence where id = $1 for no key update`,
      [licenceId],
    );
    if (!licence) throw await notLocked(scope, 'licence', licenceId);
    const { resellerId, companyId } = licence;
    const people = await scope.sql<{ id: string; name: string; has: boolean }>(
      `select u.id, u.first_name || ' ' || u.last_name as name,
          exists (select from licence_seat s where s.licence_id = $1 and s.end_user_id = u.id and s.held_until is null) as has
        from end_user u where u.id = any ($2) and u.company_id = $3 order by u.last_key, u.first_key, u.id`,
      [licenceId, endUserIds, companyId],
    );
    if (people.length !== endUserIds.length) throw invalid('endUserIds', 'Must be people of the company.');
    const others = people.filter(({ has }) => !has);
    const [used] = await scope.sql<{ count: number }>(
      'select count(*)::integer as count from licence_seat where licence_id = $1 and held_until is null',
      [licenceId],
    );
    const left = licence.seats - (used?.count ?? 0);
    if (others.length > left)
      throw conflict(
        `There ${left === 1 ? 'is 1 seat' : `are ${left} seats`} left of ${licence.seats}. Take one from somebody, or order more.`,
        'endUserIds',
      );
    await scope.sql(
      `insert into licence_seat (id, reseller_id, company_id, licence_id, end_user_id, held_from)
       select s.id, $2, $3, $4, s."endUserId", $5 from jsonb_to_recordset($1) s (id uuid, "endUserId" uuid)`,
      [
        JSON.stringify(others.map((one) => ({ id: newId(), endUserId: one.id }))),
        resellerId,
        companyId,
        licenceId,
        scope.now,
      ],
    );
    const result: BulkOutcome = {
      done: others.length,
      refused: people
        .filter(({ has }) => has)
        .map(({ id: personId, name }) => ({ id: personId, name, reason: 'Has it already.' })),
    };
    return {
      result,
      subject: others.map((one) => ({
        type: 'Licence',
        id: licenceId,
        resellerId,
        companyId,
        endUserId: one.id,
        changed: ['seats'],
      })),
    };
  },
});
