import { id } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertOfCompany } from '../stock/index.ts';
import { Device } from './device.entity.ts';

/** Gives a device to somebody; from whoever had it, it is taken. [R2] */
export const assignDevice = verb({
  name: 'assignDevice',
  permission: 'DEVICE_WRITE',
  input: input('AssignDeviceInput', { id: id(), endUserId: id() }),
  async run(scope, { id: deviceId, endUserId }) {
    const device = await loadLocked(scope, Device, deviceId);
    if (device.state === 'DISPOSED')
      throw conflict('This device has been disposed of: nobody gets it any more.', 'id');
    await assertOfCompany(scope, device.companyId, { endUserId });
    const changed = assign(device, { endUserId, state: 'ASSIGNED' }, undefined);
    const { resellerId, companyId } = device;
    const subject = { type: 'Device', id: deviceId, resellerId, companyId, endUserId };
    return { result: deviceId, subject: changed ? { ...subject, changed } : null };
  },
});
