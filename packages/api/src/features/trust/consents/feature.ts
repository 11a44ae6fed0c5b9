import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { markedSql } from '../../../kernel/keyring.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { children } from '../../../kernel/read/list.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Contact } from '../../desk/contacts/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { addConsentPurpose } from './add-consent-purpose.ts';
import { consentEntries, consentPurposes, consentTexts } from './consent.list.ts';
import { consentByLink } from './consent-by-link.ts';
import { ConsentEntry } from './consent-entry.entity.ts';
import { ConsentPurpose, ConsentText, isAsked } from './consent-purpose.entity.ts';
import consentsSql from './consents.sql?raw';
import { giveConsent } from './give-consent.ts';
import { mayContactView } from './may-contact.ts';
import { publishConsentText } from './publish-consent-text.ts';
import { recordConsent } from './record-consent.ts';
import { recordSoftOptIn } from './record-soft-opt-in.ts';
import { refuseConsent } from './refuse-consent.ts';
import { retireConsentPurpose } from './retire-consent-purpose.ts';
import { setSubscriberKind } from './set-subscriber-kind.ts';
import { Subscriber, SubscriberKindChoice } from './subscriber.entity.ts';
import { withdrawConsent } from './withdraw-consent.ts';
import { withdrawConsentByLink } from './withdraw-consent-by-link.ts';

const permissions = {
  CONSENT_OWN: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'Consent, refuse and withdraw for oneself',
    for: 'everyone',
  },
  CONSENT_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See who has consented to what',
  },
  CONSENT_RECORD: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Enter by hand what people said, with what shows it',
    lent: false,
  },
  CONSENT_PUBLISH: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Decide what people are asked to consent to, and in which words',
    for: 'owners',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

/** What the reader is asked and has not answered, or has to answer again. */
const unanswered = {
  figures: {
    consentsAsked: `(select count(*) from consent_purpose p where ${isAsked('p')}
      and consent_state(coalesce(${setting('end_user_id')}, ${setting('membership_id')}), p.id) in ('UNASKED', 'ASK_AGAIN'))`,
  },
};

export const consentsFeature = feature({
  name: 'trust/consents',
  needs: ['desk/notifications', 'platform/tenancy', 'people/identity', 'people/directory', 'desk/contacts'],
  permissions,
  tables: [ConsentPurpose, ConsentText, ConsentEntry, Subscriber],
  sql: [consentsSql],
  lists: [consentPurposes, consentTexts, consentEntries],
  verbs: [
    mutation(addConsentPurpose, ConsentPurpose),
    mutation(publishConsentText, ConsentPurpose),
    mutation(retireConsentPurpose, ConsentPurpose),
    mutation(giveConsent, ConsentPurpose),
    mutation(refuseConsent, ConsentPurpose),
    mutation(withdrawConsent, ConsentPurpose),
    plainMutation(withdrawConsentByLink, () => String),
    mutation(recordConsent, ConsentEntry),
    mutation(recordSoftOptIn, ConsentEntry),
    mutation(setSubscriberKind, Company),
  ],
  views: [consentByLink, mayContactView],
  fields: [
    children(ConsentPurpose, 'texts', consentTexts, 'purpose_id'),
    children(Contact, 'consents', consentEntries, 'contact_id'),
    added(
      Company,
      'subscriberKind',
      Computed(
        () => SubscriberKindChoice,
        (row) => `select s.kind from subscriber s where s.company_id = ${row}.id`,
        {
          nullable: true,
          levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
          description:
            'What it is to the rules on marketing; null: not said, so that its people have to be asked.',
        },
      ),
    ),
    added(
      Company,
      'subscriberReason',
      Computed(
        () => String,
        (row) =>
          `select ${markedSql('s.reason', 'subscriber.reason', 's.id')} from subscriber s where s.company_id = ${row}.id`,
        {
          nullable: true,
          sealed: true,
          levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
          description: 'What shows which kind it is.',
        },
      ),
    ),
  ],
  audits: {
    ConsentPurpose: { label: 'Purpose of consent' },
    ConsentEntry: { label: 'Consent' },
  },
  demo: () => import('./demo.ts'),
  notHeld: { consent_entry: 'what they said, which stays as proof' },
  home: [
    {
      figures: {
        consentsAsked: {
          type: () => Int,
          description: 'What you are asked to consent to and have not answered.',
        },
      },
      at: { RESELLER: unanswered, COMPANY: unanswered, END_USER: unanswered },
    },
  ],
});
