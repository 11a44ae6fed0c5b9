import { ID, Int } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Flag,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import {
  everyones,
  namesOfProducts,
  ofReader,
  SubProcessor,
  TransferMechanism,
} from './sub-processor.entity.ts';

export const ProcessorChangeKind = enumeration('ProcessorChangeKind', {
  ADD: 'ADD',
  REPLACE: 'REPLACE',
  MOVE: 'MOVE',
  END: 'END',
});
export type ProcessorChangeKind = keyof typeof ProcessorChangeKind;

export const ProcessorChangeState = enumeration('ProcessorChangeState', {
  ANNOUNCED: 'ANNOUNCED',
  IN_FORCE: 'IN_FORCE',
  WITHDRAWN: 'WITHDRAWN',
});
export type ProcessorChangeState = keyof typeof ProcessorChangeState;

/** SQL: whoever asks, a company or a reseller below the platform, holds a service that the change with this alias is about. */
export const concernsReader = (row: string): string =>
  `(not ${ofReader(row)} and (${setting('company_id')} is not null or ${row}.by_platform)
    and (${row}.product_ids = '{}' or exists (
      select from subscription s where s.state <> 'ENDED' and s.product_id = any (${row}.product_ids))))`;

/** SQL: the objection of whoever asks to the change with this alias. */
const ownObjection = (row: string): string =>
  `from processor_objection o where o.change_id = ${row}.id and o.reseller_id = ${setting('reseller_id')}
    and o.company_id is not distinct from ${setting('company_id')}`;

/** SQL: whoever asks may still object to the change with this alias. */
export const canObject = (row: string): string =>
  `(${row}.state = 'ANNOUNCED' and ${row}.effective_on > (select current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date
    and ${concernsReader(row)} and not exists (select ${ownObjection(row)}))`;

/**
 * A sub-processor who comes, takes another's place, processes elsewhere or goes, announced ahead: those concerned may object until its day, on which it
 * comes into force by itself once every objection has been answered. What is written in it is about services, not about persons. [D1]
 */
@Table('processor_change', {
  data: {
    kept: 'PROOF',
    since: 'settledAt',
    none: 'byPlatform kind productIds places transfer formerPlaces reason effectiveOn state announcedAt settledAt withdrawnBecause',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: people are told what happens',
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 'su', gate: 's' },
  own: { platform: everyones, reseller: everyones, company: everyones },
  writes: {
    platform: `by_platform and reseller_id = ${setting('reseller_id')}`,
    reseller: 'not by_platform',
  },
  changes: {
    platform: ['state', 'settledAt', 'withdrawnBecause'],
    reseller: ['state', 'settledAt', 'withdrawnBecause'],
    worker: ['state', 'settledAt'],
  },
  impersonal: ['kind', 'state', 'effectiveOn'],
  constraints: {
    processor_change_under_way: ['id', 'A change of it is announced already. Withdraw that one first.'],
  },
})
export class ProcessorChange {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag() byPlatform!: boolean;
  @Choice(ProcessorChangeKind) kind!: ProcessorChangeKind;
  @Ref() subProcessorId!: string;
  /** Of REPLACE: whose place it takes. */
  @Ref({ nullable: true }) replacesId!: string | null;
  @column('uuid[]', () => [ID], { description: 'The products that it is about; none: all of them.' })
  productIds!: string[];
  @column('text[]', () => [String], {
    nullable: true,
    description: 'Of a move: where it is to process from that day.',
  })
  places!: string[] | null;
  @column('text[]', () => [String], {
    nullable: true,
    description: 'Of a move: where it processed when that was announced.',
  })
  formerPlaces!: string[] | null;
  @Choice(TransferMechanism, { nullable: true, description: 'Of a move: by what data may go there.' })
  transfer!: TransferMechanism | null;
  @Text({ description: 'Why, for those concerned.' }) reason!: string;
  @Day({ description: 'From when it holds; objections are taken until the day before.' })
  effectiveOn!: string;
  @Choice(ProcessorChangeState) state!: ProcessorChangeState;
  @Moment() announcedAt!: Date;
  @Moment({ nullable: true, description: 'When it came into force, or was withdrawn.' })
  settledAt!: Date | null;
  @Text({ nullable: true, description: 'Of one that was withdrawn: why.' }) withdrawnBecause!: string | null;

  @One(() => SubProcessor, 'subProcessorId') subProcessor!: SubProcessor;
  @One(() => SubProcessor, 'replacesId', { nullable: true }) replaces!: SubProcessor | null;
  @Computed(
    () => [String],
    (row) => namesOfProducts(`${row}.product_ids`),
  )
  products!: string[];
  @Computed(() => Boolean, ofReader, { description: 'Whoever asks has announced it.' }) ofReader!: boolean;
  @Computed(() => Boolean, concernsReader, { description: 'Whoever asks holds a service it is about.' })
  concernsReader!: boolean;
  @Computed(() => Boolean, canObject, { description: 'Whoever asks may still object.' }) canObject!: boolean;
  @Computed(
    () => Int,
    (row) => `select count(*) from processor_notice n where n.change_id = ${row}.id`,
    {
      levels: ['PLATFORM', 'RESELLER'],
      description: 'How many companies and resellers were told, as far as whoever asks sees them.',
    },
  )
  toldCount!: number | null;
  @Computed(
    () => Int,
    (row) => `select count(*) from processor_objection o where o.change_id = ${row}.id`,
    {
      description: 'Objections, as far as whoever asks sees them.',
    },
  )
  objectionCount!: number;
  @Computed(
    () => Int,
    (row) =>
      `select count(*) from processor_objection o where o.change_id = ${row}.id and o.answered_at is null`,
    { description: 'Those of them that wait for an answer.' },
  )
  openObjectionCount!: number;
}

/** How the letters of a notice went: FAILED if one did, QUEUED while one is on its way. */
export const NoticeDelivery = enumeration('NoticeDelivery', {
  NONE: 'NONE',
  QUEUED: 'QUEUED',
  SENT: 'SENT',
  FAILED: 'FAILED',
});

/** A company, or a reseller, that was told of a change: the evidence. Of persons it holds nothing; their letters are mail. [D1] */
@Table('processor_notice', {
  data: { kept: 'PROOF', since: 'toldAt', none: 'toldAt mailIds' },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: people are told what happens',
  kept: ofChangesOfReader('change_id'),
  may: { platform: 'si', reseller: 's', company: 's', worker: 'si', gate: 's' },
})
export class ProcessorNotice {
  @Key() id!: string;
  @Ref() changeId!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Moment() toldAt!: Date;
  /** Letters to its administrators; in the console they are told in any case. */
  @column('uuid[]', () => [ID], { api: false }) mailIds!: string[];

  @Computed(
    () => String,
    (row) => `coalesce((select c.name from company c where c.id = ${row}.company_id),
    (select r.name from reseller r where r.id = ${row}.reseller_id and ${row}.company_id is null), '')`,
  )
  tenantName!: string;
  @Computed(
    () => Int,
    (row) => `cardinality(${row}.mail_ids)`,
    { description: 'Letters to its administrators.' },
  )
  letterCount!: number;
  @Computed(
    () => NoticeDelivery,
    (row) => `processor_delivery(${row}.id)`,
    {
      description: 'What became of those letters. In the console it was told in any case.',
    },
  )
  delivery!: keyof typeof NoticeDelivery;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** SQL: the change is one of whoever asks: what was said of it is the announcer's own record. */
export function ofChangesOfReader(changeId: string): string {
  return `${changeId} in (select c.id from processor_change c where c.reseller_id = ${setting('reseller_id')})`;
}
