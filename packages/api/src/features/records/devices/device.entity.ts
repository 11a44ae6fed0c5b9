import {
  Choice,
  enumeration,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';

export const DeviceKind = enumeration('DeviceKind', {
  LAPTOP: 'LAPTOP',
  DESKTOP: 'DESKTOP',
  TABLET: 'TABLET',
  MOBILE: 'MOBILE',
  DESK_PHONE: 'DESK_PHONE',
  ROUTER: 'ROUTER',
  ACCESS_POINT: 'ACCESS_POINT',
  CAMERA: 'CAMERA',
  OTHER: 'OTHER',
});
export type DeviceKind = keyof typeof DeviceKind;

/** ASSIGNED: somebody has it. RETURNED: it came back and has not been looked through yet. */
export const DeviceState = enumeration('DeviceState', {
  IN_STOCK: 'IN_STOCK',
  ASSIGNED: 'ASSIGNED',
  RETURNED: 'RETURNED',
  LOST: 'LOST',
  DISPOSED: 'DISPOSED',
});
export type DeviceState = keyof typeof DeviceState;

const tenant = { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' } as const;

/** Somebody who had a device, from when to when. */
@Table('device_holding', {
  data: {
    called: 'when a device was held',
    kept: 'ACCOUNT',
    since: 'heldUntil',
    ends: 'row',
    END_USER: { for: 'SERVING', SERVICE: 'heldFrom heldUntil' },
  },
  area: 'records',
  tenant,
  place: 'with its company',
  begins: 'even while suspended: who had what is put down',
  may: { platform: 'su', reseller: 's', company: 's', endUser: 's', worker: 's', gate: 'siud' },
})
export class DeviceHolding {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Ref() deviceId!: string;
  @Moment() heldFrom!: Date;
  @Moment({ nullable: true }) heldUntil!: Date | null;

  @One(() => EndUser, 'endUserId') endUser!: EndUser;
}

/** A device of a company: what it is, how it is told apart, and who has it. [R2] */
@Table('device', {
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    END_USER: {
      for: 'SERVING',
      CONTENT: 'note',
      SERVICE: 'kind make model serialNumber imei state heldSince createdAt',
    },
  },
  area: 'records',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', endUser: 's', worker: 'su', gate: 'su' },
  changes: { worker: ['state', 'endUserId', 'subscriptionId'], gate: ['heldSince', 'endUserId', 'state'] },
  impersonal: ['state', 'kind', 'make', 'model'],
  constraints: {
    device_serial_once: [
      'serialNumber',
      'A device of this make and serial number is among the company’s already.',
    ],
    device_imei_once: ['imei', 'A device with this IMEI is among the company’s already.'],
  },
})
export class Device {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref({ nullable: true }) subscriptionId!: string | null;
  @Choice(DeviceKind) kind!: DeviceKind;
  @Text() make!: string;
  @Text() model!: string;
  @Text({ nullable: true }) serialNumber!: string | null;
  @Text({ nullable: true, description: 'Of what has a SIM: 15 digits.' }) imei!: string | null;
  @Choice(DeviceState) state!: DeviceState;
  @Sealed({ nullable: true }) note!: string | null;
  @Moment({ nullable: true, description: 'Since when whoever has it has had it.' }) heldSince!: Date | null;
  @Moment() createdAt!: Date;

  @Many(() => DeviceHolding, 'deviceId', 'held_from desc', 5) holdings!: DeviceHolding[];
  @One(() => Company, 'companyId') company!: Company;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @One(() => Subscription, 'subscriptionId', { nullable: true }) subscription!: Subscription | null;
}
