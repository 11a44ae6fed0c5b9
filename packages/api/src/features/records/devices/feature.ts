import { ID } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { ImportPreview } from '../stock/index.ts';
import { addDevice } from './add-device.ts';
import { assignDevice } from './assign-device.ts';
import { Device, DeviceHolding } from './device.entity.ts';
import { devices } from './device.list.ts';
import devicesSql from './devices.sql?raw';
import { heldDevices } from './held-devices.ts';
import { importDevices } from './import-devices.ts';
import { previewDeviceImport } from './preview-device-import.ts';
import { removeDevice } from './remove-device.ts';
import { setDeviceState } from './set-device-state.ts';
import { updateDevice } from './update-device.ts';

const permissions = {
  DEVICE_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See devices and who has them',
  },
  DEVICE_WRITE: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Add, import and change devices, give them to people and take them back',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const devicesFeature = feature({
  name: 'records/devices',
  needs: ['platform/tenancy', 'people/identity', 'people/directory', 'trade/subscriptions', 'records/stock'],
  permissions,
  tables: [DeviceHolding, Device],
  sql: [devicesSql],
  lists: [devices],
  verbs: [
    mutation(addDevice, Device),
    mutation(updateDevice, Device),
    mutation(assignDevice, Device),
    plainMutation(setDeviceState, () => BulkOutcome),
    plainMutation(removeDevice, () => ID),
    plainMutation(importDevices, () => ImportPreview),
  ],
  views: [previewDeviceImport],
  fields: [
    children(Company, 'devices', devices, 'company_id'),
    children(EndUser, 'devices', devices, 'end_user_id'),
    children(Subscription, 'devices', devices, 'subscription_id'),
  ],
  audits: {
    Device: {
      label: 'Device',
      name: (id) => `select d.make || ' ' || d.model from device d where d.id = ${id}`,
    },
  },
  finds: [
    {
      kind: 'DEVICE',
      permission: 'DEVICE_READ',
      table: 'device',
      keys: ['serial_key', 'imei_key', 'model_key'],
      order: 'model_key, id',
      title: `hit.make || ' ' || hit.model`,
      subtitle: `concat_ws(' · ', coalesce(hit.serial_number, hit.imei), u.first_name || ' ' || u.last_name, c.name)`,
      join: 'join company c on c.id = hit.company_id left join end_user u on u.id = hit.end_user_id',
    },
  ],
  holds: [heldDevices],
  demo: () => import('./demo.ts'),
});
