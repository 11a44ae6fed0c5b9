import { beginsWith, by, choice, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Contact, ContactSource, isSuppressed, PecrStatus } from './contact.entity.ts';

/** One's own contacts, by name. */
export const contacts = list(Contact, {
  name: 'contacts',
  permission: 'CONTACT_READ',
  filters: {
    search: beginsWith('name_key', 'email_key', 'organisation_key'),
    source: choice('source', ContactSource),
    pecrStatus: choice('pecr_status', PecrStatus),
    suppressed: yesOrNo(isSuppressed),
  },
  sorts: {
    NAME: [by('name_key')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['NAME', 'ASC'],
});
