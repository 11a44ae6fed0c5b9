import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';

export interface Installed {
  building: string;
  street: string;
  town: string;
  postcode: string;
}

/** Puts down where numbers are installed. Until the company confirms it, the address that was confirmed before stays in force. [R1] */
export async function writeAddresses(
  scope: Scope,
  setByName: string,
  rows: readonly (Installed & { numberId: string })[],
): Promise<void> {
  if (!rows.length) return;
  await scope.sql(
    `update emergency_address set replaced_at = $2
      where telephone_number_id = any ($1) and replaced_at is null and confirmed_at is null`,
    [rows.map(({ numberId }) => numberId), scope.now],
  );
  await scope.sql(
    `insert into emergency_address (id, reseller_id, company_id, telephone_number_id, building, street, town, postcode, set_by_name, created_at)
     select a.id, n.reseller_id, n.company_id, n.id, a.building, a.street, a.town, a.postcode, $2, $3
       from jsonb_to_recordset($1) a (id uuid, "numberId" uuid, building text, street text, town text, postcode text)
       join telephone_number n on n.id = a."numberId"`,
    [JSON.stringify(rows.map((row) => ({ id: newId(), ...row }))), setByName, scope.now],
  );
}
