import { IconPhone } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { NUMBER_STATES } from './words.ts';

export const more: More = {
  actions: [
    {
      label: 'Import telephone numbers',
      to: '/numbers/import',
      icon: IconPhone,
      permission: 'NUMBER_SUPPLY',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'ddi'],
    },
  ],
  things: {
    TelephoneNumber: {
      one: 'Telephone number',
      many: 'Telephone numbers',
      icon: IconPhone,
      page: (id, level) => {
        if (level === 'END_USER') return '/my-devices';
        return id ? `/numbers/${id}` : undefined;
      },
      say: (field, value) => (field === 'state' ? NUMBER_STATES[value] : undefined),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'numbers',
        label: 'Numbers',
        permission: 'NUMBER_READ',
        order: 34,
        content: part(
          () => import('./NumberList.tsx'),
          'NumberList',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  cards: {
    endUser: [
      {
        key: 'numbers',
        permission: 'NUMBER_READ',
        order: 20,
        content: part(
          () => import('./HeldNumbers.tsx'),
          'HeldNumbers',
          ({ id }) => ({ endUserId: id }),
        ),
      },
    ],
  },
};
