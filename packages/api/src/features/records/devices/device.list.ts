import { by, choice, equals, type FilterField, list, typed } from '../../../kernel/read/list.ts';
import { Device, DeviceKind, DeviceState } from './device.entity.ts';

/** By the beginning of serial number, IMEI, make and model, or of the names of who has it. */
const search: FilterField = {
  type: () => String,
  condition: (row, value, statement) => {
    const { whole } = typed(value);
    if (!whole) return 'true';
    const bound = statement.bind(whole);
    return `(${row}.serial_key ^@ ${bound} or ${row}.imei_key ^@ ${bound} or ${row}.model_key ^@ ${bound}
      or ${row}.end_user_id = any (array(
        select u.id from end_user u where u.last_key ^@ ${bound} or u.first_key ^@ ${bound})))`;
  },
};

export const devices = list(Device, {
  name: 'devices',
  permission: 'DEVICE_READ',
  filters: {
    search,
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
    subscriptionId: equals('subscription_id'),
    kind: choice('kind', DeviceKind),
    state: choice('state', DeviceState),
  },
  sorts: {
    MODEL: [by('model_key')],
    SERIAL_NUMBER: [by('serial_key')],
    STATE: [by('state'), by('model_key')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['MODEL', 'ASC'],
});
