import {
  CONSENT_STATES,
  CONTACT_CHANNELS,
  type ConsentState,
  type ContactChannel,
  type ContactPurpose,
} from '@steward/shared';
import { Int } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  enumeration,
  Flag,
  Id,
  Key,
  Moment,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { ContactPurposeChoice } from '../../desk/contacts/index.ts';
import { LevelChoice } from '../../people/identity/index.ts';

const named = <const T extends readonly string[]>(words: T) =>
  Object.fromEntries(words.map((word) => [word, word])) as Record<T[number], T[number]>;

export const ContactChannelChoice = enumeration('Channel', named(CONTACT_CHANNELS));
export const ConsentStateChoice = enumeration('ConsentState', named(CONSENT_STATES));
export const ConsentAudience = enumeration('ConsentAudience', {
  EVERYONE: 'EVERYONE',
  END_USERS: 'END_USERS',
  ADMINISTRATORS: 'ADMINISTRATORS',
  CONTACTS: 'CONTACTS',
});

/** Who decides what it is for, and has to show the consents. */
export type Controller = 'PLATFORM' | 'RESELLER' | 'COMPANY';

const [RESELLER, COMPANY] = [setting('reseller_id'), setting('company_id')];
const LOOKERS = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
/** Of those above them, and of their own company. */
const below = `(controller = 'PLATFORM' or reseller_id = ${RESELLER} or company_id = ${COMPANY})`;
const known = `${setting('membership_id')} is not null and ${below}`;
const shown = {
  platform: `controller = 'PLATFORM'`,
  reseller: known,
  company: known,
  endUser: known,
} as const;

/** SQL: whether it is the reader's own tenant whose purpose it is. */
export const isOwn = (row: string): string =>
  `current_setting('role') = 'steward_' || lower(${row}.controller)`;

/** SQL: what the person who reads has said of it. */
const ownState = (row: string): string =>
  `consent_state(coalesce(${setting('end_user_id')}, ${setting('membership_id')}), ${row}.id)`;

/** SQL: the purpose is asked of the person who reads. */
export const isAsked = (row: string): string =>
  `(${row}.retired_at is null and ${row}.asks <> 'CONTACTS' and case current_setting('role') when 'steward_end_user' then ${row}.asks <> 'ADMINISTRATORS'
    when 'steward_company' then ${row}.asks <> 'END_USERS'
    when 'steward_reseller' then ${row}.asks <> 'END_USERS' and ${row}.controller = 'PLATFORM' else false end)`;

const newest = (row: string, field: string): string =>
  `select t.${field} from consent_text t where t.purpose_id = ${row}.id order by t.version desc limit 1`;

/** How many people's present state is one of these; null for whoever is asked only. */
const people = (...states: ConsentState[]) =>
  Computed(
    () => Int,
    (row) => `case when ${isOwn(row)} then (select count(*) from consents_of(${row}.id) c
      where c.state in (${states.map((state) => `'${state}'`).join(', ')})) end`,
    { nullable: true, levels: LOOKERS },
  );

