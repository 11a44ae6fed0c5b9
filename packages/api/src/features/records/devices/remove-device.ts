import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockDevices, subjectOf } from './lock-devices.ts';

/** Takes out a device that was entered by mistake: nobody has had it. */
export const removeDevice = verb({
  name: 'removeDevice',
  permission: 'DEVICE_WRITE',
  input: input('RemoveDeviceInput', { id: id() }),
  async run(scope, { id: deviceId }) {
    const [device] = await lockDevices(scope, [deviceId]);
    const held = await scope.sql('select from device_holding where device_id = $1 limit 1', [deviceId]);
    if (!device || held.length)
      throw conflict(
        'Somebody has had this device: it stays in the records. Say that it was disposed of.',
        'id',
      );
    await scope.sql('delete from device where id = $1', [deviceId]);
    return { result: deviceId, subject: subjectOf(device) };
  },
});
