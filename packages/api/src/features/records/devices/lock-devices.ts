import type { Subject } from '../../../kernel/audit.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { DeviceState } from './device.entity.ts';

export interface LockedDevice {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  name: string;
  state: DeviceState;
}

/** Devices that nobody else changes until this transaction ends; NOT_FOUND unless all are there and visible. */
export async function lockDevices(scope: Scope, ids: readonly string[]): Promise<LockedDevice[]> {
  const found = await scope.sql<LockedDevice>(
    `with locked as (select d.id, d.reseller_id, d.company_id, d.end_user_id, d.make, d.model, d.serial_number, d.imei, d.state, d.model_key
       from device d where d.id = any ($1) order by d.id for no key update)
     select id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId",
         concat_ws(' ', make, model, coalesce(serial_number, imei)) as name, state
       from locked order by model_key, id`,
    [ids],
  );
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing) throw await notLocked(scope, 'device', missing);
  return found;
}

/** What the audit log is told of one of them. */
export const subjectOf = (
  { id, resellerId, companyId, endUserId }: LockedDevice,
  changed: Subject['changed'] = [],
): Subject => ({ type: 'Device', id, resellerId, companyId, endUserId, changed });
