import type { Level } from '@steward/shared';
import { Int } from 'type-graphql';
import { today } from '../../../kernel/protection.ts';
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
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { UkRegion } from './region.ts';
import { RightsKind } from './rights-kinds.ts';

export const RightsStatus = enumeration('RightsStatus', {
  RECEIVED: 'RECEIVED',
  AWAITING_IDENTITY: 'AWAITING_IDENTITY',
  AWAITING_CLARIFICATION: 'AWAITING_CLARIFICATION',
  IN_PROGRESS: 'IN_PROGRESS',
  COMPLETED: 'COMPLETED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
});
export type RightsStatus = keyof typeof RightsStatus;

export const RightsChannel = enumeration('RightsChannel', {
  ACCOUNT: 'ACCOUNT',
  FORM: 'FORM',
  EMAIL: 'EMAIL',
  TELEPHONE: 'TELEPHONE',
  LETTER: 'LETTER',
  IN_PERSON: 'IN_PERSON',
});
export type RightsChannel = keyof typeof RightsChannel;

/** How it is known who asks: never what was shown for it. */
export const IdentityMethod = enumeration('IdentityMethod', {
  SIGNED_IN: 'SIGNED_IN',
  KNOWN: 'KNOWN',
  DOCUMENT_SEEN: 'DOCUMENT_SEEN',
});
export type IdentityMethod = keyof typeof IdentityMethod;

export const RightsWait = enumeration('RightsWait', {
  IDENTITY: 'IDENTITY',
  CLARIFICATION: 'CLARIFICATION',
});
export type RightsWait = keyof typeof RightsWait;

export const RightsEventKind = enumeration('RightsEventKind', {
  OPENED: 'OPENED',
  IDENTITY_ASKED: 'IDENTITY_ASKED',
  IDENTITY_CONFIRMED: 'IDENTITY_CONFIRMED',
  CLARIFICATION_ASKED: 'CLARIFICATION_ASKED',
  CLARIFIED: 'CLARIFIED',
  EXTENDED: 'EXTENDED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  DUE_SOON: 'DUE_SOON',
  OVERDUE: 'OVERDUE',
  COMPLETED: 'COMPLETED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
});
export type RightsEventKind = keyof typeof RightsEventKind;

/** SQL: it is neither answered nor withdrawn. */
export const isOpen = (row: string): string => `(${row}.closed_at is null)`;
/** SQL: its time does not run, for the person's proof or answer is awaited. */
export const isPaused = (row: string): string =>
  `(${row}.status in ('AWAITING_IDENTITY', 'AWAITING_CLARIFICATION'))`;

const requests = {
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: the time that the law gives runs all the same',
} as const;

/** Days on which the person's proof or answer was awaited, which do not count. [D3] */
@Table('rights_pause', {
  ...requests,
  data: {
    called: 'wait in a rights request',
    kept: 'PROOF',
    since: 'toOn',
    ends: 'row',
    END_USER: { for: 'RIGHTS', SERVICE: 'waitsFor fromOn toOn' },
  },
  may: { platform: 'siu', reseller: 'su', company: 'siu', endUser: 'su', worker: 'su' },
  changes: { reseller: ['toOn'], company: ['toOn'], endUser: ['toOn'], worker: ['toOn'] },
})
export class RightsPause {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() rightsRequestId!: string;
  @Choice(RightsWait) waitsFor!: RightsWait;
  @Day() fromOn!: string;
  @Day({ nullable: true, description: 'The day on which it came; null while it is awaited.' }) toOn!:
    | string
    | null;
}

/** What happened to a request and who did it, with the words that were said. [D3] */
@Table('rights_event', {
  ...requests,
  data: {
    called: 'step of a rights request',
    kept: 'PROOF',
    since: 'at',
    ends: 'values',
    END_USER: { for: 'RIGHTS', CONTENT: 'words', SERVICE: 'at kind dueOn' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'byLevel byName' },
  },
  may: { platform: 'siu', reseller: 'si', company: 'si', endUser: 'si', worker: 'si' },
  impersonal: ['kind'],
})
export class RightsEvent {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() rightsRequestId!: string;
  @Moment() at!: Date;
  @Choice(RightsEventKind) kind!: RightsEventKind;
  @Day({ description: 'By when it was to be answered from then on.' }) dueOn!: string;
  @Choice(LevelChoice, { nullable: true, description: 'Null: the product itself.' }) byLevel!: Level | null;
  @Text() byName!: string;
  @Sealed({ nullable: true, description: 'What the person asked, or was told.' }) words!: string | null;
}

