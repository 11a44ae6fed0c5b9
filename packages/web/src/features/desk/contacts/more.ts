import { IconAddressBook } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SOURCES, type Source, STATUSES, type Status } from './contact-words.ts';

export const more: More = {
  things: {
    Contact: {
      one: 'Contact',
      many: 'Contacts',
      icon: IconAddressBook,
      page: pageBelow('/contacts'),
      say: (field, value) => {
        if (field === 'source') return SOURCES[value as Source];
        return field === 'pecrStatus' ? STATUSES[value as Status] : undefined;
      },
    },
  },
  audit: {
    addContact: 'Add a contact',
    updateContact: 'Change a contact',
    importContacts: 'Import contacts',
    suppressContact: 'Note that a contact wants no marketing',
    eraseContact: 'Erase a contact',
    forgetContact: 'Erase what is held of a contact',
  },
};
