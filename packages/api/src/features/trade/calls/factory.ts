import { newId } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';

/** A number of a company that is in use, with somebody who has it or nobody. */
export async function addLine(
  world: World,
  of: { id: string; resellerId: string },
  number: string,
  endUserId: string | null = null,
): Promise<string> {
  const id = newId();
  await world.sql(
    `insert into telephone_number (id, reseller_id, company_id, end_user_id, number, national, state, created_at)
       values ($1, $2, $3, $4, $5, $5, 'FREE', '2026-01-01')`,
    [id, of.resellerId, of.id, endUserId, number],
  );
  await world.sql(
    `insert into emergency_address (id, reseller_id, company_id, telephone_number_id, building, street, town, postcode, set_by_name,
         confirmed_at, confirmed_by_name, created_at)
       values (uuidv7(), $1, $2, $3, '1', 'High Street', 'Leeds', 'LS1 4DY', 'Test', '2026-01-01', 'Test', '2026-01-01')`,
    [of.resellerId, of.id, id],
  );
  await world.sql(`update telephone_number set state = 'IN_USE' where id = $1`, [id]);
  await world.sql(`update number_holding set held_from = '2026-01-01' where telephone_number_id = $1`, [id]);
  return id;
}
