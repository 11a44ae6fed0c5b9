import { newId } from '@steward/shared';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';

interface Found {
  id: string;
  numberId: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  national: string;
  confirmed: boolean;
  replaced: boolean;
}

/**
 * The company confirms where help is to be sent: the very addresses that were read, so that one that has been changed since is not
 * confirmed unseen. One that was confirmed before is confirmed anew for another twelve months. [R1]
 */
export const confirmNumberAddresses = verb({
  name: 'confirmNumberAddresses',
  description: 'Takes ids of addresses, not of numbers: what is confirmed is what was read.',
  permission: 'NUMBER_CONFIRM',
  input: input('ConfirmNumberAddressesInput', { ids: bulkIds('address') }),
  async run(scope, { ids }) {
    const found = await scope.sql<Found>(
      `with locked as (select n.id from telephone_number n
           where n.id in (select a.telephone_number_id from emergency_address a where a.id = any ($1)) order by n.id for no key update)
       select a.id, n.id as "numberId", n.reseller_id as "resellerId", n.company_id as "companyId", n.end_user_id as "endUserId", n.national,
           a.confirmed_at is not null as confirmed, a.replaced_at is not null as replaced
         from locked l join telephone_number n on n.id = l.id join emergency_address a on a.telephone_number_id = n.id
         where a.id = any ($1) order by n.number_key, a.id`,
      [ids],
    );
    if (found.length !== ids.length) throw notFound('address');
    const good = found.filter(({ replaced }) => !replaced);
    const by = await who(scope);
    // In one statement each, so that a number in use has an address in force throughout.
    const anew = good.filter(({ confirmed }) => confirmed);
    await scope.sql(
      `with known as (update emergency_address set replaced_at = $2
           where id = any (select (a ->> 'was')::uuid from jsonb_array_elements($1) a) returning *)
       insert into emergency_address (id, reseller_id, company_id, telephone_number_id, building, street, town, postcode, set_by_name,
           created_at, confirmed_at, confirmed_by, confirmed_by_name)
       select a.id, k.reseller_id, k.company_id, k.telephone_number_id, k.building, k.street, k.town, k.postcode, k.set_by_name,
           k.created_at, $2, $3, $4
         from jsonb_to_recordset($1) a (id uuid, was uuid) join known k on k.id = a.was`,
      [JSON.stringify(anew.map(({ id }) => ({ id: newId(), was: id }))), scope.now, by.membershipId, by.name],
    );
    await scope.sql(
      `update emergency_address a set confirmed_at = coalesce(a.confirmed_at, $2), confirmed_by = coalesce(a.confirmed_by, $3),
          confirmed_by_name = coalesce(a.confirmed_by_name, $4), replaced_at = case when a.confirmed_at is null then null else $2::timestamptz end
        from emergency_address p
        where p.id = any ($1) and a.telephone_number_id = p.telephone_number_id and a.replaced_at is null`,
      [good.filter(({ confirmed }) => !confirmed).map(({ id }) => id), scope.now, by.membershipId, by.name],
    );
    const result: BulkOutcome = {
      done: good.length,
      refused: found
        .filter(({ replaced }) => replaced)
        .map(({ id, national }) => ({
          id,
          name: national,
          reason: 'Its address has been changed meanwhile. Read it again and confirm that.',
        })),
    };
    return {
      result,
      subject: good.map(({ numberId, resellerId, companyId, endUserId }) => ({
        type: 'TelephoneNumber',
        id: numberId,
        resellerId,
        companyId,
        endUserId,
        changed: ['address'],
      })),
    };
  },
});
