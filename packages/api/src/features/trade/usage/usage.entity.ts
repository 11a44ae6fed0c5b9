import { Field, Int, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  Document,
  enumeration,
  Flag,
  Id,
  Json,
  Key,
  Moment,
  One,
  Quantity,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Product } from '../catalogue/index.ts';
import { Subscription } from '../subscriptions/index.ts';

/** READING and BOOKING pass by themselves. REFUSED: nothing of it was taken. */
export const UsageImportState = enumeration('UsageImportState', {
  READING: 'READING',
  BOOKING: 'BOOKING',
  DONE: 'DONE',
  REFUSED: 'REFUSED',
});

/** A line that was not taken, and why. */
@ObjectType()
export class UsageRefusal {
  @Field(() => Int) line!: number;
  @Field(() => String) reason!: string;
}

const begins = 'even while suspended: what was used is put down' as const;
/** What was sent is its sender's alone: not even the platform sees a reseller's. */
const ofHolder = {
  area: 'services',
  tenant: { reseller: 'reseller_id' },
  begins,
  rows: { platform: `reseller_id = ${setting('reseller_id')}` },
} as const;

/** A file of usage, or a batch of a program, and what became of it. [B1] */
@Table('usage_import', {
  data: {
    kept: 'EXCHANGE',
    since: 'doneAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'byName' },
    none: 'fileName state problem lines staged taken known late suspended refused refusals createdAt doneAt',
  },
  ...ofHolder,
  may: { platform: 'siu', reseller: 'siu', worker: 'su', gate: 'su' },
})
export class UsageImport {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() fileName!: string;
  @Text() byName!: string;
  @Choice(UsageImportState) state!: keyof typeof UsageImportState;
  @Text({ nullable: true, description: 'Why nothing of it was taken.' }) problem!: string | null;
  @Whole({ description: 'All that it holds, but for the heading and blank ones.' }) lines!: number;
  @Whole({ api: false }) staged!: number;
  @Whole({ description: 'Events that are new.' }) taken!: number;
  @Whole({ description: 'Events that are there already: nothing is changed by them.' }) known!: number;
  @Whole({
    description: 'Of those taken: for a month that is invoiced. They go on the next invoice.',
  })
  late!: number;
  @Whole({
    description: 'Of those taken: while the subscription is suspended. They are charged all the same.',
  })
  suspended!: number;
  @Whole() refused!: number;
  @Document(() => [UsageRefusal], { description: 'The first of those that were refused, by line.' })
  refusals!: UsageRefusal[];
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) doneAt!: Date | null;
}

/** An event as it was read, before all of its file is booked. */
@Table('usage_staged', {
  data: { kept: 'SHORT', none: 'line reference at quantity key replaces known reason' },
  ...ofHolder,
  internal: true,
  may: { platform: 'sid', reseller: 'sid', worker: 's', gate: 'sud' },
})
export class StagedUsage {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() usageImportId!: string;
  @Whole() line!: number;
  @Text() reference!: string;
  @Ref({ nullable: true }) subscriptionId!: string | null;
  @Moment() at!: Date;
  @Quantity({ api: false }) quantity!: number;
  @Text() key!: string;
  @Text({ nullable: true }) replaces!: string | null;
  @Flag({ api: false }) known!: boolean;
  @Text({ nullable: true }) reason!: string | null;
}

const ofCompany = {
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins,
} as const;

/** Something that was used of a metered subscription: it is there once by its key, and never changes. [B1] */
@Table('usage_event', {
  data: { kept: 'TRAFFIC', since: 'at', none: 'key at quantity createdAt' },
  ...ofCompany,
  may: { platform: 's', reseller: 's', company: 's', gate: 'siu' },
  changes: { gate: ['replacedById'] },
})
export class UsageEvent {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Id() subscriptionId!: string;
  @Ref() productId!: string;
  @Ref() usageImportId!: string;
  @Text({ description: 'What whoever recorded it calls it.' }) key!: string;
  @Moment() at!: Date;
  @Quantity() quantity!: number;
  @Ref({ nullable: true }) replacedById!: string | null;
  @Moment() createdAt!: Date;

  @One(() => UsageEvent, 'replacedById', { nullable: true }) replacedBy!: UsageEvent | null;
  @One(() => Product, 'productId') product!: Product;
}

const SELLERS = ['PLATFORM', 'RESELLER'] as const;

/** What a month of a metered subscription comes to. [B1] [B3] */
@Table('usage_month', {
  data: {
    kept: 'TRAFFIC',
    none: 'month quantity events byOperator retailCurrency retailTiers retailMicro wholesaleCurrency wholesaleTiers wholesaleMicro changedAt',
  },
  ...ofCompany,
  may: { platform: 's', reseller: 's', company: 's', gate: 'siu' },
})
export class UsageMonth {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Id() subscriptionId!: string;
  @Ref() productId!: string;
  @Day({ description: 'Its first day.' }) month!: string;
  @Quantity({ description: 'Added up, the greatest or the last, as the meter of the product says.' })
  quantity!: number;
  @Whole({ description: 'That count: what was replaced does not.' }) events!: number;
  @Flag({ api: false }) byOperator!: boolean;
  @Text({ description: 'Of what the company pays.' }) retailCurrency!: string;
  @Json() retailTiers!: unknown;
  @column('bigint', () => String, { api: false }) retailMicro!: string;
  @Text({ nullable: true, levels: SELLERS }) wholesaleCurrency!: string | null;
  @column('jsonb', () => String, { nullable: true, levels: SELLERS, api: false }) wholesaleTiers!: unknown;
  @column('bigint', () => String, { nullable: true, levels: SELLERS, api: false }) wholesaleMicro!:
    | string
    | null;
  @Moment() changedAt!: Date;

  @Computed(
    () => GraphQLMinor,
    (row) => `round(${row}.retail_micro / 10000.0)`,
    { description: 'What the company is charged for it so far, without VAT.' },
  )
  retailMinor!: number;
  @Computed(
    () => GraphQLMinor,
    (row) => `round(${row}.wholesale_micro / 10000.0)`,
    { nullable: true, levels: SELLERS, description: 'What the reseller is.' },
  )
  wholesaleMinor!: number | null;
  @One(() => Subscription, 'subscriptionId') subscription!: Subscription;
  @One(() => Product, 'productId') product!: Product;
  @One(() => Company, 'companyId') company!: Company;
}
