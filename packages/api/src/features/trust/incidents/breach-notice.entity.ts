import { AUTHORITY_HOURS } from '@steward/shared';
import { ID, Int } from 'type-graphql';
import { DataClass } from '../../../kernel/personal-data.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Flag,
  Id,
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
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { BreachRisk } from './incident.entity.ts';

export const BreachNoticeState = enumeration('BreachNoticeState', {
  WITH_RESELLER: 'WITH_RESELLER',
  SENT: 'SENT',
  DELIVERED: 'DELIVERED',
  OPENED: 'OPENED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
});

/** SQL: how far it has come. */
export const noticeStateOf = (row: string): string =>
  `case when ${row}.passed_on_at is null then 'WITH_RESELLER' when ${row}.acknowledged_at is not null then 'ACKNOWLEDGED'
    when ${row}.opened_at is not null then 'OPENED' when ${row}.delivered_at is not null then 'DELIVERED' else 'SENT' end`;

/** SQL: when the controller became aware; its own clock starts then. Null while it has not heard. */
export const controllerAware = (row: string): string => `least(${row}.delivered_at, ${row}.opened_at)`;

/** SQL: the controller's clock runs and it has not noted yet what it told the authority. */
export const clockRuns = (row: string): string =>
  `(${controllerAware(row)} is not null and ${row}.authority_noted_at is null)`;

/** SQL: whoever reads is, or works for, the controller that the notice is for. */
export const isForReader = (row: string): string =>
  `(current_setting('role') = 'steward_company' or ${row}.company_id is null and ${row}.reseller_id = ${setting('reseller_id')})`;

const own = {
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: whoever answers for data is told what happened to them',
  notes: true,
  // A reseller passes its notices on and proves that it has, whatever its company lets it see otherwise.
  kept: `reseller_id = ${setting('reseller_id')}`,
} as const;

const ofCompany = `company_id = ${setting('company_id')}`;
const name = (row: string, columnName: string): string =>
  `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.${columnName}`;

/**
 * What one controller is told of an incident, as Art. 33(3) has it, with how it went: when it was sent, passed on by the reseller,
 * delivered, opened and acknowledged, and what the controller told its authority within the clock of its own. A company sees its own
 * once its reseller has passed them on. The reason why no authority was told is the controller's own words, and sealed. [D5] [S86]
 */
