import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { DeviceState } from './device.entity.ts';
import { lockDevices } from './lock-devices.ts';
import { moveDevices } from './move-devices.ts';

const ALREADY: Record<DeviceState, string> = {
  IN_STOCK: 'Is in stock already.',
  ASSIGNED: '',
  RETURNED: 'Has been returned already.',
  LOST: 'Is noted as lost already.',
  DISPOSED: 'Has been disposed of already.',
};

/** Says where devices are now: back, in stock, lost, or disposed of. Whoever had them has them no more. [R2] */
export const setDeviceState = verb({
  name: 'setDeviceState',
  permission: 'DEVICE_WRITE',
  input: input('SetDeviceStateInput', { ids: bulkIds('device'), state: oneOf(DeviceState) }),
  async run(scope, { ids, state }) {
    if (state === 'ASSIGNED') throw invalid('state', 'Is so by giving the device to somebody.');
    const devices = await lockDevices(scope, ids);
    const others = devices.filter((one) => one.state !== state);
    const subject = await moveDevices(scope, others, state);
    const result: BulkOutcome = {
      done: others.length,
      refused: devices
        .filter((one) => one.state === state)
        .map(({ id, name }) => ({ id, name, reason: ALREADY[state] })),
    };
    return { result, subject };
  },
});