/**
 * Somebody asks what is kept about them, or that something be done about it. The company is the controller and answers; who
 * supplies it may enter what reaches them, and tells it so. Who asks, and what in which words, is personal. [D2] [D3] [S85]
 */
@Table('rights_request', {
  ...requests,
  data: {
    kept: 'PROOF',
    since: 'closedAt',
    ends: 'values',
    END_USER: {
      for: 'RIGHTS',
      IDENTITY: 'identityMethod personName personEmail',
      CONTENT: 'facts',
      SERVICE: 'kind status channel receivedOn dueOn extended acknowledgedAt createdAt closedAt',
    },
    none: 'reference region remindedDueOn remindedDays',
  },
  may: { platform: 'siu', reseller: 'siu', company: 'siu', endUser: 'siu', worker: 'siu', gate: 's' },
  changes: {
    reseller: ['status', 'dueOn', 'closedAt'],
    company: ['status', 'dueOn', 'extended', 'acknowledgedAt', 'identityMethod', 'closedAt'],
    endUser: ['status', 'dueOn', 'closedAt'],
    worker: ['status', 'dueOn', 'closedAt', 'remindedDueOn', 'remindedDays'],
  },
  impersonal: ['kind', 'status', 'channel', 'receivedOn', 'dueOn', 'extended', 'identityMethod'],
})
export class RightsRequest {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Text({ description: 'What people quote, such as RR-2026-0001: of each company its own.' })
  reference!: string;
  @Choice(RightsKind) kind!: RightsKind;
  @Choice(RightsStatus) status!: RightsStatus;
  @Choice(RightsChannel, { description: 'How it came.' }) channel!: RightsChannel;
  @Day() receivedOn!: string;
  @Choice(UkRegion, { description: 'Whose bank holidays are no working days.' }) region!: UkRegion;
  @Day({
    description:
      'By when it is to be answered, or a complaint acknowledged; what is awaited of the person moves it once it has come.',
  })
  dueOn!: string;
  @Flag({ description: 'By two further months.' }) extended!: boolean;
  @Moment({ nullable: true, description: 'Of a complaint: when its receipt was acknowledged.' })
  acknowledgedAt!: Date | null;
  @Choice(IdentityMethod, { nullable: true, description: 'How it is known who asks; null: it is not yet.' })
  identityMethod!: IdentityMethod | null;
  @Sealed({ nullable: true, description: 'Of whoever is not in the directory.' }) personName!: string | null;
  @Sealed({
    nullable: true,
    description: 'Where they are written to; otherwise at their address in the directory.',
  })
  personEmail!: string | null;
  @Sealed({ nullable: true, description: 'What they ask, in their words.' }) facts!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) closedAt!: Date | null;
  /** For which day, and how many days before it, people were last reminded. */
  @Day({ nullable: true, api: false }) remindedDueOn!: string | null;
  @Whole({ nullable: true, api: false }) remindedDays!: number | null;

  @Computed(() => Boolean, isPaused, {
    description: 'Its time does not run while something is awaited of the person.',
  })
  paused!: boolean;
  @Computed(
    () => Int,
    (row) => `case when ${isOpen(row)} then ${row}.due_on - ${today} end`,
    { nullable: true, description: 'Until it is due; negative once it is overdue, null once it is closed.' },
  )
  daysLeft!: number | null;
  @Many(() => RightsPause, 'rightsRequestId', 'from_on') pauses!: RightsPause[];
  @Many(() => RightsEvent, 'rightsRequestId', 'at, id', 20) events!: RightsEvent[];
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @One(() => Company, 'companyId') company!: Company;
}
