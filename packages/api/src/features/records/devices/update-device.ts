import { clearable, id, prose } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertOfCompany } from '../stock/index.ts';
import { Device, DeviceKind } from './device.entity.ts';
import { imei, make, model, serialNumber } from './device-rules.ts';

/** Corrects what is said of a device; what is left out stays as it is. [R2] */
export const updateDevice = verb({
  name: 'updateDevice',
  permission: 'DEVICE_WRITE',
  input: edit(
    'UpdateDeviceInput',
    { id: id() },
    {
      kind: oneOf(DeviceKind).optional(),
      make: make().optional(),
      model: model().optional(),
      serialNumber: clearable(serialNumber()),
      imei: clearable(imei()),
      note: clearable(prose(500)),
      subscriptionId: clearable(id()),
    },
  ),
  async run(scope, { id: deviceId, known, ...given }) {
    const device = await loadLocked(scope, Device, deviceId);
    await assertOfCompany(scope, device.companyId, { subscriptionId: given.subscriptionId ?? null });
    const changed = assign(device, given, known);
    if (!device.serialNumber && !device.imei)
      throw invalid(
        'serialNumber',
        'Must be filled in, unless there is an IMEI: devices are told apart by it.',
      );
    const { resellerId, companyId, endUserId } = device;
    const subject = { type: 'Device', id: deviceId, resellerId, companyId, endUserId };
    return { result: deviceId, subject: changed ? { ...subject, changed } : null };
  },
});
