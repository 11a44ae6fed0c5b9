import { IconFileImport } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { audit } from './audit.ts';
import { stateText } from './change-set-states.ts';

export const more: More = {
  actions: [
    {
      label: 'Import people from a file',
      to: '/end-users/import',
      icon: IconFileImport,
      permission: 'END_USER_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'excel', 'xlsx', 'upload', 'bulk', 'import end users'],
    },
  ],
  things: {
    ChangeSet: {
      one: 'Import',
      many: 'Imports',
      icon: IconFileImport,
      page: pageBelow('/end-users/import', 'END_USER'),
      say: (field, value) => (field === 'state' ? stateText(value) : undefined),
    },
    EndUserImport: { one: 'Import of end users', many: 'Imports of end users' },
  },
  audit,
};
