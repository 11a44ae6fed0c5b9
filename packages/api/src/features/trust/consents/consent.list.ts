import { setting } from '../../../kernel/protection.ts';
import { betweenDays } from '../../../kernel/read/days.ts';
import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { ConsentDeed, ConsentEntry, ConsentVia, isCurrent } from './consent-entry.entity.ts';
import { ConsentPurpose, ConsentText, isAsked, isOwn } from './consent-purpose.entity.ts';

const said = (row: string): string => `exists (select from consent_entry e where e.purpose_id = ${row}.id
  and e.subject_id = coalesce(${setting('end_user_id')}, ${setting('membership_id')}))`;

/** What people are asked: by one's own tenant, and of oneself. [D7] */
export const consentPurposes = list(ConsentPurpose, {
  name: 'consentPurposes',
  permission: 'CONSENT_OWN',
  filters: {
    mine: yesOrNo((row) => `(${isOwn(row)})`),
    /** Asked of whoever looks, or answered by them. */
    ofMe: yesOrNo((row) => `(${isAsked(row)} or ${said(row)})`),
    retired: yesOrNo((row) => `(${row}.retired_at is not null)`),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'ASC'],
});

/** The versions of the words of a purpose, newest first. */
export const consentTexts = list(ConsentText, {
  name: 'consentTexts',
  permission: 'CONSENT_OWN',
  filters: { purposeId: equals('purpose_id') },
  sorts: { PUBLISHED_AT: [by('published_at', 'timestamptz')] },
  order: ['PUBLISHED_AT', 'DESC'],
});

/** The ledger, newest first. */
export const consentEntries = list(ConsentEntry, {
  name: 'consentEntries',
  permission: 'CONSENT_READ',
  filters: {
    purposeId: equals('purpose_id'),
    endUserId: equals('end_user_id'),
    membershipId: equals('membership_id'),
    contactId: equals('contact_id'),
    deed: choice('deed', ConsentDeed),
    via: choice('via', ConsentVia),
    current: yesOrNo((row) => `(${isCurrent(row)})`),
    ...betweenDays('at'),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});
