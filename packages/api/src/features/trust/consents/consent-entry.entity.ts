import type { Level } from '@steward/shared';
import { NOBODY } from '../../../kernel/actor.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
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
import { ConsentPurpose, type Controller } from './consent-purpose.entity.ts';

export const ConsentDeed = enumeration('ConsentDeed', {
  WITHDRAWN: 'WITHDRAWN',
  GIVEN: 'GIVEN',
  REFUSED: 'REFUSED',
  SOFT_OPT_IN: 'SOFT_OPT_IN',
  OBJECTED: 'OBJECTED',
});
export type ConsentDeed = keyof typeof ConsentDeed;
/** How it was said. */
export const ConsentVia = enumeration('ConsentVia', {
  CONSOLE: 'CONSOLE',
  LINK: 'LINK',
  PAPER: 'PAPER',
  EMAIL: 'EMAIL',
  TELEPHONE: 'TELEPHONE',
  IN_PERSON: 'IN_PERSON',
  WEB_FORM: 'WEB_FORM',
  IMPORT: 'IMPORT',
});
export type ConsentVia = keyof typeof ConsentVia;

const own = `membership_id = ${setting('membership_id')}`;

/** SQL: nothing was said of it later. */
export const isCurrent = (row: string): string =>
  `not exists (select from consent_entry l where l.subject_id = ${row}.subject_id and l.purpose_id = ${row}.purpose_id
    and (l.at, l.id) > (${row}.at, ${row}.id))`;

/** SQL: a yes to words that a newer version goes beyond. */
const isOutgrown = (row: string): string =>
  `${row}.deed = 'GIVEN' and exists (select from consent_text t
    where t.purpose_id = ${row}.purpose_id and t.version > ${row}.version and t.widens)`;

/** SQL: the name of a contact, for those whose contacts they may be. */
const nameOfContact = (row: string, level: Level | undefined): string =>
  level === 'PLATFORM' || level === 'RESELLER'
    ? `, (select c.name from contact c where c.id = ${row}.contact_id)`
    : '';

/**
 * What somebody said of a purpose, when, to which words, and what shows it. Only added to: who has consented now is read from the
 * newest. Whoever it was said to sees it, and the person. Whose it is, is personal, as is the evidence. [D7] [S87]
 */
@Table('consent_entry', {
  data: {
    kept: 'PROOF',
    since: 'at',
    ends: 'row',
    END_USER: { for: 'MARKETING', CONTENT: 'evidence place', SERVICE: 'deed at via' },
    none: 'controller version textHash enteredAt',
  },
  area: 'privacy',
  notes: true,
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: whoever has consented may withdraw',
  // The product itself seals the evidence anew under newer keys; nothing else is ever changed.
  may: { platform: 'siu', reseller: 'si', company: 'si', endUser: 'si', worker: 'si' },
  rows: {
    platform: `(controller = 'PLATFORM' or ${own} or ${setting('membership_id')} = '${NOBODY}')`,
    reseller: `reseller_id = ${setting('reseller_id')} and (controller = 'RESELLER' or ${own})`,
    company: `company_id = ${setting('company_id')} and (controller = 'COMPANY' or ${own})`,
  },
  own: { platform: own, reseller: own, company: own },
  // What was said to somebody else is not a reseller's to add.
  writes: { reseller: `(controller = 'RESELLER' or ${own})` },
  // It was said to the reseller, whatever else a company keeps to itself.
  kept: `controller = 'RESELLER'`,
  changes: { platform: ['evidence', 'place'] },
  impersonal: ['deed'],
})
export class ConsentEntry {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Id({ nullable: true, description: 'Whose it is, if an end user’s.' }) endUserId!: string | null;
  @Id({ nullable: true, description: 'Whose it is, if an administrator’s.' }) membershipId!: string | null;
  @Id({ nullable: true, description: 'Whose it is, if a contact’s, who has no account.' })
  contactId!: string | null;
  @Choice(LevelChoice, { description: 'To whom it was said.' }) controller!: Controller;
  @Id() purposeId!: string;
  @Whole({ nullable: true, description: 'Of the words that were shown.' }) version!: number | null;
  @Text({ nullable: true, description: 'SHA-256 of the words that were shown.' }) textHash!: string | null;
  @Choice(ConsentDeed) deed!: ConsentDeed;
  @Moment({ description: 'When it was said.' }) at!: Date;
  @Moment({ description: 'When it was put down.' }) enteredAt!: Date;
  @Choice(ConsentVia) via!: ConsentVia;
  @Sealed({ description: 'What shows it.' }) evidence!: string;
  @Sealed({ nullable: true, description: 'Where it was said: a page, an event, a shop.' })
  place!: string | null;
  @Ref({ nullable: true }) enteredBy!: string | null;

  @Computed(
    () => String,
    (
      row,
      level,
    ) => `coalesce((select concat_ws(' ', u.first_name, u.last_name) from end_user u where u.id = ${row}.end_user_id),
      (select concat_ws(' ', m.first_name, m.last_name) from membership m where m.id = ${row}.membership_id)${nameOfContact(row, level)})`,
    { nullable: true, description: 'Whose it is, if they are there still.' },
  )
  personName!: string | null;
  @Computed(() => Boolean, isCurrent, { description: 'It is how things stand.' }) current!: boolean;
  @Computed(() => Boolean, isOutgrown, {
    description: 'A yes to words that a newer version goes beyond: to be asked again.',
  })
  outgrown!: boolean;
  @One(() => ConsentPurpose, 'purposeId') purpose!: ConsentPurpose;
}
