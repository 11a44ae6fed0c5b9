import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';

export const LineAccess = enumeration('LineAccess', {
  FTTP: 'FTTP',
  FTTC: 'FTTC',
  SOGEA: 'SOGEA',
  ADSL: 'ADSL',
  LEASED_LINE: 'LEASED_LINE',
  MOBILE_4G: 'MOBILE_4G',
  MOBILE_5G: 'MOBILE_5G',
  OTHER: 'OTHER',
});
export type LineAccess = keyof typeof LineAccess;

/** CEASED: the supplier has ended it; its addresses are somebody else’s to have. */
export const LineState = enumeration('LineState', { ORDERED: 'ORDERED', LIVE: 'LIVE', CEASED: 'CEASED' });
export type LineState = keyof typeof LineState;

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;

/** Somebody who worked at the end of a line, from when to when. */
@Table('line_holding', {
  data: {
    called: 'when a line was held',
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
export class LineHolding {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Ref() lineId!: string;
  @Moment() heldFrom!: Date;
  @Moment({ nullable: true }) heldUntil!: Date | null;

  @One(() => EndUser, 'endUserId') endUser!: EndUser;
}

/** An IP address or range of a line, from when to when. */
@ObjectType()
export class LineAddress {
  @Field(() => ID) id!: string;
  @Field(() => String) range!: string;
  @Field(() => GraphQLDateTime) givenFrom!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'None: the line has it.' })
  givenUntil!: Date | null;
}

/** An IP address or range that a line has or had: who could be reached at it on any day can be told. [R2] */
@Table('line_range', {
  data: {
    kept: 'ACCOUNT',
    since: 'givenUntil',
    ends: 'values',
    CUSTOMER: { for: 'SERVING', TRAFFIC: 'range' },
    none: 'givenFrom givenUntil',
  },
  area: 'records',
  internal: true,
  tenant,
  place: 'with its company',
  begins: 'even while suspended: what a line had is put down',
  may: { platform: 'su', reseller: 's', company: 's', worker: 's', gate: 'siu' },
  constraints: {
    line_range_once: [
      'ranges',
      'One of these addresses is another line’s already. It has to be taken from that one first.',
    ],
  },
})
export class LineRange {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() lineId!: string;
  @column('cidr', () => String, {}) range!: string;
  @Moment() givenFrom!: Date;
  @Moment({ nullable: true, description: 'None: the line has it.' }) givenUntil!: Date | null;
}

/** A broadband line of a company: what it is, where it is installed, and at which addresses it is reached. [R2] */
@Table('broadband_line', {
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    END_USER: {
      for: 'SERVING',
      LOCATION: 'building street town postcode',
      TRAFFIC: 'ranges',
      CONTENT: 'note',
      SERVICE: 'access supplier reference downMbps upMbps state dueOn liveOn ceasedOn createdAt',
    },
  },
  area: 'records',
  tenant: { ...tenant, endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 's', endUser: 's', worker: 'su', gate: 'su' },
  // Of somebody who leaves.
  changes: { worker: ['endUserId'], gate: ['endUserId'] },
  impersonal: ['state', 'access', 'supplier', 'downMbps', 'upMbps', 'dueOn', 'liveOn', 'ceasedOn'],
  constraints: {
    broadband_line_once: [
      'reference',
      'A line with this reference of this supplier is among the company’s already.',
    ],
  },
})
export class BroadbandLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref({ nullable: true }) subscriptionId!: string | null;
  @Choice(LineAccess, { description: 'How it comes into the building.' }) access!: LineAccess;
  @Text() supplier!: string;
  @Text({ description: 'The supplier’s reference of the circuit or service.' }) reference!: string;
  @Whole({ nullable: true }) downMbps!: number | null;
  @Whole({ nullable: true }) upMbps!: number | null;
  @column('text[]', () => [String], { description: 'IP addresses and ranges, such as 203.0.113.8/29.' })
  ranges!: string[];
  @Text({ nullable: true, description: 'Where it is installed: all of the address, or none.' })
  building!: string | null;
  @Text({ nullable: true }) street!: string | null;
  @Text({ nullable: true }) town!: string | null;
  @Text({ nullable: true }) postcode!: string | null;
  @Choice(LineState) state!: LineState;
  @Day({ nullable: true, description: 'When the supplier means to have it ready.' }) dueOn!: string | null;
  @Day({ nullable: true, description: 'The first day on which it worked.' }) liveOn!: string | null;
  @Day({ nullable: true, description: 'The first day on which it no longer did.' }) ceasedOn!: string | null;
  @Sealed({ nullable: true }) note!: string | null;
  @Moment() createdAt!: Date;

  @Many(() => LineHolding, 'lineId', 'held_from desc', 5) holdings!: LineHolding[];
  @Computed(
    () => [LineAddress],
    (
      row,
    ) => `select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'range', r.range, 'givenFrom', r.given_from, 'givenUntil', r.given_until)
        order by r.given_from desc, r.range), '[]') from line_range r where r.line_id = ${row}.id`,
    { levels: ['PLATFORM', 'RESELLER', 'COMPANY'], description: 'Those that it has and has had.' },
  )
  addresses!: LineAddress[] | null;
  @One(() => Company, 'companyId') company!: Company;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @One(() => Subscription, 'subscriptionId', { nullable: true }) subscription!: Subscription | null;
}
