import { Int } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
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

export const AccessReviewState = enumeration('AccessReviewState', { OPEN: 'OPEN', CLOSED: 'CLOSED' });
export const AccessDecision = enumeration('AccessDecision', {
  KEEP: 'KEEP',
  REDUCE: 'REDUCE',
  REVOKE: 'REVOKE',
});
export type AccessDecision = keyof typeof AccessDecision;
export const ReviewSilence = enumeration('ReviewSilence', { KEEP: 'KEEP', REVOKE: 'REVOKE' });
export type ReviewSilence = keyof typeof ReviewSilence;
export const AccessReviewLineState = enumeration('AccessReviewLineState', {
  OPEN: 'OPEN',
  DECIDED: 'DECIDED',
  FAILED: 'FAILED',
  LEFT: 'LEFT',
});
export const AccessReason = enumeration('AccessReason', {
  USED: 'USED',
  RECENT: 'RECENT',
  ENDS_BY_ITSELF: 'ENDS_BY_ITSELF',
  ONLY_LOOKS: 'ONLY_LOOKS',
  NOT_SEEN: 'NOT_SEEN',
  NEVER_SEEN: 'NEVER_SEEN',
});
export type AccessReason = keyof typeof AccessReason;

/** Whose people review: those of the platform, of a reseller or of a company. */
export type ReviewLevel = 'PLATFORM' | 'RESELLER' | 'COMPANY';

/** A reseller looks at the reviews of its companies and decides its own; the platform's are none of its business. */
const reviews = {
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  rows: { reseller: `reseller_id = ${setting('reseller_id')} and level <> 'PLATFORM'` },
  writes: { reseller: `level = 'RESELLER'` },
} as const;

/** SQL: whether it is the reader's own tenant that decides. */
const mine = (row: string): string => `current_setting('role') = 'steward_' || lower(${row}.level)`;

const lines = (row: string, condition: string): string =>
  `select count(*) from access_review_line l where l.access_review_id = ${row}.id and ${condition}`;

/** A tenant looks at who has access to it: a quarter's, with a last day. [T9] */
@Table('access_review', {
  data: {
    kept: 'PROOF',
    since: 'closedAt',
    none: 'level quarter state silence openedAt dueOn remindedOn closedAt',
  },
  ...reviews,
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu' },
  impersonal: ['state', 'silence', 'dueOn'],
  constraints: {
    access_review_open: ['companyId', 'A review is open already: decide that one first.'],
  },
})
export class AccessReview {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Choice(LevelChoice, { description: 'Whose people decide.' }) level!: ReviewLevel;
  @Day({ description: 'The first day of the quarter.' }) quarter!: string;
  @Choice(AccessReviewState) state!: keyof typeof AccessReviewState;
  @Choice(ReviewSilence, { description: 'What becomes of what nobody decides.' }) silence!: ReviewSilence;
  @Moment() openedAt!: Date;
  @Ref({ nullable: true }) openedBy!: string | null;
  @Day({ description: 'The last day on which it can be decided.' }) dueOn!: string;
  @Day({ api: false, nullable: true }) remindedOn!: string | null;
  @Moment({ nullable: true }) closedAt!: Date | null;

