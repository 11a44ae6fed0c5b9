import { CONTACT_PURPOSES, type ContactPurpose } from '@steward/shared';
import { NOBODY } from '../../../kernel/actor.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  enumeration,
  Key,
  Moment,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';

export const ContactPurposeChoice = enumeration(
  'ContactPurpose',
  Object.fromEntries(CONTACT_PURPOSES.map((word) => [word, word])) as Record<ContactPurpose, ContactPurpose>,
);

/** What a contact is to the rules on marketing (PECR reg. 2). */
export const PecrStatus = enumeration('PecrStatus', {
  UNKNOWN: 'UNKNOWN',
  INDIVIDUAL: 'INDIVIDUAL',
  CORPORATE: 'CORPORATE',
});
export type PecrStatus = keyof typeof PecrStatus;

/** Where somebody's details came from. */
export const ContactSource = enumeration('ContactSource', {
  OTHER: 'OTHER',
  ENQUIRY: 'ENQUIRY',
  SALE: 'SALE',
  EVENT: 'EVENT',
  REFERRAL: 'REFERRAL',
  PUBLISHED: 'PUBLISHED',
  IMPORT: 'IMPORT',
});
export type ContactSource = keyof typeof ContactSource;

/** SQL: the contact is on the list of those who are left alone. */
export const isSuppressed = (row: string): string =>
  `exists (select from suppression s where s.address_hash in (${row}.email_hash, ${row}.phone_hash))`;

/** SQL: rows of one's own tenant's; the operator's are its own, as a reseller's are, and the product itself sees all. */
export const ownOfSeller = `(reseller_id = ${setting('reseller_id')} or ${setting('membership_id')} = '${NOBODY}')`;

/**
 * Somebody who may want to hear from the operator or a reseller: apart from accounts, for whoever has none. Each has contacts of its
 * own, which nobody else sees. What they consented to stands in the ledger of consents. [N2] [S4] [S87]
 */
@Table('contact', {
  data: {
    kept: 'MESSAGES',
    since: 'activeAt',
    ends: 'row',
    VISITOR: {
      for: 'MARKETING',
      IDENTITY: 'name email emailHash organisation',
      CONTACT: 'phone phoneHash',
      CONTENT: 'sourceNote statusReason',
      SERVICE: 'source pecrStatus createdAt activeAt',
    },
  },
  area: 'privacy',
  ownRight: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: whoever asks is put down',
  may: { platform: 'siu', reseller: 'siu', worker: 'siu' },
  rows: { platform: ownOfSeller },
  impersonal: ['source', 'pecrStatus'],
  constraints: { contact_email_key: ['email', 'Is a contact’s already.'] },
})
export class Contact {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @Text({ nullable: true }) email!: string | null;
  @Text({ nullable: true, api: false }) emailHash!: string | null;
  @Sealed({ nullable: true }) phone!: string | null;
  @Text({ nullable: true, api: false }) phoneHash!: string | null;
  @Text({ nullable: true }) organisation!: string | null;
  @Choice(ContactSource, { description: 'Where their details came from.' }) source!: ContactSource;
  @Sealed({ nullable: true, description: 'In words: which event, who referred them.' })
  sourceNote!: string | null;
  @Choice(PecrStatus, { description: 'Which kind of subscriber they are to the rules on marketing.' })
  pecrStatus!: PecrStatus;
  @Sealed({ nullable: true, description: 'Why they are that kind.' }) statusReason!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ description: 'When they were last heard of, or written to.' }) activeAt!: Date;

  @Computed(() => Boolean, isSuppressed, {
    description: 'They are to be left alone: they are on the list of those who want no marketing.',
  })
  suppressed!: boolean;
}
