import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  Day,
  enumeration,
  Flag,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { addressStateOf } from './address-state.ts';

/** QUARANTINED: given back, and kept from everybody for a while so that nobody gets another's calls. */
export const NumberState = enumeration('NumberState', {
  FREE: 'FREE',
  PORTING: 'PORTING',
  IN_USE: 'IN_USE',
  QUARANTINED: 'QUARANTINED',
});
export type NumberState = keyof typeof NumberState;

/** PENDING: an address waits to be confirmed by the company. AGED: it was confirmed more than twelve months ago. */
export const AddressState = enumeration('AddressState', {
  MISSING: 'MISSING',
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  AGED: 'AGED',
});
export type AddressState = keyof typeof AddressState;

/** CONFIRM: its address waits to be confirmed, for the first time or anew. ACTIVATE: it could be taken into use. */
export const NumberTask = enumeration('NumberTask', { CONFIRM: 'CONFIRM', ACTIVATE: 'ACTIVATE' });

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;
const ADMINISTRATORS = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;

/** Where a number is installed, as it stands in its 999 record. */
@ObjectType()
export class NumberAddress {
  @Field(() => ID) id!: string;
  @Field(() => String) building!: string;
  @Field(() => String) street!: string;
  @Field(() => String) town!: string;
  @Field(() => String) postcode!: string;
  @Field(() => String) setByName!: string;
  @Field(() => GraphQLDateTime) createdAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true }) confirmedAt!: Date | null;
  @Field(() => String, { nullable: true }) confirmedByName!: string | null;
}

const addressOf = (row: string, which: string): string =>
  `select jsonb_build_object('id', a.id, 'building', a.building, 'street', a.street, 'town', a.town, 'postcode', a.postcode,
      'setByName', a.set_by_name, 'createdAt', a.created_at, 'confirmedAt', a.confirmed_at, 'confirmedByName', a.confirmed_by_name)
    from emergency_address a where a.telephone_number_id = ${row}.id and a.replaced_at is null and a.confirmed_at is ${which}`;

/** Somebody who had a number, from when to when. */
@Table('number_holding', {
  data: {
    called: 'when a number was held',
    kept: 'ACCOUNT',
    since: 'heldUntil',
    ends: 'row',
    END_USER: { for: 'SERVING', SERVICE: 'heldFrom heldUntil' },
  },
  area: 'records',
  tenant: { ...tenant, endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: who had what is put down',
  may: { platform: 'su', reseller: 's', company: 's', endUser: 's', worker: 's', gate: 'siud' },
})
export class NumberHolding {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Ref() telephoneNumberId!: string;
  @Moment() heldFrom!: Date;
  @Moment({ nullable: true }) heldUntil!: Date | null;

  @One(() => EndUser, 'endUserId') endUser!: EndUser;
}

/** A telephone number of a company: whose it is, whether it is in use, and where calls to 999 from it would be answered. [R1] [R2] */
@Table('telephone_number', {
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    END_USER: {
      for: 'SERVING',
      IDENTITY: 'label',
      SERVICE: 'number national state portsOn quarantinedUntil addressConfirmedAt addressPending createdAt',
    },
  },
  area: 'records',
  tenant: { ...tenant, endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'su', endUser: 's', worker: 'su', gate: 'su' },
  changes: {
    company: ['endUserId', 'subscriptionId', 'label'],
    worker: ['state', 'quarantinedUntil', 'endUserId'],
    gate: ['addressConfirmedAt', 'addressPending', 'endUserId'],
  },
  impersonal: ['state', 'portsOn', 'quarantinedUntil'],
  constraints: {
    telephone_number_once: ['number', 'This number is among the company’s already.'],
    telephone_number_in_use: [
      'ids',
      'One of these numbers is in use with another customer. It has to be released there first.',
    ],
    telephone_number_has_address: ['ids', 'A number is not used before its address for 999 is confirmed.'],
  },
})
export class TelephoneNumber {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref({ nullable: true }) subscriptionId!: string | null;
  @Text({ description: 'E.164, such as +442079460018.' }) number!: string;
  @Text({ description: 'As people write it: 020 7946 0018.' }) national!: string;
  @Text({ nullable: true, description: 'What it is for, such as Reception.' }) label!: string | null;
  @Choice(NumberState) state!: NumberState;
  @Day({ nullable: true, description: 'When it comes over from another provider.' }) portsOn!: string | null;
  @Day({ nullable: true, description: 'The day on which it is free again.' })
  quarantinedUntil!: string | null;
  @Moment({ nullable: true, description: 'When the company confirmed the address that is in force.' })
  addressConfirmedAt!: Date | null;
  /** Another address waits to be confirmed. */
  @Flag({ api: false }) addressPending!: boolean;
  @Moment() createdAt!: Date;

  @Computed(() => AddressState, addressStateOf) addressState!: AddressState;
  @Computed(
    () => NumberAddress,
    (row) => addressOf(row, 'not null'),
    { nullable: true, levels: ADMINISTRATORS, description: 'The address in force, which was confirmed.' },
  )
  address!: NumberAddress | null;
  @Computed(
    () => NumberAddress,
    (row) => addressOf(row, 'null'),
    { nullable: true, levels: ADMINISTRATORS, description: 'An address that waits to be confirmed.' },
  )
  pendingAddress!: NumberAddress | null;
  @Many(() => NumberHolding, 'telephoneNumberId', 'held_from desc', 5) holdings!: NumberHolding[];
  @One(() => Company, 'companyId') company!: Company;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @One(() => Subscription, 'subscriptionId', { nullable: true }) subscription!: Subscription | null;
}

/**
 * An address that a number has or had, and who confirmed it when. Rows are added and replaced, never rewritten: where an ambulance
 * would have gone on any day can be told. [R1]
 */
@Table('emergency_address', {
  data: {
    called: 'address for 999',
    kept: 'ACCOUNT',
    since: 'replacedAt',
    whose: 't.telephone_number_id in (select n.id from telephone_number n where n.end_user_id = $1)',
    ends: 'values',
    END_USER: { for: 'SERVING', LOCATION: 'building street town postcode' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'setByName confirmedByName' },
    none: 'confirmedAt replacedAt remindedAt createdAt',
  },
  area: 'records',
  tenant,
  place: 'with its company',
  begins: 'even while suspended: where help is sent is put right at any time',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'su', gate: 's' },
  changes: {
    reseller: ['replacedAt'],
    company: ['replacedAt', 'confirmedAt', 'confirmedBy', 'confirmedByName'],
    worker: ['remindedAt'],
  },
  constraints: {
    emergency_address_in_force: ['ids', 'Somebody else has confirmed the same meanwhile.'],
    emergency_address_pending: ['ids', 'Somebody else has changed the address meanwhile.'],
  },
})
export class EmergencyAddress {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() telephoneNumberId!: string;
  @Text() building!: string;
  @Text() street!: string;
  @Text() town!: string;
  @Text() postcode!: string;
  @Text({ description: 'Who entered it.' }) setByName!: string;
  @Moment({ nullable: true }) confirmedAt!: Date | null;
  @Ref({ nullable: true }) confirmedBy!: string | null;
  @Text({ nullable: true }) confirmedByName!: string | null;
  @Moment({
    nullable: true,
    description: 'When another took its place; null: it is in force, or waits to be.',
  })
  replacedAt!: Date | null;
  @Moment({ nullable: true, api: false }) remindedAt!: Date | null;
  @Moment() createdAt!: Date;

  @One(() => TelephoneNumber, 'telephoneNumberId') number!: TelephoneNumber;
}