  @Computed(
    () => String,
    (row) => `select coalesce((select c.name from company c where c.id = ${row}.company_id),
      (select r.name from reseller r where r.id = ${row}.reseller_id))`,
    { description: 'Who reviews.' },
  )
  tenantName!: string;
  @Computed(() => Boolean, mine, { description: 'Whether you are among those who decide.' })
  mine!: boolean;
  @Computed(
    () => Int,
    (row) => lines(row, 'true'),
  )
  lineCount!: number;
  @Computed(
    () => Int,
    (row) => lines(row, `l.state = 'OPEN'`),
    { description: 'Not decided yet.' },
  )
  openCount!: number;
  @Computed(
    () => Int,
    (row) => lines(row, `l.decision = 'REVOKE' and l.state = 'DECIDED'`),
  )
  revokedCount!: number;
  @Computed(
    () => Int,
    (row) => lines(row, `l.decision = 'REDUCE' and l.state = 'DECIDED'`),
  )
  reducedCount!: number;
  @Computed(
    () => Int,
    (row) => lines(row, `l.state = 'FAILED'`),
    {
      description: 'Decided, and could not be carried out.',
    },
  )
  failedCount!: number;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** The access of one person, with what is proposed and what was decided: evidence once it is decided. [T9] */
@Table('access_review_line', {
  data: {
    called: 'review of access',
    kept: 'PROOF',
    since: 'decidedAt',
    whose: 't.membership_id in (select m.id from membership m where m.end_user_id = $1)',
    ends: 'values',
    ADMINISTRATOR: {
      for: 'SECURITY',
      IDENTITY: 'firstName lastName email',
      TRAFFIC: 'lastSignInAt',
      CONTENT: 'note givenReason',
      SERVICE:
        'level subjectLevel tenantName roleName areas manages reach givenAt endsAt changes changedAreas proposal seenAt state decision decidedAt failure reason',
    },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'givenByName decidedByName' },
  },
  ...reviews,
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu' },
  impersonal: ['decision', 'state'],
})
export class AccessReviewLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() accessReviewId!: string;
  @Id() membershipId!: string;
  @Choice(LevelChoice, { description: 'Whose people decide.' }) level!: ReviewLevel;
  @Choice(LevelChoice, { description: 'At which level they have access.' }) subjectLevel!: ReviewLevel;
  @Text() firstName!: string;
  @Text() lastName!: string;
  @Text() email!: string;
  @Text({ description: 'The reseller or company that they have access to.' }) tenantName!: string;
  @Text() roleName!: string;
  @column('text[]', () => [String], { nullable: true }) areas!: string[] | null;
  @column('text[]', () => [String], { nullable: true }) manages!: string[] | null;
  @Text({ description: 'Of staff: ALL resellers, ONLY some, or all EXCEPT some.' }) reach!: string;
  @Text({ nullable: true }) givenByName!: string | null;
  @Sealed({ nullable: true }) givenReason!: string | null;
  @Moment() givenAt!: Date;
  @Moment({ nullable: true, description: 'When it ends by itself.' }) endsAt!: Date | null;
  @Moment({ nullable: true }) lastSignInAt!: Date | null;
  @Whole({ description: 'What they changed in the ninety days before.' }) changes!: number;
  @column('text[]', () => [String], {}) changedAreas!: string[];
  @Choice(AccessDecision) proposal!: AccessDecision;
  @Choice(AccessReason) reason!: AccessReason;
  @Moment({ description: 'As of when all this is.' }) seenAt!: Date;
  @Choice(AccessReviewLineState) state!: keyof typeof AccessReviewLineState;
  @Choice(AccessDecision, { nullable: true }) decision!: AccessDecision | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true, description: 'None: the last day was over.' }) decidedByName!: string | null;
  @Sealed({ nullable: true }) note!: string | null;
  @Text({ nullable: true, description: 'Why it could not be carried out.' }) failure!: string | null;

  @Computed(() => Boolean, mine, { description: 'Whether you are among those who decide.' })
  mine!: boolean;
  @Computed(
    () => Boolean,
    (row) => `coalesce(${row}.membership_id = ${setting('membership_id')}, false)`,
    { description: 'Your own access, about which others decide.' },
  )
  own!: boolean;
  @One(() => AccessReview, 'accessReviewId') accessReview!: AccessReview;
}

/** What a tenant has set about its reviews. */
@Table('access_review_rule', {
  data: { kept: 'WHILE_USED', none: 'level silence days tenantsSilence tenantsDaysMost' },
  ...reviews,
  internal: true,
  begins: 'even while suspended: it begins nothing',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', gate: 's' },
  impersonal: ['silence', 'days', 'tenantsSilence', 'tenantsDaysMost'],
})
export class AccessReviewRule {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Text() level!: ReviewLevel;
  @Text() silence!: ReviewSilence;
  @Whole() days!: number;
  /** Of the platform's: what the others may choose, ANY or the one thing. */
  @Text() tenantsSilence!: 'ANY' | ReviewSilence;
  @Whole() tenantsDaysMost!: number;
}
