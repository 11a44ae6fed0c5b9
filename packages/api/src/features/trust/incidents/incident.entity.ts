import { Int } from 'type-graphql';
import { DataClass } from '../../../kernel/personal-data.ts';
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
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

export const SecurityIncidentState = enumeration('SecurityIncidentState', {
  OPEN: 'OPEN',
  CONTAINED: 'CONTAINED',
  CLOSED: 'CLOSED',
});
export const BreachLikelihood = enumeration('BreachLikelihood', {
  UNLIKELY: 'UNLIKELY',
  POSSIBLE: 'POSSIBLE',
  LIKELY: 'LIKELY',
});
export type BreachLikelihood = keyof typeof BreachLikelihood;
export const BreachSeverity = enumeration('BreachSeverity', {
  MINOR: 'MINOR',
  SIGNIFICANT: 'SIGNIFICANT',
  SEVERE: 'SEVERE',
});
export type BreachSeverity = keyof typeof BreachSeverity;
export const BreachRisk = enumeration('BreachRisk', { LOW: 'LOW', RISK: 'RISK', HIGH: 'HIGH' });
export type BreachRisk = keyof typeof BreachRisk;
export const IncidentDecision = enumeration('IncidentDecision', {
  NOTIFY: 'NOTIFY',
  DO_NOT_NOTIFY: 'DO_NOT_NOTIFY',
});
export type IncidentDecision = keyof typeof IncidentDecision;
export const TouchedKind = enumeration('TouchedKind', {
  PRODUCT: 'PRODUCT',
  CONNECTOR: 'CONNECTOR',
  COMPANY: 'COMPANY',
  PEOPLE: 'PEOPLE',
  ADMINISTRATORS: 'ADMINISTRATORS',
});
export type TouchedKind = keyof typeof TouchedKind;

/** SQL: how far it is. */
export const stateOf = (row: string): string =>
  `case when ${row}.closed_at is not null then 'CLOSED' when ${row}.contained_at is not null then 'CONTAINED' else 'OPEN' end`;

const notices = (row: string, condition = 'true'): string =>
  `select count(*) from breach_notice n where n.incident_id = ${row}.id and ${condition}`;

/** SQL: how long the slowest of its notices took from when they could go out. */
const slowest = (row: string, until: string): string =>
  `select ceil(extract(epoch from max(${until} - n.aware_at)) / 60) from breach_notice n where n.incident_id = ${row}.id`;

/**
 * Something that happened to people's data, in the register of whoever processes them: the platform, or a reseller of its
 * own. It holds the facts, how they were judged, what was done, and whether controllers were told and why, of those, too,
 * that nobody was told of. Facts, measures and reasons may name people: they are sealed. [D5] [S86]
 */
