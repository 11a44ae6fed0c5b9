import { Field, ID, Int, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMicro } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  Document,
  enumeration,
  Flag,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { TelephoneNumber } from '../../records/numbers/index.ts';

/** How an exchange writes its records. */
export const CallFormat = enumeration('CallFormat', {
  ASTERISK: 'ASTERISK',
  FREESWITCH: 'FREESWITCH',
  CSV: 'CSV',
});
export type CallFormat = keyof typeof CallFormat;

/** READING and BOOKING pass by themselves. REFUSED: nothing of it was taken. */
export const CallImportState = enumeration('CallImportState', {
  READING: 'READING',
  BOOKING: 'BOOKING',
  DONE: 'DONE',
  REFUSED: 'REFUSED',
});

export const CallDirection = enumeration('CallDirection', { OUTBOUND: 'OUTBOUND', INBOUND: 'INBOUND' });

/** UNRATED waits for a tariff that knows the number, UNKNOWN for a customer whose number it is. FREE: it was received. */
export const CallState = enumeration('CallState', {
  RATED: 'RATED',
  UNRATED: 'UNRATED',
  UNKNOWN: 'UNKNOWN',
  FREE: 'FREE',
});

/** Which column of a CSV file is what, by its title. */
@ObjectType()
export class CallColumns {
  @Field(() => String) callId!: string;
  @Field(() => String) from!: string;
  @Field(() => String) to!: string;
  @Field(() => String) startedAt!: string;
  @Field(() => String) seconds!: string;
}

/** A line of a file that was not taken, and why. */
@ObjectType()
export class CallRefusal {
  @Field(() => Int) line!: number;
  @Field(() => String) reason!: string;
}

const mine = `reseller_id = ${setting('reseller_id')}`;
/** Exchanges are their holder's alone: not even the platform sees a reseller's. */
const ofHolder = {
  area: 'records',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was called is put down',
  rows: { platform: mine },
} as const;

/** Where records of calls come from: an exchange, and how it writes them. [B1] */
@Table('call_source', {
  data: { kept: 'WHILE_USED', none: 'name format columns timeZone createdAt' },
  ...ofHolder,
  may: { platform: 'siu', reseller: 'siu', worker: 's', gate: 's' },
  changes: { platform: ['name', 'columns', 'timeZone'], reseller: ['name', 'columns', 'timeZone'] },
  impersonal: ['name', 'timeZone'],
  constraints: { call_source_once: ['name', 'There is a source of this name already. Choose another one.'] },
})
export class CallSource {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @Choice(CallFormat) format!: CallFormat;
  @Document(() => CallColumns, { nullable: true }) columns!: CallColumns | null;
  @Text({ description: 'Where its clock hangs, such as Europe/London.' }) timeZone!: string;
  @Moment() createdAt!: Date;
}

/** SQL: how many calls of an import wait. */
const waiting = (state: string) => (row: string) =>
  `select count(*)::integer from call_record w where w.call_import_id = ${row}.id and w.state in ('UNRATED', 'UNKNOWN') and w.state = '${state}'`;

/** A file, or a batch of a program, and what became of it. [B1] */
@Table('call_import', {
  data: {
    kept: 'EXCHANGE',
    since: 'doneAt',
    ends: 'values',
    CORRESPONDENT: { for: 'BILLING', TRAFFIC: 'refusals' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'byName' },
    none: 'fileName state problem lines staged taken known unlisted unanswered refused createdAt doneAt',
  },
  ...ofHolder,
  may: { platform: 'siu', reseller: 'siu', worker: 'siu', gate: 'su' },
})
export class CallImport {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() callSourceId!: string;
  @Text() fileName!: string;
  @Text() byName!: string;
  @Choice(CallImportState) state!: keyof typeof CallImportState;
  @Text({ nullable: true, description: 'Why nothing of it was taken.' }) problem!: string | null;
  @Whole({ description: 'All that it holds, but for headings and blank ones.' }) lines!: number;
  @Whole({ api: false }) staged!: number;
  @Whole({ description: 'Calls that had come in no file before.' }) taken!: number;
  @Whole({ description: 'Calls that are there already: nothing is changed by them.' }) known!: number;
  @Whole({ description: 'To free and emergency numbers: nothing of them is kept.' }) unlisted!: number;
  @Whole() unanswered!: number;
  @Whole() refused!: number;
  @Document(() => [CallRefusal], { description: 'The first of those that were refused, by line.' })
  refusals!: CallRefusal[];
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) doneAt!: Date | null;

  @Computed(() => Int, waiting('UNKNOWN'), {
    description: 'Taken, but from and to nobody’s number: they wait until it is somebody’s.',
  })
  unknownCallers!: number;
  @Computed(() => Int, waiting('UNRATED'), {
    description: 'Taken, but in no tariff: they wait until one knows the number.',
  })
  unrated!: number;
  @One(() => CallSource, 'callSourceId') source!: CallSource;
}

