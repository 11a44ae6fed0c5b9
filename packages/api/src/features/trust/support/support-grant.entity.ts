import type { Level } from '@steward/shared';
import { type Area, AreaChoice } from '../../../kernel/area.ts';
import { inOwnRight, setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Flag,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

export const SupportMode = enumeration('SupportMode', { VIEW: 'VIEW', MANAGE: 'MANAGE' });
export type SupportMode = keyof typeof SupportMode;

export const SupportState = enumeration('SupportState', {
  REQUESTED: 'REQUESTED',
  APPROVED: 'APPROVED',
  ACTIVE: 'ACTIVE',
  DECLINED: 'DECLINED',
  ENDED: 'ENDED',
  LAPSED: 'LAPSED',
});
export type SupportState = keyof typeof SupportState;

export const SupportEndedBy = enumeration('SupportEndedBy', {
  ASKER: 'ASKER',
  COMPANY: 'COMPANY',
  TIME: 'TIME',
  STEWARD: 'STEWARD',
});
export type SupportEndedBy = keyof typeof SupportEndedBy;

const NOW = `(select current_setting('steward.now')::timestamptz)`;

/** SQL: where the grant stands by the clock, whether or not the job that puts it down has come round. */
export const stateOf = (row: string): string =>
  `case when ${row}.stage = 'ACTIVE' and ${row}.ends_at <= ${NOW} then 'ENDED'
    when ${row}.stage in ('REQUESTED', 'APPROVED') and ${row}.lapses_at <= ${NOW} then 'LAPSED' else ${row}.stage end`;

const own = `asked_by = ${setting('membership_id')}`;
/** Whoever asks puts down the wish and nothing more: the rest is for the company, and for the gate. */
const wish = `${own} and stage = 'REQUESTED' and not by_rule and membership_id is null and ${inOwnRight}`;

/**
 * Somebody asks a company to let them in: why, where, to look or to manage, for how long; and what became of it. While it is
 * active there is a membership of the company's with a role of its own, lent to whoever asked. [T4] [S18]
 */
@Table('support_grant', {
  data: {
    kept: 'SUPPORT',
    since: 'endedAt',
    ends: 'values',
    ACTOR: {
      for: 'SUPPORT',
      IDENTITY: 'askerName askerTenant',
      TRAFFIC: 'askedAt enteredAt endedAt',
      CONTENT: 'reason',
    },
    none: 'askerLevel areas mode minutes stage byRule lapsesAt decidedAt endsAt endedBy',
  },
  area: 'support',
  notes: true,
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'only while active',
  may: { platform: 'si', reseller: 'si', company: 'su', worker: 's', gate: 'siu' },
  own: { platform: own, reseller: own, company: `membership_id = ${setting('membership_id')}` },
  writes: {
    platform: `${wish} and asker_level = 'PLATFORM'`,
    reseller: `${wish} and asker_level = 'RESELLER'`,
  },
  changes: { company: ['stage', 'decidedAt', 'decidedBy', 'lapsesAt'] },
  impersonal: ['state', 'mode', 'minutes', 'areas'],
  constraints: {
    support_grant_open: ['companyId', 'You have asked this company already: see Support access.'],
  },
})
export class SupportGrant {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  /** The membership of whoever asked. */
  @Ref() askedBy!: string;
  @Choice(LevelChoice) askerLevel!: Level;
  @Text() askerName!: string;
  @Text({ description: 'For whom they asked: the platform or the reseller.' }) askerTenant!: string;
  @column('text[]', () => [AreaChoice], {}) areas!: Area[];
  @Choice(SupportMode) mode!: SupportMode;
  @Sealed({ nullable: true, description: 'Null once its time is over.' }) reason!: string | null;
  @Whole({ description: 'How long it lasts, from the moment of entry.' }) minutes!: number;
  @Text({ api: false }) stage!: SupportState;
  @Flag({ description: 'Approved by a standing rule of the company.' }) byRule!: boolean;
  @Moment() askedAt!: Date;
  @Moment({ description: 'Undecided, or not entered, it lapses then.' }) lapsesAt!: Date;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Moment({ nullable: true }) enteredAt!: Date | null;
  @Moment({ nullable: true }) endsAt!: Date | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Choice(SupportEndedBy, { nullable: true }) endedBy!: SupportEndedBy | null;
  /** The one that was lent, once it has been entered. */
  @Id({ nullable: true }) membershipId!: string | null;
  @Ref({ nullable: true }) sessionId!: string | null;

  @Computed(() => SupportState, stateOf) state!: SupportState;
  @Computed(
    () => Boolean,
    (row) => `${row}.asked_by = ${setting('membership_id')}`,
    {
      description: 'Asked by whoever looks.',
    },
  )
  mine!: boolean;
  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.decided_by`,
    { nullable: true },
  )
  decidedByName!: string | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