@Table('incident', {
  type: 'SecurityIncident',
  data: {
    kept: 'PROOF',
    since: 'closedAt',
    whose: 'nobody: what happened, told of all whom it concerns',
    ends: 'values',
    CORRESPONDENT: { for: 'ACCOUNTABILITY', IDENTITY: 'contactName contactEmail', CONTACT: 'contactPhone' },
    END_USER: { for: 'ACCOUNTABILITY', CONTENT: 'facts nature consequences measures decisionReason' },
    none: 'reference title exercise occurredAt discoveredAt awareAt containedAt closedAt likelihood severity risk decision decidedAt changedAt sentAt lastSentAt createdAt',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what happened to data is put down',
  may: { platform: 'siu', reseller: 'siu', worker: 's', gate: 's' },
  impersonal: ['exercise', 'likelihood', 'severity', 'risk', 'decision', 'containedAt', 'state'],
  constraints: {
    incident_open_title: ['title', 'An incident of this title is open already: go on there.'],
  },
})
export class SecurityIncident {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() reference!: string;
  @Text({ description: 'What it is called, also in notices; no person’s name.' }) title!: string;
  @Flag({ description: 'Practised, not real: notices say so, and no end user hears of it.' })
  exercise!: boolean;
  @Sealed({ nullable: true, description: 'What is known, for the register; null once its time is over.' })
  facts!: string | null;
  @Moment({ nullable: true }) occurredAt!: Date | null;
  @Moment() discoveredAt!: Date;
  @Moment({
    description: 'When whoever processes knew that people’s data are concerned: duties count from it.',
  })
  awareAt!: Date;
  @Moment({ nullable: true }) containedAt!: Date | null;
  @Moment({ nullable: true }) closedAt!: Date | null;
  @Choice(BreachLikelihood, { nullable: true, description: 'How likely people are harmed.' })
  likelihood!: BreachLikelihood | null;
  @Choice(BreachSeverity, { nullable: true, description: 'How badly they would be.' })
  severity!: BreachSeverity | null;
  @Choice(BreachRisk, { nullable: true, description: 'What follows from both.' }) risk!: BreachRisk | null;
  @Sealed({ nullable: true, description: 'What controllers are told happened.' }) nature!: string | null;
  @Sealed({ nullable: true, description: 'What is likely to follow for the people concerned.' })
  consequences!: string | null;
  @Sealed({ nullable: true, description: 'What was done and is going to be.' }) measures!: string | null;
  @Text({ nullable: true, description: 'Where controllers can find out more.' }) contactName!: string | null;
  @Text({ nullable: true }) contactEmail!: string | null;
  @Sealed({ nullable: true }) contactPhone!: string | null;
  @Choice(IncidentDecision, { nullable: true }) decision!: IncidentDecision | null;
  @Sealed({ nullable: true }) decisionReason!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Ref({ nullable: true }) reportedBy!: string | null;
  /** When something last changed that notices say. */
  @Moment({ description: 'When last something changed that notices say.' }) changedAt!: Date;
  @Moment({ nullable: true, description: 'When notices first went out.' }) sentAt!: Date | null;
  @Moment({ nullable: true, description: 'When they last did: the first, or supplements.' })
  lastSentAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(() => SecurityIncidentState, stateOf) state!: keyof typeof SecurityIncidentState;
  @Computed(
    () => Boolean,
    (row) => `${row}.decision = 'NOTIFY' and coalesce(${row}.changed_at > ${row}.last_sent_at, true)`,
    { nullable: true, description: 'There is something that controllers have not been told yet.' },
  )
  untold!: boolean | null;
  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.decided_by`,
    { nullable: true },
  )
  decidedByName!: string | null;
  @Computed(
    () => Int,
    (row) => notices(row),
    { description: 'Controllers that were told.' },
  )
  noticeCount!: number;
  @Computed(
    () => Int,
    (row) => notices(row, 'n.passed_on_at is null'),
    { description: 'Waiting with resellers.' },
  )
  waitingCount!: number;
  @Computed(
    () => Int,
    (row) => notices(row, 'n.delivered_at is not null'),
  )
  deliveredCount!: number;
  @Computed(
    () => Int,
    (row) => notices(row, 'n.opened_at is not null'),
  )
  openedCount!: number;
  @Computed(
    () => Int,
    (row) => notices(row, 'n.acknowledged_at is not null'),
  )
  acknowledgedCount!: number;
  @Computed(
    () => Int,
    (row) => `select sum(n.end_user_count) from breach_notice n where n.incident_id = ${row}.id`,
    { nullable: true, description: 'End users concerned, of all notices.' },
  )
  endUserCount!: number | null;
  @Computed(
    () => Int,
    (row) => slowest(row, 'n.sent_at'),
    {
      nullable: true,
      description: 'Minutes from knowing to sending, of the slowest notice.',
    },
  )
  sentAfterMinutes!: number | null;
  @Computed(
    () => Int,
    (row) => slowest(row, 'n.delivered_at'),
    {
      nullable: true,
      description: 'Minutes from knowing until the controller had it, of the slowest that arrived.',
    },
  )
  deliveredAfterMinutes!: number | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @Many(() => IncidentScope, 'incidentId', 'id', 20) scope!: IncidentScope[];
}

/** What an incident touched: who had a service or is at a place, between two moments, and which classes of data. [D5] */
@Table('incident_scope', {
  data: {
    kept: 'PROOF',
    whose: 'nobody: whom it may concern, in the record of whoever reports it',
    ends: 'values',
    END_USER: { for: 'ACCOUNTABILITY', IDENTITY: 'endUserIds', SERVICE: 'department' },
    none: 'kind from until dataClasses',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what happened to data is put down',
  may: { platform: 'sid', reseller: 'sid', worker: 's', gate: 's' },
})
export class IncidentScope {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() incidentId!: string;
  @Choice(TouchedKind) kind!: TouchedKind;
  @Id({ nullable: true }) productId!: string | null;
  @Id({ nullable: true }) connectorId!: string | null;
  @Id({ nullable: true }) companyId!: string | null;
  @column('text[]', () => [String], { description: 'Of PEOPLE: who, by id.' }) endUserIds!: string[];
  @Text({ nullable: true, description: 'Only people of this department.' }) department!: string | null;
  @Moment() from!: Date;
  @Moment({ nullable: true, description: 'None: it goes on.' }) until!: Date | null;
  @column('text[]', () => [DataClass], {}) dataClasses!: DataClass[];

  @Computed(
    () => String,
    (row, level) => `case ${row}.kind
      when 'PRODUCT' then (select p.name from product p where p.id = ${row}.product_id)
      ${level === 'PLATFORM' ? `when 'CONNECTOR' then (select c.name from connector c where c.id = ${row}.connector_id)` : ''}
      when 'COMPANY' then (select c.name from company c where c.id = ${row}.company_id)
      when 'ADMINISTRATORS' then (select c.name from company c where c.id = ${row}.company_id) end`,
    { nullable: true, description: 'The product, connector or company.' },
  )
  name!: string | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