/** A call as it was read, before its file is booked. */
@Table('call_staged', {
  data: {
    kept: 'SHORT',
    whose: 'nobody: numbers in a file that nobody has been found for yet',
    ends: 'row',
    END_USER: { for: 'BILLING', CONTACT: 'fromNumber', TRAFFIC: 'callId startedAt seconds' },
    CORRESPONDENT: { for: 'BILLING', CONTACT: 'toNumber' },
    none: 'line',
  },
  ...ofHolder,
  internal: true,
  may: { platform: 'sid', reseller: 'sid', worker: 'sid', gate: 'sd' },
})
export class StagedCall {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() callImportId!: string;
  @Whole() line!: number;
  @Text() callId!: string;
  @Text() fromNumber!: string;
  @Text() toNumber!: string;
  @Moment() startedAt!: Date;
  @Whole() seconds!: number;
}

/** What a call costs at one side. */
@ObjectType()
export class CallCharge {
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMicro, { description: 'In millionths of the currency’s main unit.' })
  priceMicro!: number;
  @Field(() => Int) billedSeconds!: number;
  @Field(() => Int, { description: 'Those of them that a bundle paid for.' }) bundleSeconds!: number;
  @Field(() => String, { nullable: true, description: 'Whose minutes they were.' }) bundle!: string | null;
  @Field(() => String) zone!: string;
  @Field(() => String) prefix!: string;
  @Field(() => String) band!: string;
  @Field(() => ID, { description: 'The version of the tariff.' }) versionId!: string;
}

const SELLERS = ['PLATFORM', 'RESELLER'] as const;

/** SQL: what a call costs at a side, null until it is rated. */
const chargeOf = (side: 'retail' | 'wholesale') => (row: string) => {
  const of = (name: string) =>
    `'${name}', ${row}.${side}_${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`;
  const parts = [
    'currency',
    'priceMicro',
    'billedSeconds',
    'bundle',
    'bundleSeconds',
    'zone',
    'prefix',
    'band',
    'versionId',
  ];
  return `select jsonb_build_object(${parts.map(of).join(', ')}) where ${row}.${side}_price_micro is not null`;
};

/** SQL: a number without its last three digits, or the whole of a short one; whoever made the call sees it as it is. */
const shown = (of: 'from' | 'to') => (row: string, level?: string) => {
  const own = `(${row}.direction = 'OUTBOUND') = ${of === 'from'}`;
  const party = level === 'END_USER' ? `${row}.party` : masked(`${row}.party`);
  return `case when ${own} then ${row}.line else ${party} end`;
};
export const masked = (sql: string): string =>
  `case when length(${sql}) > 6 then left(${sql}, -3) || '•••' else ${sql} end`;

const ofCompany = `company_id = ${setting('company_id')}`;
const micro = (options: { levels?: typeof SELLERS } = {}) =>
  column('bigint', () => GraphQLMicro, { ...options, nullable: true, api: false });
const forSellers = { levels: SELLERS, nullable: true, api: false } as const;
const internal = { nullable: true, api: false } as const;

/**
 * A call. Its months are tables of their own. What free and emergency numbers were called is not among them. A company that is not
 * itemised sees sums only, and its people see theirs if it lets them. [B1] [B3]
 */
