import { NOBODY } from '../../../kernel/actor.ts';
import { DataClass } from '../../../kernel/personal-data.ts';
import { setting, today } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
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
import { LevelChoice } from '../../people/identity/index.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** By which law an authority asks. */
export const DisclosureBasis = enumeration('DisclosureBasis', {
  OTHER_STATUTE: 'OTHER_STATUTE',
  IPA_2016: 'IPA_2016',
  DPA_2018_SCH_2_PARA_2: 'DPA_2018_SCH_2_PARA_2',
  DPA_2018_SCH_2_PARA_5: 'DPA_2018_SCH_2_PARA_5',
  COURT_ORDER: 'COURT_ORDER',
  HMRC_SCH_36: 'HMRC_SCH_36',
  PACE_SCH_1: 'PACE_SCH_1',
});
export const DisclosureCapacity = enumeration('DisclosureCapacity', {
  CONTROLLER: 'CONTROLLER',
  PROCESSOR: 'PROCESSOR',
});
export const DisclosureState = enumeration('DisclosureState', {
  RECEIVED: 'RECEIVED',
  APPROVED: 'APPROVED',
  NARROWED: 'NARROWED',
  REFUSED: 'REFUSED',
  ANSWERED: 'ANSWERED',
});
export type DisclosureState = keyof typeof DisclosureState;
export type Keeper = 'PLATFORM' | 'RESELLER' | 'COMPANY';

const KEEPERS = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
const open = `(not secret or secret_until <= ${today})`;
const itself = `${setting('membership_id')} = '${NOBODY}'`;
/** SQL: the keeper is whoever reads. */
export const isKeeper = (keeper: string): string =>
  `current_setting('role') = 'steward_' || lower(${keeper})`;
/** SQL over a row: something was given, and the people it is about may be told by now and have not been. */
export const isToTell = (row: string): string =>
  `(${row}.state = 'ANSWERED' and ${row}.told_on is null and ${row}.may_tell_on <= ${today})`;

/** Whoever keeps it sees it always; those whose people it is about, and who look after these, once it is no secret any more. */
const rows = {
  platform: `(keeper = 'PLATFORM' or keeper = 'RESELLER' and ${open} or ${itself})`,
  reseller: `reseller_id = ${setting('reseller_id')} and (keeper = 'RESELLER' or keeper = 'PLATFORM' and ${open})`,
  company: `company_id = ${setting('company_id')} and (keeper = 'COMPANY' or ${open})`,
} as const;
const writes = {
  platform: `(keeper = 'PLATFORM' or ${itself})`,
  reseller: `keeper = 'RESELLER'`,
  company: `keeper = 'COMPANY'`,
} as const;
const common = {
  // What the law asks of a reseller is its own, whatever its company lets it see otherwise.
  kept: `keeper = 'RESELLER' and reseller_id = ${setting('reseller_id')}`,
  area: 'privacy',
  ownRight: true,
  place: 'where it happened',
  begins: 'even while suspended: the law does not wait',
} as const;

/**
 * An authority asks for data about people: by which law, what, of whom; who decided, what was given, and whether the people were
 * told. Secret until a day, it is seen by whoever was asked only. [D7]
 */