@Table('breach_notice', {
  data: {
    kept: 'PROOF',
    since: 'sentAt',
    ends: 'values',
    CORRESPONDENT: { for: 'ACCOUNTABILITY', IDENTITY: 'contactName contactEmail', CONTACT: 'contactPhone' },
    ACTOR: {
      for: 'ACCOUNTABILITY',
      TRAFFIC: 'openedAt acknowledgedAt authorityNotedAt',
      CONTENT: 'authorityReason',
    },
    none: 'reference title exercise risk endUserCount administratorCount dataClasses touchedFrom touchedUntil awareAt sentAt passesOnAt passedOnAt toldAt recipientCount deliveredAt undeliveredAt authorityNotifiedAt authorityReference lettersSentAt',
  },
  ...own,
  may: { platform: 'siu', reseller: 'siu', company: 'su', worker: 'su', gate: 'su' },
  rows: { company: `${ofCompany} and passed_on_at is not null` },
  changes: {
    company: [
      'openedAt',
      'openedBy',
      'acknowledgedAt',
      'acknowledgedBy',
      'authorityNotifiedAt',
      'authorityReference',
      'authorityReason',
      'authorityNotedAt',
      'authorityNotedBy',
      'lettersSentAt',
    ],
    worker: ['passedOnAt', 'toldAt', 'recipientCount'],
    gate: ['deliveredAt', 'undeliveredAt'],
  },
  impersonal: ['state', 'risk', 'exercise', 'endUserCount', 'administratorCount'],
})
export class BreachNotice {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() incidentId!: string;
  @Computed(
    () => ID,
    (row) => `select i.id from incident i where i.id = ${row}.incident_id`,
    {
      nullable: true,
      description: 'The entry of the register that it comes from, for those whose register it is.',
    },
  )
  ofIncidentId!: string | null;
  /** Whose incident it is: the platform’s channel, or the reseller. */
  @Ref() issuerId!: string;
  @Text() reference!: string;
  @Text() title!: string;
  @Flag({ description: 'Practised, not real.' }) exercise!: boolean;
  @Choice(BreachRisk, { description: 'As whoever processes the data judges it.' }) risk!: BreachRisk;
  @Whole({ description: 'End users concerned, as far as they are known one by one.' }) endUserCount!: number;
  @Whole({ description: 'Administrators concerned.' }) administratorCount!: number;
  @column('text[]', () => [DataClass], {}) dataClasses!: DataClass[];
  @Moment() touchedFrom!: Date;
  @Moment({ nullable: true, description: 'None: it goes on.' }) touchedUntil!: Date | null;
  @Text() contactName!: string;
  @Text() contactEmail!: string;
  @Sealed({ nullable: true }) contactPhone!: string | null;
  @Moment({ description: 'When whoever processes the data knew.' }) awareAt!: Date;
  @Moment() sentAt!: Date;
  @Moment({ nullable: true, description: 'When it is passed on by itself, if its reseller has not done so.' })
  passesOnAt!: Date | null;
  @Moment({
    nullable: true,
    description: 'When its reseller passed it on; what goes there directly, at once.',
  })
  passedOnAt!: Date | null;
  @Ref({ nullable: true }) passedOnBy!: string | null;
  /** When the reseller was told that it waits. */
  @Moment({ nullable: true, api: false }) toldAt!: Date | null;
  @Whole({ nullable: true, description: 'To how many administrators it was mailed.' }) recipientCount!:
    | number
    | null;
  @Moment({ nullable: true, description: 'When the first of their mail servers took it.' })
  deliveredAt!: Date | null;
  @Moment({ nullable: true, description: 'When a mail server refused it, if none took it.' })
  undeliveredAt!: Date | null;
  @Moment({ nullable: true, description: 'When one of them first opened it here.' }) openedAt!: Date | null;
  @Ref({ nullable: true }) openedBy!: string | null;
  @Moment({ nullable: true }) acknowledgedAt!: Date | null;
  @Ref({ nullable: true }) acknowledgedBy!: string | null;
  @Moment({ nullable: true, description: 'When the controller told its authority.' })
  authorityNotifiedAt!: Date | null;
  @Text({ nullable: true, description: 'Under which reference the authority has it.' }) authorityReference!:
    | string
    | null;
  @Sealed({ nullable: true, description: 'Why the authority was not told, or not within 72 hours.' })
  authorityReason!: string | null;
  @Moment({ nullable: true, description: 'When the controller noted this.' }) authorityNotedAt!: Date | null;
  @Ref({ nullable: true }) authorityNotedBy!: string | null;
  @Moment({ nullable: true, description: 'When letters first went to the people concerned.' })
  lettersSentAt!: Date | null;

  @Computed(() => BreachNoticeState, noticeStateOf) state!: keyof typeof BreachNoticeState;
  @Computed(() => GraphQLDateTime, controllerAware, {
    nullable: true,
    description: 'When the controller became aware: with delivery, or when it was opened if that was before.',
  })
  controllerAwareAt!: Date | null;
  @Computed(
    () => GraphQLDateTime,
    (row) => `${controllerAware(row)} + interval '${AUTHORITY_HOURS} hours'`,
    {
      nullable: true,
      description: 'Until when the controller has to tell its authority, or note why not.',
    },
  )
  authorityDueAt!: Date | null;
  @Computed(() => Boolean, isForReader, { description: 'Whether you are the controller whom it is for.' })
  mine!: boolean;
  @Computed(
    () => String,
    (row) => `select coalesce((select c.name from company c where c.id = ${row}.company_id),
      (select r.name from reseller r where r.id = ${row}.reseller_id))`,
    { nullable: true },
  )
  controllerName!: string | null;
  @Computed(
    () => String,
    (row) => `select breach_issuer(${row}.issuer_id)`,
    {
      nullable: true,
      description: 'Who processed the data and tells of it.',
    },
  )
  issuerName!: string | null;
  @Computed(
    () => String,
    (row) => name(row, 'opened_by'),
    { nullable: true },
  )
  openedByName!: string | null;
  @Computed(
    () => String,
    (row) => name(row, 'acknowledged_by'),
    { nullable: true },
  )
  acknowledgedByName!: string | null;
  @Computed(
    () => String,
    (row) => name(row, 'passed_on_by'),
    { nullable: true },
  )
  passedOnByName!: string | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Many(() => BreachNoticePhase, 'noticeId', 'number', 5) phases!: BreachNoticePhase[];
  @Many(() => BreachLetter, 'noticeId', 'sent_at', 2) letters!: BreachLetter[];
}

/**
 * What a notice said at one time: the first, and what was added in phases as more came to be known (Art. 33(4)). Sealed; once its time is over
 * the words go, and that it was said stays. [D5]
 */
