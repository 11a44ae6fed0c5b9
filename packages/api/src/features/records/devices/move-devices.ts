import type { Scope } from '../../../kernel/scope.ts';
import type { DeviceState } from './device.entity.ts';
import { type LockedDevice, subjectOf } from './lock-devices.ts';

/** Takes devices from whoever has them, to where they are now; gives what the audit log is told. */
export async function moveDevices(
  scope: Scope,
  devices: readonly LockedDevice[],
  state: Exclude<DeviceState, 'ASSIGNED'>,
) {
  await scope.sql('update device set state = $2, end_user_id = null where id = any ($1)', [
    devices.map(({ id }) => id),
    state,
  ]);
  return devices.map((one) => subjectOf(one, { state: [one.state, state] }));
}
