import {
  Choice,
  Computed,
  enumeration,
  Flag,
  Id,
  Key,
  Many,
  Moment,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { ComponentImpact, ofReader, STATUS_ROWS } from './component.entity.ts';

export const IncidentKind = enumeration('IncidentKind', { INCIDENT: 'INCIDENT', MAINTENANCE: 'MAINTENANCE' });
/** How far an incident is, as its operator says. */
export const IncidentProgress = enumeration('IncidentProgress', {
  INVESTIGATING: 'INVESTIGATING',
  IDENTIFIED: 'IDENTIFIED',
  MONITORING: 'MONITORING',
  RESOLVED: 'RESOLVED',
});
export type IncidentProgress = keyof typeof IncidentProgress;
export const IncidentState = enumeration('IncidentState', {
  ...IncidentProgress,
  SCHEDULED: 'SCHEDULED',
  IN_PROGRESS: 'IN_PROGRESS',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
});
export type IncidentState = keyof typeof IncidentState;

const now = `(select current_setting('steward.now')::timestamptz)`;

/** SQL: how far it is; maintenance begins and ends by itself, with its window. */
export const stateOf = (row: string): string => `case when ${row}.progress is not null then ${row}.progress
  when ${row}.cancelled_at is not null then 'CANCELLED' when ${row}.starts_at > ${now} then 'SCHEDULED'
  when ${row}.ends_at > ${now} then 'IN_PROGRESS' else 'COMPLETED' end`;

/** SQL: it is not over: it goes on, or is to come. */
export const isOpen = (row: string): string =>
  `(${row}.cancelled_at is null and coalesce(${row}.ends_at > ${now}, true))`;

/**
 * Something that is wrong with services, or work on them in a window that was planned: what is affected how, and what was said of it when.
 * Its words are about services, not about persons. [N4]
 */
@Table('status_incident', {
  ...STATUS_ROWS,
  type: 'Incident',
  data: {
    kept: 'WHILE_USED',
    none: 'byPlatform reference kind title public progress startsAt endsAt cancelledAt review reviewedAt createdAt',
  },
  may: { platform: 'siu', reseller: 'siu', company: 's', endUser: 's' },
  changes: {
    platform: ['title', 'progress', 'startsAt', 'endsAt', 'cancelledAt', 'review', 'reviewedAt'],
    reseller: ['title', 'progress', 'startsAt', 'endsAt', 'cancelledAt', 'review', 'reviewedAt'],
  },
  impersonal: ['title', 'state', 'startsAt', 'endsAt', 'cancelledAt', 'reviewedAt'],
})
export class Incident {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ description: 'Of the platform, for everyone; otherwise of a reseller, for its customers.' })
  byPlatform!: boolean;
  @Text() reference!: string;
  @Choice(IncidentKind) kind!: keyof typeof IncidentKind;
  @Text() title!: string;
  @Flag({ description: 'On the page for everyone; otherwise for customers only.' }) public!: boolean;
  @Choice(IncidentProgress, { nullable: true, api: false }) progress!: IncidentProgress | null;
  @Moment({ description: 'When it began, or is to begin.' }) startsAt!: Date;
  @Moment({ nullable: true, description: 'When it was over, or is to be; none: it goes on.' })
  endsAt!: Date | null;
  @Moment({ nullable: true }) cancelledAt!: Date | null;
  @Text({ nullable: true, description: 'What was learnt, afterwards.' }) review!: string | null;
  @Moment({ nullable: true }) reviewedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(() => IncidentState, stateOf) state!: IncidentState;
  @Computed(
    () => Boolean,
    (row) => `exists (select from component_impact i join component c on c.id = i.component_id
      join subscription s on s.product_id = any (c.product_ids) where i.incident_id = ${row}.id and s.state <> 'ENDED')`,
    { description: 'Whoever asks has a service that it concerns.' },
  )
  concernsReader!: boolean;
  @Computed(() => Boolean, ofReader, { description: 'Whoever asks has published it.' }) ofReader!: boolean;
  @Many(() => IncidentUpdate, 'incidentId', 'id', 10) updates!: IncidentUpdate[];
  @Many(() => ComponentImpact, 'incidentId', 'id', 10) impacts!: ComponentImpact[];
}

/** What was said of an incident at one moment. [N4] */
@Table('incident_update', {
  ...STATUS_ROWS,
  data: { kept: 'WHILE_USED', none: 'byPlatform state text at' },
  may: { platform: 'si', reseller: 'si', company: 's', endUser: 's' },
})
export class IncidentUpdate {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ api: false }) byPlatform!: boolean;
  @Id() incidentId!: string;
  @Choice(IncidentState, { description: 'How far it was.' }) state!: IncidentState;
  @Text() text!: string;
  @Moment() at!: Date;
  @Ref({ nullable: true }) writtenBy!: string | null;
}