@Table('call_record', {
  data: {
    called: 'call',
    kept: 'TRAFFIC',
    since: 'startedAt',
    ends: 'row',
    END_USER: {
      for: 'BILLING',
      CONTACT: 'line',
      TRAFFIC:
        'callId direction startedAt seconds state retailCurrency retailPriceMicro retailBilledSeconds retailBundle retailBundleSeconds retailZone retailPrefix retailBand wholesaleCurrency wholesalePriceMicro wholesaleBilledSeconds wholesaleBundle wholesaleBundleSeconds wholesaleZone wholesalePrefix wholesaleBand',
    },
    CORRESPONDENT: { for: 'BILLING', CONTACT: 'party' },
  },
  area: 'records',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was called is put down',
  may: { platform: 's', reseller: 's', company: 's', endUser: 's', worker: 's', gate: 'siu' },
  rows: {
    company: `${ofCompany} and (select calls_are_itemised())`,
    endUser: `${ofCompany} and end_user_id = ${setting('end_user_id')} and (select calls_are_for_end_users())`,
  },
})
export class CallRecord {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref({ nullable: true }) telephoneNumberId!: string | null;
  @Ref() callSourceId!: string;
  @Ref() callImportId!: string;
  @Text({ description: 'What the exchange calls it.' }) callId!: string;
  @Choice(CallDirection) direction!: keyof typeof CallDirection;
  @Text({ api: false }) line!: string;
  @Text({ api: false }) party!: string;
  @Moment() startedAt!: Date;
  @Whole() seconds!: number;
  @Choice(CallState) state!: keyof typeof CallState;
  @Text(internal) retailCurrency!: string | null;
  @micro() retailPriceMicro!: number | null;
  @Whole(internal) retailBilledSeconds!: number | null;
  @Text(internal) retailBundle!: string | null;
  @Whole(internal) retailBundleSeconds!: number | null;
  @Text({ nullable: true, description: 'Where it went, as the tariff calls it.' }) retailZone!: string | null;
  @Text(internal) retailPrefix!: string | null;
  @Text(internal) retailBand!: string | null;
  @Id(internal) retailVersionId!: string | null;
  @Id(internal) retailChargeId!: string | null;
  @Text(forSellers) wholesaleCurrency!: string | null;
  @micro({ levels: SELLERS }) wholesalePriceMicro!: number | null;
  @Whole(forSellers) wholesaleBilledSeconds!: number | null;
  @Text(forSellers) wholesaleBundle!: string | null;
  @Whole(forSellers) wholesaleBundleSeconds!: number | null;
  @Text(forSellers) wholesaleZone!: string | null;
  @Text(forSellers) wholesalePrefix!: string | null;
  @Text(forSellers) wholesaleBand!: string | null;
  @Id(forSellers) wholesaleVersionId!: string | null;
  @Id(forSellers) wholesaleChargeId!: string | null;

  @Computed(() => String, shown('from'), {
    description: 'E.164; of the other side’s number the last three digits are hidden (see showCallDigits).',
  })
  from!: string;
  @Computed(() => String, shown('to'), { description: 'The same.' }) to!: string;
  @Computed(() => CallCharge, chargeOf('retail'), {
    nullable: true,
    description: 'What its company pays for it; null until it is rated.',
  })
  retail!: CallCharge | null;
  @Computed(() => CallCharge, chargeOf('wholesale'), {
    nullable: true,
    levels: SELLERS,
    description: 'What its reseller pays for it.',
  })
  wholesale!: CallCharge | null;
  @Computed(
    () => ID,
    (row) => `select h.invoice_id from charge h where h.id = ${row}.retail_charge_id`,
    {
      nullable: true,
      levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
      description: 'The invoice to its company that it is on; null until then.',
    },
  )
  invoiceId!: string | null;
  @One(() => TelephoneNumber, 'telephoneNumberId', { nullable: true }) number!: TelephoneNumber | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
}

/** What a company has said of its calls. [B3] */
@Table('call_setting', {
  data: { kept: 'WHILE_USED', none: 'itemised endUsersSee' },
  area: 'records',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: what is shown to whom is said at any time',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', gate: 's' },
})
export class CallSetting {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Flag() itemised!: boolean;
  @Flag() endUsersSee!: boolean;
}

/** What a company's calls have come to in a day of London, at what it pays; only the gate's functions write it. [B2] */
@Table('call_day', {
  data: { kept: 'TRAFFIC', none: 'day currency calls amountMicro changed' },
  area: 'records',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was called is put down',
  may: { platform: 's', reseller: 's', company: 's', worker: 's', gate: 'siud' },
})
export class CallDay {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Day() day!: string;
  @Text() currency!: string;
  @column('bigint', () => Int, { api: false }) calls!: number;
  @column('bigint', () => GraphQLMicro, { api: false }) amountMicro!: number;
  @Flag({ api: false }) changed!: boolean;
}

/** Which zones a company has called, and when last; only the gate's functions touch it. [B2] */
@Table('call_zone_use', {
  data: { kept: 'WHILE_USED', none: 'zone currency firstOn lastOn fresh' },
  area: 'records',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was called is put down',
  may: { gate: 'siud' },
})
export class CallZoneUse {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() zone!: string;
  @Text() currency!: string;
  @Id() versionId!: string;
  @Day() firstOn!: string;
  @Day() lastOn!: string;
  @Flag({ api: false }) fresh!: boolean;
}

/** What has been taken of the minutes of a bundle in a month; only the gate's functions touch it. [B2] */
@Table('call_bundle_use', {
  data: { kept: 'WHILE_USED', none: 'bundle month seconds' },
  area: 'records',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was called is put down',
  may: { gate: 'siu' },
})
export class CallBundleUse {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() tariffId!: string;
  @Text() bundle!: string;
  @Day() month!: string;
  @Whole() seconds!: number;
}

/** For how many months records of calls are kept; only the gate's functions touch it. [B3] */
@Table('call_retention', {
  data: { kept: 'WHILE_USED', none: 'months' },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'su' },
  rows: { gate: 'true' },
})
export class CallRetention {
  @Key() id!: string;
  @Whole() months!: number;
}