@Table('breach_notice_phase', {
  data: {
    kept: 'PROOF',
    since: 'sentAt',
    whose: 'nobody: what happened, told of all whom it concerns',
    ends: 'values',
    END_USER: { for: 'ACCOUNTABILITY', CONTENT: 'nature consequences measures' },
    none: 'number endUserCount sentAt passedOnAt mailedAt deliveredAt openedAt',
  },
  ...own,
  may: { platform: 'siu', reseller: 'siu', company: 'su', worker: 'su', gate: 'su' },
  rows: { company: `${ofCompany} and passed_on_at is not null` },
  changes: { company: ['openedAt'], worker: ['passedOnAt', 'mailedAt'], gate: ['deliveredAt'] },
})
export class BreachNoticePhase {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() noticeId!: string;
  @Whole({ description: '1 is the notice, the others are supplements.' }) number!: number;
  @Sealed({ nullable: true }) nature!: string | null;
  @Sealed({ nullable: true }) consequences!: string | null;
  @Sealed({ nullable: true }) measures!: string | null;
  @Whole() endUserCount!: number;
  @Moment() sentAt!: Date;
  @Moment({ nullable: true }) passedOnAt!: Date | null;
  @Moment({ nullable: true, api: false }) mailedAt!: Date | null;
  @Moment({ nullable: true }) deliveredAt!: Date | null;
  @Moment({ nullable: true }) openedAt!: Date | null;
}

/** An end user whose data an incident touched, and whether they were written to. They see it themselves once they were. [D5] */
@Table('breach_person', {
  data: {
    called: 'notice of a breach',
    kept: 'PROOF',
    ends: 'row',
    END_USER: { for: 'ACCOUNTABILITY', TRAFFIC: 'deliveredAt openedAt' },
    none: 'reached',
  },
  ...own,
  tenant: { ...own.tenant, endUser: 'end_user_id' },
  may: { platform: 's', reseller: 's', company: 'su', endUser: 'su', worker: 's', gate: 'siu' },
  rows: {
    company: `${ofCompany} and notice_id in (select n.id from breach_notice n)`,
    endUser: `end_user_id = ${setting('end_user_id')} and letter_id is not null`,
  },
  changes: { company: ['letterId', 'reached'], endUser: ['openedAt'], gate: ['deliveredAt'] },
})
export class BreachPerson {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Id() endUserId!: string;
  @Id() noticeId!: string;
  @Id({ nullable: true }) letterId!: string | null;
  @Flag({ nullable: true, description: 'Whether there was an address to write to.' }) reached!:
    | boolean
    | null;
  @Moment({ nullable: true }) deliveredAt!: Date | null;
  @Moment({ nullable: true, description: 'When they first opened the letter here.' }) openedAt!: Date | null;

  @Computed(
    () => String,
    (row) => `select u.first_name || ' ' || u.last_name from end_user u where u.id = ${row}.end_user_id`,
    { nullable: true, description: 'If they are there still.' },
  )
  endUserName!: string | null;
  @One(() => BreachLetter, 'letterId', { nullable: true }) letter!: BreachLetter | null;
}

/** What a controller wrote to the people concerned (Art. 34), by mail and here: never of an exercise. Sealed. [D5] */
@Table('breach_letter', {
  data: {
    called: 'letter about a breach',
    kept: 'PROOF',
    since: 'sentAt',
    whose: 't.id in (select b.letter_id from breach_person b where b.end_user_id = $1)',
    ends: 'values',
    END_USER: { for: 'ACCOUNTABILITY', CONTENT: 'subject text' },
    none: 'exercise recipientCount unreachedCount sentAt',
  },
  ...own,
  // The platform seals anew what is there, and changes nothing else.
  may: { platform: 'su', reseller: 's', company: 'si', endUser: 's', worker: 's', gate: 's' },
  changes: { platform: ['text'] },
  rows: { endUser: 'id in (select p.letter_id from breach_person p)' },
})
export class BreachLetter {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() noticeId!: string;
  /** The notice’s: the database takes no other than false. */
  @Flag({ api: false }) exercise!: boolean;
  @Sealed({ nullable: true }) subject!: string | null;
  @Sealed({ nullable: true }) text!: string | null;
  @Whole({ description: 'To how many it was mailed.' }) recipientCount!: number;
  @Whole({ description: 'How many have no address: they have to be told otherwise.' })
  unreachedCount!: number;
  @Computed(
    () => Int,
    (row) => `select count(*) from breach_person p where p.letter_id = ${row}.id and p.opened_at is not null`,
    { description: 'How many have opened it here.' },
  )
  openedCount!: number;
  @Moment() sentAt!: Date;
  @Ref({ nullable: true }) sentBy!: string | null;
}
