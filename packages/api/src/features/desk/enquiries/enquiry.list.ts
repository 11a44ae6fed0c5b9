import { setting } from '../../../kernel/protection.ts';
import { betweenDays } from '../../../kernel/read/days.ts';
import { beginsWith, by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Enquiry, EnquiryState, isWaiting } from './enquiry.entity.ts';
import { EnquiryForm } from './enquiry-form.entity.ts';

/** What was asked on web sites, newest first. */
export const enquiries = list(Enquiry, {
  name: 'enquiries',
  singular: 'enquiry',
  permission: 'ENQUIRY_READ',
  filters: {
    search: beginsWith('name_key', 'email_key'),
    state: choice('state', EnquiryState),
    ownerId: equals('owner_id'),
    contactId: equals('contact_id'),
    /** Those of whoever looks. */
    mine: yesOrNo((row) => `(coalesce(${row}.owner_id = ${setting('membership_id')}, false))`),
    /** Neither answered nor closed. */
    waiting: yesOrNo(isWaiting),
    ...betweenDays('received_at'),
  },
  sorts: { RECEIVED_AT: [by('received_at', 'timestamptz')] },
  order: ['RECEIVED_AT', 'DESC'],
});

/** The forms that make them. */
export const enquiryForms = list(EnquiryForm, {
  name: 'enquiryForms',
  permission: 'ENQUIRY_READ',
  filters: { retired: yesOrNo((row) => `(${row}.retired_at is not null)`) },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'ASC'],
});
