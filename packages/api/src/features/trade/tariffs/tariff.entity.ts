import { Field, Int, ObjectType } from 'type-graphql';
import { setting, today } from '../../../kernel/protection.ts';
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
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { PriceListKind, PriceListStanding, PriceListState } from '../prices/index.ts';

/** Each seller issues its own: the platform to resellers and its own companies, a reseller to its companies only. */
const own = `reseller_id = ${setting('reseller_id')}`;
const begins = 'even while suspended: a price begins nothing' as const;
const tenant = { reseller: 'reseller_id' } as const;
/** What a version consists of is written and thrown away with its draft. */
const ofVersion = {
  area: 'services',
  tenant,
  begins,
  may: { platform: 'sid', reseller: 'sid', gate: 's' },
  writes: { platform: own },
} as const;
const micro = (description: string) => column('bigint', () => GraphQLMicro, { description });

/** What calls cost, under one name: for everyone to whom its issuer sells, or for some. [B2] */
@Table('tariff', {
  data: { kept: 'WHILE_USED', none: 'kind name currency everyone createdAt' },
  area: 'services',
  tenant,
  begins,
  may: { platform: 'siu', reseller: 'siu', gate: 's' },
  writes: { platform: own, reseller: `kind = 'RETAIL'` },
  changes: { platform: ['name', 'everyone'], reseller: ['name', 'everyone'] },
  impersonal: ['name', 'everyone'],
  constraints: {
    tariff_name_key: ['name', 'There is a tariff of this name already. Choose another one.'],
    tariff_everyone: ['everyone', 'Another tariff of this currency is for everyone else already.'],
  },
})
export class Tariff {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(PriceListKind) kind!: PriceListKind;
  @Text() name!: string;
  @Text() currency!: string;
  @Flag({ description: 'It is for everyone who has no tariff of their own.' }) everyone!: boolean;
  @Moment() createdAt!: Date;

  @Many(() => TariffVersion, 'tariffId', '"number" desc', 20) versions!: TariffVersion[];
  @Many(() => TariffCustomer, 'tariffId', 'valid_from desc, id', 20) customers!: TariffCustomer[];
}

/** Who has a tariff, from a day on: one reseller or one company. It stays with the seller who agreed it. [B2] */
@Table('tariff_customer', {
  data: { kept: 'WHILE_USED', none: 'validFrom validUntil createdAt' },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins,
  may: { platform: 'siu', reseller: 'siu', gate: 's' },
  writes: { platform: own, reseller: 'company_id is not null' },
  changes: { platform: ['validUntil'], reseller: ['validUntil'] },
})
export class TariffCustomer {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() tariffId!: string;
  @Ref({ nullable: true }) forResellerId!: string | null;
  @Ref({ nullable: true }) companyId!: string | null;
  @Day() validFrom!: string;
  @Day({ nullable: true, description: 'The day from which it no longer holds.' }) validUntil!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Reseller, 'forResellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** A tariff from a day on, until another version takes over. What is published is never changed. [B2] */
@Table('tariff_version', {
  data: { kept: 'WHILE_USED', none: 'number state validFrom validUntil publishedAt createdAt' },
  area: 'services',
  tenant,
  begins,
  may: { platform: 'siud', reseller: 'siud', gate: 's' },
  writes: { platform: own },
})
export class TariffVersion {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Id() tariffId!: string;
  @Whole({ description: 'Counted per tariff; the first is 1.' }) number!: number;
  @Choice(PriceListState) state!: PriceListState;
  @Day({ description: 'The first day on which it holds.' }) validFrom!: string;
  @Day({ nullable: true, description: 'The day from which it no longer holds.' }) validUntil!: string | null;
  @Moment({ nullable: true }) publishedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => PriceListStanding,
    (
      row,
    ) => `select case when ${row}.state = 'DRAFT' then 'DRAFT' when ${row}.valid_until <= ${row}.valid_from then 'OVER'
      when ${row}.valid_from > ${today} then 'COMING' when ${row}.valid_until <= ${today} then 'OVER' else 'IN_FORCE' end`,
  )
  standing!: keyof typeof PriceListStanding;
  @Computed(
    () => Int,
    (row) => `select count(*)::integer from tariff_zone z where z.tariff_version_id = ${row}.id`,
  )
  zoneCount!: number;
  @Computed(
    () => Int,
    (row) => `select count(*)::integer from tariff_prefix p where p.tariff_version_id = ${row}.id`,
  )
  prefixCount!: number;
  @Many(() => TariffBand, 'tariffVersionId', 'name', 10) bands!: TariffBand[];
  @Many(() => TariffBundle, 'tariffVersionId', 'name', 10) bundles!: TariffBundle[];
}