/** What somebody is asked to consent to, by whom, and how they are then reached. Nothing of it is personal. [D7] */
@Table('consent_purpose', {
  data: { kept: 'PROOF', since: 'retiredAt', none: 'controller name channel asks about createdAt retiredAt' },
  area: 'reference',
  managedIn: 'privacy',
  ownRight: true,
  // Published texts: everyone below reads them, and moves under another reseller without them.
  tenant: 'none',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', endUser: 's', worker: 's', gate: 's' },
  rows: { ...shown, worker: `${RESELLER} is not null` },
  writes: {
    platform: `controller = 'PLATFORM'`,
    reseller: `controller = 'RESELLER' and reseller_id = ${RESELLER}`,
    company: `controller = 'COMPANY' and company_id = ${COMPANY}`,
  },
  changes: { platform: ['retiredAt'], reseller: ['retiredAt'], company: ['retiredAt'] },
  impersonal: ['name', 'channel', 'asks', 'about', 'version'],
  constraints: {
    consent_purpose_of_contacts_key: ['about', 'Contacts are asked for that, by this channel, already.'],
  },
})
export class ConsentPurpose {
  @Key() id!: string;
  @Choice(LevelChoice, { description: 'Whose purpose it is.' }) controller!: Controller;
  @Ref({ nullable: true }) resellerId!: string | null;
  @Ref({ nullable: true }) companyId!: string | null;
  @Text() name!: string;
  @Choice(ContactChannelChoice, { description: 'How people are then reached.' }) channel!: ContactChannel;
  @Choice(ConsentAudience, { description: 'Who is asked.' }) asks!: keyof typeof ConsentAudience;
  @Choice(ContactPurposeChoice, {
    nullable: true,
    description: 'Of contacts: what they are then written about.',
  })
  about!: ContactPurpose | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true, description: 'Nobody is asked any more.' }) retiredAt!: Date | null;

  @Computed(
    () => String,
    (row) => `select consent_controller(${row}.id)`,
    {
      description: 'Who asks, by name.',
    },
  )
  controllerName!: string;
  @Computed(() => Boolean, isOwn, { description: 'Whether it is your own tenant’s.' }) mine!: boolean;
  @Computed(
    () => Int,
    (row) => newest(row, 'version'),
  )
  version!: number;
  @Computed(
    () => String,
    (row) => newest(row, 'text'),
    { description: 'The words that are shown now.' },
  )
  text!: string;
  @Computed(() => ConsentStateChoice, ownState, { description: 'What you have said.' })
  ownState!: ConsentState;
  @Computed(
    () => GraphQLDateTime,
    (row) => `select e.at from consent_entry e where e.purpose_id = ${row}.id
      and e.subject_id = coalesce(${setting('end_user_id')}, ${setting('membership_id')}) order by e.at desc, e.id desc limit 1`,
    { nullable: true, description: 'When you said it.' },
  )
  ownAt!: Date | null;
  @people('GIVEN') givenCount!: number | null;
  @people('SOFT_OPT_IN') softCount!: number | null;
  @people('ASK_AGAIN') againCount!: number | null;
  @people('REFUSED', 'WITHDRAWN', 'OBJECTED') againstCount!: number | null;
}

const ofOwn = (level: Controller): string =>
  `exists (select from consent_purpose p where p.id = purpose_id and p.controller = '${level}')`;
const ofKnown = 'exists (select from consent_purpose p where p.id = purpose_id)';

/** A version of the words of a purpose, as they were shown. Never changed. Nothing of it is personal. [D7] */
@Table('consent_text', {
  data: { kept: 'PROOF', none: 'version text hash widens publishedAt' },
  area: 'reference',
  managedIn: 'privacy',
  ownRight: true,
  tenant: 'none',
  may: { platform: 'si', reseller: 'si', company: 'si', endUser: 's', worker: 's' },
  rows: { platform: ofKnown, reseller: ofKnown, company: ofKnown, endUser: ofKnown, worker: ofKnown },
  writes: { platform: ofOwn('PLATFORM'), reseller: ofOwn('RESELLER'), company: ofOwn('COMPANY') },
  impersonal: ['version', 'widens'],
  constraints: {
    consent_text_version_key: ['text', 'Another version was published at the same moment: read it first.'],
  },
})
export class ConsentText {
  @Key() id!: string;
  @Id() purposeId!: string;
  @Whole() version!: number;
  @Text() text!: string;
  @Flag({ description: 'It asks for more than the version before: whoever agreed to that is asked again.' })
  widens!: boolean;
  @Text({ description: 'SHA-256 of the words, as hex.' }) hash!: string;
  @Moment() publishedAt!: Date;
  @Ref({ nullable: true }) publishedBy!: string | null;
}