@Table('authority_disclosure', {
  ...common,
  data: {
    kept: 'PROOF',
    since: 'receivedOn',
    called: 'what an authority was given',
    // Until they may be told it is not in what they are given of themselves, either.
    whose: `t.id in (select p.disclosure_id from authority_disclosure_person p where p.end_user_id = $1 and p.opens_on <= ${today})`,
    ends: 'values',
    END_USER: {
      for: 'ACCOUNTABILITY',
      SERVICE: 'authority basis givenClasses fromOn toOn answeredOn toldOn',
    },
    // Whoever wrote it may have named all whom it is about.
    ACTOR: { for: 'ACCOUNTABILITY', CONTENT: 'asked reason given whyUntold reference' },
    none: 'keeper capacity receivedOn dueOn dataClasses state recordedAt decidedAt secret secretUntil mayTellOn remindedAt',
  },
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  may: { platform: 'siu', reseller: 'siu', company: 'siu', endUser: 's' },
  rows: {
    ...rows,
    endUser: `exists (select from authority_disclosure_person p where p.disclosure_id = authority_disclosure.id)`,
  },
  writes,
  impersonal: ['state'],
  constraints: {
    authority_disclosure_two_people: ['id', 'Somebody else has to decide than who entered it.'],
  },
})
export class AuthorityDisclosure {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Choice(LevelChoice, { description: 'Who was asked.' }) keeper!: Keeper;
  @Choice(DisclosureCapacity, { description: 'As what they were asked.' })
  capacity!: keyof typeof DisclosureCapacity;
  @Text() authority!: string;
  @Sealed({ nullable: true, levels: KEEPERS, description: 'The authority’s own.' }) reference!: string | null;
  @Choice(DisclosureBasis) basis!: keyof typeof DisclosureBasis;
  @Day() receivedOn!: string;
  @Day({ nullable: true, description: 'By when they want an answer.' }) dueOn!: string | null;
  @Sealed({ nullable: true, levels: KEEPERS, description: 'What they ask for; null once its time is over.' })
  asked!: string | null;
  @column('text[]', () => [DataClass], { levels: KEEPERS, description: 'What they ask for, by class.' })
  dataClasses!: DataClass[];
  @Day({ nullable: true, description: 'The first day that it is about.' }) fromOn!: string | null;
  @Day({ nullable: true, description: 'The last.' }) toOn!: string | null;
  @Choice(DisclosureState) state!: DisclosureState;
  @Ref() recordedBy!: string;
  @Moment() recordedAt!: Date;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Sealed({ nullable: true, levels: KEEPERS, description: 'Why it was narrowed or refused.' })
  reason!: string | null;
  @Day({ nullable: true }) answeredOn!: string | null;
  @Sealed({ nullable: true, levels: KEEPERS, description: 'What they were given, in words.' })
  given!: string | null;
  @column('text[]', () => [DataClass], { description: 'What they were given, by class.' })
  givenClasses!: DataClass[];
  @Flag({ levels: KEEPERS, description: 'A secret until a day, or until further notice.' }) secret!: boolean;
  @Day({ nullable: true, levels: KEEPERS, description: 'Until then only whoever was asked sees it.' })
  secretUntil!: string | null;
  @Day({ nullable: true, levels: KEEPERS, description: 'From then on the people may be told, and see it.' })
  mayTellOn!: string | null;
  @Day({ nullable: true, description: 'When the people were told.' }) toldOn!: string | null;
  @Sealed({ nullable: true, levels: KEEPERS, description: 'Why the people are not told, or not yet.' })
  whyUntold!: string | null;
  /** When whoever keeps it was reminded that the people may be told. */
  @Moment({ nullable: true, api: false }) remindedAt!: Date | null;

  @Computed(
    () => Boolean,
    (row) => isKeeper(`${row}.keeper`),
    {
      description: 'Whether it is your own tenant that was asked.',
    },
  )
  mine!: boolean;
  @Computed(
    () => Boolean,
    (row) => `${row}.recorded_by = ${setting('membership_id')}`,
    {
      levels: KEEPERS,
      description: 'You entered it: somebody else has to decide.',
    },
  )
  recordedByMe!: boolean | null;
  @Computed(() => Boolean, isToTell, {
    levels: KEEPERS,
    description: 'The people may be told by now, and have not been.',
  })
  toTell!: boolean | null;
  @Computed(
    () => String,
    (row) => nameOf(`${row}.recorded_by`),
    { nullable: true, levels: KEEPERS },
  )
  recordedByName!: string | null;
  @Computed(
    () => String,
    (row) => nameOf(`${row}.decided_by`),
    { nullable: true, levels: KEEPERS },
  )
  decidedByName!: string | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Many(() => AuthorityDisclosurePerson, 'disclosureId', 'id', 20) people!: AuthorityDisclosurePerson[];
}

const nameOf = (membership: string): string =>
  `select concat_ws(' ', m.first_name, m.last_name) from membership m where m.id = ${membership}`;

/** Whom an authority asked about. They see it once it has been answered and they may be told. [D7] */
@Table('authority_disclosure_person', {
  ...common,
  data: {
    kept: 'PROOF',
    called: 'whom an authority was told about',
    whose: `t.end_user_id = $1 and t.opens_on <= ${today}`,
    ends: 'values',
    END_USER: { for: 'ACCOUNTABILITY', SERVICE: 'opensOn' },
    none: 'keeper secret secretUntil',
  },
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  may: { platform: 'siu', reseller: 'siu', company: 'siu', endUser: 's' },
  rows: { ...rows, endUser: `end_user_id = ${setting('end_user_id')} and opens_on <= ${today}` },
  writes,
})
export class AuthorityDisclosurePerson {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Id() endUserId!: string;
  @Ref() disclosureId!: string;
  @Text({ api: false }) keeper!: Keeper;
  @Flag({ api: false }) secret!: boolean;
  @Day({ api: false, nullable: true }) secretUntil!: string | null;
  @Day({ api: false, nullable: true }) opensOn!: string | null;

  @Computed(
    () => String,
    (row) =>
      `select concat_ws(' ', u.first_name, u.last_name) from end_user u where u.id = ${row}.end_user_id`,
    { nullable: true },
  )
  name!: string | null;
}