@ObjectType({
  description: 'Minutes of the week in London: 0 is Monday at midnight, 10080 the end of Sunday.',
})
export class BandTime {
  @Field(() => Int) fromMinute!: number;
  @Field(() => Int) untilMinute!: number;
}

/** When a rate holds. The bands that a zone has rates for cover the week, each minute once. [B2] */
@Table('tariff_band', { ...ofVersion, data: { kept: 'WHILE_USED', none: 'name times' } })
export class TariffBand {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() tariffVersionId!: string;
  @Text() name!: string;
  @Document(() => [BandTime]) times!: BandTime[];
}

/** Minutes a month, of the zones that name it, that are paid for otherwise. [B2] */
@Table('tariff_bundle', { ...ofVersion, data: { kept: 'WHILE_USED', none: 'name minutes' } })
export class TariffBundle {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() tariffVersionId!: string;
  @Text() name!: string;
  @Whole({ description: 'A month, for each customer.' }) minutes!: number;

  @Computed(
    () => String,
    (row) =>
      `select coalesce(string_agg(z.name, ', ' order by z.name_key), '') from tariff_zone z where z.tariff_bundle_id = ${row}.id`,
    { description: 'The names of its zones.' },
  )
  zones!: string;
}

/** Numbers that cost the same. [B2] */
@Table('tariff_zone', { ...ofVersion, data: { kept: 'WHILE_USED', none: 'name weight' } })
export class TariffZone {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() tariffVersionId!: string;
  @Ref({ nullable: true }) tariffBundleId!: string | null;
  @Text() name!: string;
  @Whole({ description: 'Of zones that both know a number the heavier one has it.' }) weight!: number;

  @Computed(
    () => String,
    (row) =>
      `select coalesce(string_agg(p.prefix, ' ' order by p.prefix), '') from tariff_prefix p where p.tariff_zone_id = ${row}.id`,
    { description: 'What its numbers begin with, apart by spaces.' },
  )
  prefixes!: string;
  @One(() => TariffBundle, 'tariffBundleId', { nullable: true }) bundle!: TariffBundle | null;
  @Many(() => TariffRate, 'tariffZoneId', 'id', 5) rates!: TariffRate[];
}

/** What begins a number of a zone. */
@Table('tariff_prefix', { data: { kept: 'WHILE_USED', none: 'prefix' }, ...ofVersion, internal: true })
export class TariffPrefix {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() tariffVersionId!: string;
  @Ref() tariffZoneId!: string;
  @Text({ api: false }) prefix!: string;
}

/** What a call to a zone costs in a band, in millionths of the currency's main unit. [B2] */
@Table('tariff_rate', {
  ...ofVersion,
  data: {
    kept: 'WHILE_USED',
    none: 'perMinuteMicro accessMicro connectionMicro minimumSeconds firstIncrement nextIncrement',
  },
})
export class TariffRate {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() tariffZoneId!: string;
  @Ref() tariffBandId!: string;
  @micro('Of a service number this is the service charge.') perMinuteMicro!: number;
  @micro('The access charge a minute, which comes on top; 0 but for service numbers.') accessMicro!: number;
  @micro('Once per call.') connectionMicro!: number;
  @Whole({ description: 'A call is charged as if it had lasted at least so long.' }) minimumSeconds!: number;
  @Whole({ description: 'Seconds.' }) firstIncrement!: number;
  @Whole({ description: 'Seconds.' }) nextIncrement!: number;

  @One(() => TariffBand, 'tariffBandId') band!: TariffBand;
}

/** What is known of the price of a call: UNRATED where no prefix matches, FREE where it is never charged. */
export const CallRating = enumeration('CallRating', { RATED: 'RATED', FREE: 'FREE', UNRATED: 'UNRATED' });
export type CallRating = keyof typeof CallRating;
