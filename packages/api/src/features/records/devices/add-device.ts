import { id, newId, optional, prose } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { assertOfCompany } from '../stock/index.ts';
import { Device, DeviceKind } from './device.entity.ts';
import { imei, make, model, serialNumber } from './device-rules.ts';

/** Enters a device of a company: in stock, or with somebody. [R2] */
export const addDevice = verb({
  name: 'addDevice',
  permission: 'DEVICE_WRITE',
  input: input('AddDeviceInput', {
    companyId: optional(id()),
    kind: oneOf(DeviceKind),
    make: make(),
    model: model(),
    serialNumber: optional(serialNumber()),
    imei: optional(imei()),
    note: optional(prose(500)),
    endUserId: optional(id()),
    subscriptionId: optional(id()),
  }),
  async run(scope, { companyId, ...given }) {
    if (!given.serialNumber && !given.imei)
      throw invalid(
        'serialNumber',
        'Must be filled in, unless there is an IMEI: devices are told apart by it.',
      );
    const company = await chosenCompany(scope, companyId);
    await assertOfCompany(scope, company.id, given);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const { endUserId } = given;
    const deviceId = newId();
    await scope.insert(Device, {
      id: deviceId,
      ...tenancy,
      ...given,
      state: endUserId ? 'ASSIGNED' : 'IN_STOCK',
      createdAt: scope.now,
    });
    return { result: deviceId, subject: { type: 'Device', id: deviceId, ...tenancy, endUserId } };
  },
});
